/* How far strlen walks in a segment that is full of letters. */
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t page;

/* Attached so that the page behind the segment's pages is no memory. */
static void measure(size_t size)
{
    char *room =
        mmap(NULL, 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int shmid = shmget(IPC_PRIVATE, size, 0600), status = 0;
    char *bytes = shmat(shmid, room, SHM_REMAP);
    if (bytes == (void *)-1) {
        perror("no segment");
        return;
    }
    shmctl(shmid, IPC_RMID, NULL);
    memset(bytes, 'x', size);
    printf("full of letters, %s: ", size == page ? "a page" : "10 bytes");
    fflush(stdout);
    if (fork() == 0) {
        printf("strlen says %zu\n", strlen(bytes));
        bytes[10] = 'y';
        printf("  somebody stores behind it: strlen says %zu\n",
               strlen(bytes));
        fflush(stdout);
        _exit(0);
    }
    wait(&status);
    if (WIFSIGNALED(status)) {
        printf("SIG%s\n", sigabbrev_np(WTERMSIG(status)));
    }
}

int main(void)
{
    page = (size_t)sysconf(_SC_PAGESIZE);
    measure(10);
    measure(page);
    return 0;
}
