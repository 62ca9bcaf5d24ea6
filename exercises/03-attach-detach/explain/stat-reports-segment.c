/* A child makes a segment and ends; we attach it twice. */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *who(pid_t process, pid_t child)
{
    return process == child      ? "the child, which is gone"
           : process == getpid() ? "this process"
                                 : "nobody";
}

int main(void)
{
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */
    pid_t child = fork();
    if (child == 0) {
        _exit(shmget(key, 100, IPC_CREAT | IPC_EXCL | 0600) == -1 ? 1 : 0);
    }
    wait(NULL);

    struct shmid_ds ds;
    int shmid = shmget(key, 0, 0);
    if (shmat(shmid, NULL, 0) == (void *)-1 ||
        shmat(shmid, NULL, 0) == (void *)-1 ||
        shmctl(shmid, IPC_STAT, &ds) == -1) {
        perror("no segment");
        return 1;
    }
    printf("shm_segsz:  %zu\n", ds.shm_segsz);
    printf("shm_nattch: %lu, by one process\n",
           (unsigned long)ds.shm_nattch);
    printf("shm_cpid:   %s\n", who(ds.shm_cpid, child));
    printf("shm_lpid:   %s\n", who(ds.shm_lpid, child));
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
