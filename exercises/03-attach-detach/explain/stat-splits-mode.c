/* What is in shm_perm.mode, in the life of a segment. */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>

static void show(const char *when, int shmid)
{
    struct shmid_ds ds = {0};
    shmctl(shmid, IPC_STAT, &ds);
    printf("%-22s mode %05o, key %s, %lu attached\n", when,
           (unsigned)ds.shm_perm.mode,
           ds.shm_perm.__key == 0 ? "0" : "given",
           (unsigned long)ds.shm_nattch);
}

int main(void)
{
    int shmid = shmget(IPC_PRIVATE, 100, 0640);
    show("new:", shmid);
    char *bytes = shmat(shmid, NULL, 0);
    if (bytes == (void *)-1) {
        perror("no segment");
        return 1;
    }
    show("attached:", shmid);
    shmctl(shmid, IPC_RMID, NULL);
    show("marked for removal:", shmid);
    printf("SHM_DEST is %05o, SHM_LOCKED is %05o\n", (unsigned)SHM_DEST,
           (unsigned)SHM_LOCKED);
    return 0;
}
