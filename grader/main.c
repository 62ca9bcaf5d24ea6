/* grader: starts the command line, and gives it the functions that grade. */
#include "cli/cli.h"
#include "grade/grade.h"
#include "grade/session.h"

#include <signal.h>

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

int main(int argc, char **argv)
{
    settle_signals();
    return cli_main(argc, argv, grade_run, &grade_sessions);
}
