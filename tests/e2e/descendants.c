#include "descendants.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE_S = 60, CHILDREN_BYTES = 4096 };

/* That waitpid(2) was interrupted is all that the alarm is for. */
static void do_nothing(int signal)
{
    (void)signal;
}

void descendants_begin(void)
{
    struct sigaction time_is_up = {.sa_handler = do_nothing};
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    sigaction(SIGALRM, &time_is_up, NULL);
    alarm(DEADLINE_S);
}

pid_t descendants_await(int *status)
{
    pid_t pid = waitpid(-1, status, __WALL);
    return pid > 0 ? pid : errno == ECHILD ? 0 : -1;
}

void descendants_list_and_kill(void)
{
    char command[96];
    char children[CHILDREN_BYTES];
    snprintf(command, sizeof command, "ps -o pid,ppid,stat,user,args --ppid %d", getpid());
    printf("left behind:\n");
    fflush(stdout);
    (void)!system(command);
    FILE *list = fopen("/proc/thread-self/children", "re");
    size_t length = list != NULL ? fread(children, 1, sizeof children - 1, list) : 0;
    children[length] = '\0';
    for (char *at = children, *end; strtol(at, &end, 10) > 0; at = end) {
        kill((pid_t)strtol(at, NULL, 10), SIGKILL);
    }
    if (list != NULL) {
        fclose(list);
    }
}
