/* IPC_CREAT on a segment that is there, with another mode and size. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static void ask(key_t key, size_t size, int mode)
{
    struct shmid_ds ds;
    int shmid = shmget(key, size, IPC_CREAT | mode);
    printf("asked for %3zu bytes, %04o: ", size, (unsigned)mode);
    if (shmid == -1) {
        printf("%s\n", strerrorname_np(errno));
    } else if (shmctl(shmid, IPC_STAT, &ds) == 0) {
        printf("it has %zu bytes, %04o\n", ds.shm_segsz,
               (unsigned)ds.shm_perm.mode);
    }
}

int main(void)
{
    if (geteuid() == 0 && seteuid(65534) != 0) { /* root may do anything */
        perror("seteuid");
    }
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */
    int shmid = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0640);
    ask(key, 100, 0640);
    ask(key, 100, 0000);
    ask(key, 40, 0640);
    ask(key, 101, 0640);
    ask(key, 100, 0700);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
