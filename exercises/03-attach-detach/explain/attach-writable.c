/* One segment at two addresses. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

int main(void)
{
    int shmid = shmget(IPC_PRIVATE, 100, 0600);
    char *here = shmat(shmid, NULL, 0);
    char *there = shmat(shmid, NULL, 0);
    if (here == (void *)-1 || there == (void *)-1) {
        perror("no segment");
        return 1;
    }
    printf("two attachments:      %s\n",
           here == there ? "one address" : "two addresses");
    strcpy(here, "hello");
    printf("stored through one:   \"%s\", read through the other: \"%s\"\n",
           here, there);

    char *forced = shmat(shmid, here, 0); /* "I want it at this address" */
    printf("at a taken address:   %s\n",
           forced == (void *)-1 ? strerrorname_np(errno) : "attached");
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
