/* A segment of mode 0000: what may its owner do with it? */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static void show(const char *what, int failed)
{
    printf("%-20s %s\n", what, failed ? strerrorname_np(errno) : "works");
}

int main(void)
{
    if (geteuid() == 0 && seteuid(65534) != 0) { /* root may do anything */
        perror("seteuid");
    }
    struct shmid_ds ds = {0};
    int shmid = shmget(IPC_PRIVATE, 100, 0000);
    show("shmat, SHM_RDONLY:",
         shmat(shmid, NULL, SHM_RDONLY) == (void *)-1);
    show("IPC_STAT:", shmctl(shmid, IPC_STAT, &ds) == -1);

    ds.shm_perm.uid = geteuid();
    ds.shm_perm.gid = getegid();
    ds.shm_perm.mode = 0400;
    show("IPC_SET, mode 0400:", shmctl(shmid, IPC_SET, &ds) == -1);
    show("IPC_STAT:", shmctl(shmid, IPC_STAT, &ds) == -1);
    show("shmat, to write:", shmat(shmid, NULL, 0) == (void *)-1);
    show("IPC_RMID:", shmctl(shmid, IPC_RMID, NULL) == -1);
    return 0;
}
