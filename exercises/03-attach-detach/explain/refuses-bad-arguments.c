/* Arguments that are wrong, as the kernel and the C library see them. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

int main(void)
{
    struct shmid_ds *nowhere = NULL;
    int shmid = shmget(IPC_PRIVATE, 100, 0600);

    shmctl(shmid, IPC_STAT, nowhere);
    printf("IPC_STAT into NULL:              %s\n", strerrorname_np(errno));

    struct shmid_ds ds;
    memset(&ds, 0, sizeof ds);
    if (shmctl(shmid, IPC_STAT, &ds) == 0) {
        ds.shm_perm.mode = 04777;
        printf("IPC_SET of mode 04777:           %s\n",
               shmctl(shmid, IPC_SET, &ds) == 0 ? "works" : "fails");
        shmctl(shmid, IPC_STAT, &ds);
        printf("  and then the mode is           %04o\n",
               (unsigned)ds.shm_perm.mode);
    }

    shmctl(shmid, IPC_RMID, NULL);
    shmctl(shmid, IPC_STAT, nowhere);
    printf("NULL, and the segment gone:      %s\n",
           errno == EINVAL || errno == EIDRM ? "EINVAL or EIDRM"
                                             : strerrorname_np(errno));
    return 0;
}
