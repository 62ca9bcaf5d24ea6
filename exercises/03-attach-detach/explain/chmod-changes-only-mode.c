/* What IPC_SET takes from the structure, and what it does not look at. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>

static void set(const char *what, int shmid, struct shmid_ds *ds)
{
    struct shmid_ds now = {0};
    int result = shmctl(shmid, IPC_SET, ds);
    const char *outcome = result == 0 ? "works" : strerrorname_np(errno);
    shmctl(shmid, IPC_STAT, &now);
    printf("%-26s %-6s %04o, %zu bytes, %lu attached\n", what, outcome,
           (unsigned)now.shm_perm.mode, now.shm_segsz,
           (unsigned long)now.shm_nattch);
}

int main(void)
{
    struct shmid_ds ds;
    int shmid = shmget(IPC_PRIVATE, 100, 0600);
    umask(077);
    if (shmctl(shmid, IPC_STAT, &ds) == -1) {
        perror("no segment");
        return 1;
    }
    ds.shm_segsz = 5000;
    ds.shm_nattch = 7;
    set("another size and count:", shmid, &ds);
    ds.shm_perm.mode |= 0040;
    set("mode |= 0040:", shmid, &ds);
    ds.shm_perm.mode = 0444;
    set("mode = 0444:", shmid, &ds);
    ds.shm_perm.mode = 06755;
    set("mode = 06755:", shmid, &ds);

    memset(&ds, 0xff, sizeof ds); /* a structure nobody has filled in */
    ds.shm_perm.mode = 0600;
    set("mode alone, in a new one:", shmid, &ds);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
