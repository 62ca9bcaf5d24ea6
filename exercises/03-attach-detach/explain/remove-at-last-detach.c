/* A segment that is removed while it is attached: who can still use it? */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static void show(const char *when, int shmid)
{
    struct shmid_ds ds;
    if (shmctl(shmid, IPC_STAT, &ds) == 0) {
        printf("%-24s %lu attached%s\n", when, (unsigned long)ds.shm_nattch,
               (ds.shm_perm.mode & SHM_DEST) != 0 ? ", to be destroyed"
                                                  : "");
    } else {
        printf("%-24s gone\n", when);
    }
}

int main(void)
{
    key_t key =
        0x5e000000 + getpid(); /* a key that nobody else uses just now */
    int shmid = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0600);
    char *first = shmat(shmid, NULL, 0);
    char *second = shmat(shmid, NULL, 0);
    if (shmid == -1 || first == (void *)-1 || second == (void *)-1) {
        perror("no segment");
        return 1;
    }
    show("two attachments:", shmid);

    shmctl(shmid, IPC_RMID, NULL);
    show("removed:", shmid);
    bool found = shmget(key, 0, 0) != -1;
    printf("%-24s %s\n", "its key:", found ? "names it" : "names nothing");

    strcpy(first, "still here");
    printf("%-24s %s\n", "through the other:", second);

    shmdt(first);
    show("one detached:", shmid);
    shmdt(second);
    show("the last one detached:", shmid);
    return 0;
}
