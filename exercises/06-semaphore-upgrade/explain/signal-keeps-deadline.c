/* A signal in the middle of semop, with SA_RESTART; and what errno says
 * after a call that succeeds. */
#include <err.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void wake(int number)
{
    (void)number;
}

/* Reports the first result through the pipe before it tries again. */
static void take_twice(int set, int report)
{
    struct sembuf take = {.sem_op = -1};
    int result = semop(set, &take, 1);
    printf("first semop, interrupted: %d, errno is %s\n", result,
           errno == EINTR ? "EINTR" : "something else");
    if (write(report, "x", 1) != 1) {
        err(1, "write");
    }
    result = semop(set, &take, 1);
    printf("second semop:             %d, errno is %s\n", result,
           errno == EINTR ? "EINTR still" : "something else");
    fflush(stdout);
}

int main(void)
{
    struct sigaction action = {.sa_handler = wake, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    int ends[2];
    int set = semget(IPC_PRIVATE, 1, 0600); /* its value is 0 */
    pid_t child = set == -1 || pipe(ends) == -1 ? -1 : fork();
    if (child == -1) {
        err(1, "set-up");
    }
    if (child == 0) {
        take_twice(set, ends[1]);
        _exit(0);
    }
    while (semctl(set, 0, GETNCNT) == 0) {
        sched_yield(); /* until somebody waits for the value to rise */
    }
    kill(child, SIGUSR1);
    char byte;
    if (read(ends[0], &byte, 1) != 1) {
        err(1, "read");
    }
    semop(set, &(struct sembuf){.sem_op = 1}, 1);
    waitpid(child, NULL, 0);
    semctl(set, 0, IPC_RMID);
    return 0;
}
