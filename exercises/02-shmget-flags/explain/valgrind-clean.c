/* A structure that the kernel was to fill in, and did not. */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>

static int is_large(int shmid)
{
    struct shmid_ds ds;
    shmctl(shmid, IPC_STAT, &ds); /* the result is not looked at */
    return ds.shm_segsz > 1000000;
}

int main(void)
{
    int large = 0, small = 0;
    if (is_large(-1)) { /* there is no such segment */
        large++;
    } else {
        small++;
    }
    printf("answers: %d\n", large + small);
    return 0;
}
