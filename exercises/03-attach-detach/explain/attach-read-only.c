/* A store into a segment that was attached with three different flags. */
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static void store(const char *name, int shmid, int flags)
{
    int status = 0;
    fflush(stdout);
    if (fork() == 0) {
        char *bytes = shmat(shmid, NULL, flags);
        bytes[0] = 'x';
        _exit(0);
    }
    wait(&status);
    printf("%-10s (%06o): %s%s\n", name, (unsigned)flags,
           WIFSIGNALED(status) ? "SIG" : "the store works",
           WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : "");
}

int main(void)
{
    int shmid = shmget(IPC_PRIVATE, 100, 0600);
    store("0", shmid, 0);
    store("SHM_R", shmid, SHM_R);
    store("SHM_RDONLY", shmid, SHM_RDONLY);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
