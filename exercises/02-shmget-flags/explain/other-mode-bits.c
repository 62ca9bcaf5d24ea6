/* A mode that has lost its leading 0, so that it is a decimal number. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static void look_for_segment(key_t key, int mode)
{
    int shmid = shmget(key, 100, mode);
    if (shmid == -1) {
        printf("shmget(key, 100, %#o): %s\n", (unsigned)mode,
               strerrorname_np(errno));
        return;
    }
    struct shmid_ds ds;
    printf("shmget(key, 100, %#o): makes a segment; to look at it: %s\n",
           (unsigned)mode,
           shmctl(shmid, IPC_STAT, &ds) == 0 ? "works"
                                             : strerrorname_np(errno));
    shmctl(shmid, IPC_RMID, NULL);
}

int main(void)
{
    if (geteuid() == 0 && seteuid(65534) != 0) { /* root may do anything */
        perror("seteuid");
    }
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */
    printf("IPC_CREAT is %#o, IPC_EXCL is %#o\n", (unsigned)IPC_CREAT,
           (unsigned)IPC_EXCL);
    printf("644, without its 0, is %#o\n", 644u);
    look_for_segment(key, 0644);
    look_for_segment(key, 644);
    return 0;
}
