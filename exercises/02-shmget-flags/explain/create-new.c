/* One segment of 100 bytes, and an id that was lost in an "if". */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

int main(void)
{
    int shmid;
    key_t key = 0x5e000000 + getpid(); /* a key that nobody else uses now */

    if ((shmid = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0600) < 0)) {
        perror("shmget");
        return 1;
    }
    printf("the variable holds %d, which is the answer to \"is it below "
           "0?\"\n",
           shmid);

    shmid = shmget(key, 0, 0); /* the real one, of the same segment */
    struct shmid_ds ds;
    if (shmid == -1 || shmctl(shmid, IPC_STAT, &ds) == -1) {
        perror("no segment");
        return 1;
    }
    printf("the segment has %zu bytes, and takes memory by the page\n",
           ds.shm_segsz);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
