/* A segment that its owner may read and not write: mode 0400. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static const char *outcome(int failed)
{
    return failed ? strerrorname_np(errno) : "works";
}

int main(void)
{
    if (geteuid() == 0 && seteuid(65534) != 0) { /* root may do anything */
        perror("seteuid");
    }
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */
    int shmid = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0400);
    if (shmid == -1) {
        perror("no segment");
        return 1;
    }
    printf("shmget, size 100, asking 0600: %s\n",
           outcome(shmget(key, 100, 0600) == -1));
    printf("shmget, size 100, asking 0400: %s\n",
           outcome(shmget(key, 100, 0400) == -1));
    printf("shmget, size 100, asking 0:    %s\n",
           outcome(shmget(key, 100, 0) == -1));
    printf("shmget, size 0,   asking 0:    %s\n",
           outcome(shmget(key, 0, 0) == -1));
    printf("shmat, to write:               %s\n",
           outcome(shmat(shmid, NULL, 0) == (void *)-1));
    printf("shmat, SHM_RDONLY:             %s\n",
           outcome(shmat(shmid, NULL, SHM_RDONLY) == (void *)-1));
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
