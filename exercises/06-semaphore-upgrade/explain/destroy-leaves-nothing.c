/* Who made it has gone: what is still there, and who may remove it. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static char name[32];

static void make_both(int *set)
{
    *set = semget(IPC_PRIVATE, 1, 0600);
    sem_t *named = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
    if (*set == -1 || named == SEM_FAILED) {
        _exit(1);
    }
    sem_close(named);
    _exit(0);
}

static void show(const char *when, int set)
{
    sem_t *named = sem_open(name, 0);
    printf("%-24s set %s, named semaphore %s\n", when,
           semctl(set, 0, GETVAL) == -1 ? "gone" : "there",
           named == SEM_FAILED ? "gone" : "there");
    if (named != SEM_FAILED) {
        sem_close(named);
    }
}

int main(void)
{
    snprintf(name, sizeof name, "/explain-%ld", (long)getpid());
    int *set = mmap(NULL, sizeof *set, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = set == MAP_FAILED ? -1 : fork();
    if (child == 0) {
        make_both(set);
    }
    int status = 1;
    if (child == -1 || waitpid(child, &status, 0) == -1 || status != 0) {
        errx(1, "the child could not make them");
    }
    show("sem_close, and exit:", *set);
    int left = *set;
    munmap(set, sizeof *set);
    show("memory unmapped:", left);
    semctl(left, 0, IPC_RMID);
    show("IPC_RMID by the parent:", left);
    sem_unlink(name);
    show("sem_unlink:", left);

    semctl(left, 0, IPC_RMID); /* tidy once more: it fails */
    printf("errno after a clean-up that failed: %s\n",
           errno == EINVAL ? "EINVAL, whatever it was before" : "kept");
    return 0;
}
