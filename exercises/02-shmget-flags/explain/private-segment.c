/* A child makes two private segments, tells their ids, and ends. */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ids[2], fds[2];
    if (pipe(fds) != 0) {
        perror("pipe");
        return 1;
    }
    if (fork() == 0) {
        ids[0] = shmget(IPC_PRIVATE, 100, 0600);
        ids[1] = shmget(IPC_PRIVATE, 100, 0600);
        _exit(write(fds[1], ids, sizeof ids) == sizeof ids ? 0 : 1);
    }
    wait(NULL); /* its maker is gone */
    if (read(fds[0], ids, sizeof ids) != sizeof ids) {
        perror("no answer");
        return 1;
    }
    printf("two calls: %s\n",
           ids[0] == ids[1] ? "one segment" : "two segments");
    for (int i = 0; i < 2; i++) {
        struct shmid_ds ds;
        if (shmctl(ids[i], IPC_STAT, &ds) == 0) {
            printf("still there: %zu bytes, key %d, %lu attached\n",
                   ds.shm_segsz, ds.shm_perm.__key,
                   (unsigned long)ds.shm_nattch);
        }
        shmctl(ids[i], IPC_RMID, NULL);
    }
    return 0;
}
