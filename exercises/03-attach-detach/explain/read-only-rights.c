/* A segment that its owner may read and not write: mode 0400. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static void show(const char *what, int failed)
{
    printf("%-32s %s\n", what, failed ? strerrorname_np(errno) : "works");
}

int main(void)
{
    if (geteuid() == 0 && seteuid(65534) != 0) { /* root may do anything */
        perror("seteuid");
    }
    int shmid = shmget(IPC_PRIVATE, 100, 0400);
    show("attach to read and write:", shmat(shmid, NULL, 0) == (void *)-1);

    char *bytes = shmat(shmid, NULL, SHM_RDONLY);
    show("attach to read:", bytes == (void *)-1);
    show("then ask for writing (mprotect):",
         mprotect(bytes, 100, PROT_READ | PROT_WRITE) == -1);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
