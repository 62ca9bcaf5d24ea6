#include "base/process.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start_sleeper(void)
{
    pid_t pid = fork();
    while (pid == 0) {
        pause();
    }
    return pid;
}

static bool says(pid_t pid, const void *context)
{
    (void)pid;
    return *(const bool *)context;
}

TestSuite(process, .timeout = 20);

Test(process, who_is_meant_is_killed_and_has_ended)
{
    bool meant = true;
    int status = 0;
    pid_t pid = start_sleeper();
    cr_assert(process_kill(pid, says, &meant, 10000));
    cr_assert(eq(int, waitpid(pid, &status, WNOHANG), pid));
    cr_assert(eq(int, WTERMSIG(status), SIGKILL));
    cr_assert_not(process_kill(pid, says, &meant, 10000), "it is gone");
}

Test(process, who_is_not_meant_lives)
{
    bool meant = false;
    int status = 0;
    pid_t pid = start_sleeper();
    cr_assert_not(process_kill(pid, says, &meant, 10000));
    cr_assert(eq(int, waitpid(pid, &status, WNOHANG), 0));
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
}
