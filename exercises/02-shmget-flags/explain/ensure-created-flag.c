/* Three ways to guess from a segment whether one has just made it. */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static void guess(const char *who, int shmid)
{
    struct shmid_ds ds = {0};
    shmctl(shmid, IPC_STAT, &ds);
    printf("%-24s maker: %-5s unused: %-3s new: %s\n", who,
           ds.shm_cpid == getpid() ? "me" : "other",
           ds.shm_nattch == 0 ? "yes" : "no",
           ds.shm_atime == 0 ? "yes" : "no");
}

int main(void)
{
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */
    int shmid = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0600);
    if (shmid == -1) {
        perror("no segment");
        return 1;
    }
    guess("made it:", shmid);
    guess("opens it again:", shmget(key, 100, IPC_CREAT | 0600));
    fflush(stdout);
    if (fork() == 0) { /* before anybody has attached */
        guess("another, which opens it:",
              shmget(key, 100, IPC_CREAT | 0600));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
