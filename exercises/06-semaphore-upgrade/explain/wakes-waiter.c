/* The same semaphore with pshared 0 and 1: a child sleeps on it in vain,
 * then the parent posts. */
#include <err.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* True when a process sleeps or has ended (proc(5), state in stat). */
static bool sleeps(pid_t pid)
{
    char path[64], state;
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *file = fopen(path, "r");
    if (file == NULL || fscanf(file, "%*d (%*[^)]) %c", &state) != 1) {
        err(1, "%s", path);
    }
    fclose(file);
    return state == 'S' || state == 'Z';
}

static void sleep_and_post(sem_t *bell, int pshared, struct timespec span)
{
    int value;
    sigset_t child_ends;
    sigemptyset(&child_ends);
    sigaddset(&child_ends, SIGCHLD);
    sem_init(bell, pshared, 0);
    pid_t child = fork();
    if (child == 0) {
        _exit(sem_wait(bell) != 0);
    }
    while (child != -1 && !sleeps(child)) {
        sched_yield();
    }
    sem_post(bell);
    bool woken = sigtimedwait(&child_ends, NULL, &span) == SIGCHLD;
    sem_getvalue(bell, &value);
    printf("pshared %d: the child %s, the value is %d\n", pshared,
           woken ? "was woken" : "sleeps on", value);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    sem_destroy(bell);
}

int main(void)
{
    sem_t *bell = mmap(NULL, sizeof *bell, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sigset_t all;
    sigfillset(&all);
    if (bell == MAP_FAILED || sigprocmask(SIG_BLOCK, &all, NULL) == -1) {
        err(1, "set-up");
    }
    sleep_and_post(bell, 1, (struct timespec){.tv_sec = 20}); /* at most */
    sleep_and_post(bell, 0, (struct timespec){.tv_nsec = 300000000});
    return 0;
}
