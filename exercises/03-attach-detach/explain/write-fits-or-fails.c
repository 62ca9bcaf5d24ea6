/* A segment of 10 bytes: where does a store too far begin to hurt? */
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static void store(const char *what, char *byte)
{
    int status = 0;
    fflush(stdout);
    if (fork() == 0) {
        *byte = 'x';
        _exit(0);
    }
    wait(&status);
    printf("%-34s %s\n", what,
           WIFSIGNALED(status) ? "SIGSEGV" : "goes well");
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int shmid = shmget(IPC_PRIVATE, 10, 0600);

    /* Two pages that nobody may touch; the segment replaces the first. */
    char *room =
        mmap(NULL, 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *bytes = shmat(shmid, room, SHM_REMAP);
    if (bytes == (void *)-1) {
        perror("no segment");
        return 1;
    }
    store("byte 9, the segment's last:", bytes + 9);
    store("byte 10, behind the segment:", bytes + 10);
    store("the last byte of the page:", bytes + page - 1);
    store("the first byte of the next page:", bytes + page);
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
