/* An attachment of three pages, and six attempts to end it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static void attempt(const char *what, int shmid, int result)
{
    struct shmid_ds ds = {0};
    const char *outcome = result == 0 ? "0" : strerrorname_np(errno);
    shmctl(shmid, IPC_STAT, &ds);
    printf("%-26s %-7s %lu attached\n", what, outcome,
           (unsigned long)ds.shm_nattch);
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int shmid = shmget(IPC_PRIVATE, 3 * page, 0600);
    char *bytes = shmat(shmid, NULL, 0);
    if (bytes == (void *)-1) {
        perror("no segment");
        return 1;
    }
    attempt("shmdt, a byte further:", shmid, shmdt(bytes + 1));
    attempt("shmdt, a page further:", shmid, shmdt(bytes + page));
    attempt("munmap of one page:", shmid, munmap(bytes + 2 * page, page));
    attempt("shmdt, where it begins:", shmid, shmdt(bytes));
    attempt("shmdt once more:", shmid, shmdt(bytes));
    attempt("shmdt of NULL:", shmid, shmdt(NULL));
    shmctl(shmid, IPC_RMID, NULL);
    return 0;
}
