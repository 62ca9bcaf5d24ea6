/* grader: starts the command line, and gives it the functions that grade. */
#include "cli/cli.h"
#include "grade/grade.h"
#include "grade/session.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* Whoever starts us may have left signals ignored or blocked (execve(2)); without SIGCHLD at its default
 * nobody learns how a child has ended (wait(2)). */
static void settle_signals(void)
{
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &children, NULL);
}

/* A descriptor below 3 that is closed (grader list >&-) would be the next file's that is opened, which then got what is
 * meant for nobody. What is put there has nothing to read, and takes nothing. */
static void settle_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            (void)open("/dev/null", O_RDONLY);
        }
    }
}

int main(int argc, char **argv)
{
    settle_signals();
    settle_descriptors();
    return cli_main(argc, argv, grade_run, &grade_sessions);
}
