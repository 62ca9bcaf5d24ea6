#include "sandbox/spawn.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* The wait status of a shell script under confine with one option. */
static int run(const char *option, const char *value, const char *script)
{
    char program[] = CONFINE_PROGRAM, dashes[] = "--", shell[] = "/bin/sh", flag[] = "-c";
    char name[32], number[32], text[256];
    snprintf(name, sizeof name, "%s", option);
    snprintf(number, sizeof number, "%s", value);
    snprintf(text, sizeof text, "%s", script);
    char *const arguments[] = {program, name, number, dashes, shell, flag, text, NULL};
    struct error err;
    pid_t pid;
    int status;
    cr_assert(spawn_start(
                  &(struct spawn){.arguments = arguments, .input = -1, .output = -1, .errors = -1},
                  &pid, &err),
              "%s", err.message);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    return status;
}

static void expect_done(int status)
{
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "wait status %d", status);
}

Test(confine_limits, are_set_and_cannot_be_raised, .timeout = 60)
{
    expect_done(
        run("--memory-kib", "65536", "[ $(ulimit -v) = 65536 ] && ! (ulimit -v unlimited)"));
    expect_done(run("--descriptors", "20", "[ $(ulimit -n) = 20 ] && ! (ulimit -n 21)"));
    expect_done(run("--processes", "5000",
                    "grep -q 'processes *5000 *5000' /proc/self/limits && ! (ulimit -p 5001)"));
    expect_done(run("--file-kib", "100", "[ $(ulimit -f) = 200 ] && ! (ulimit -f 201)"));
    expect_done(run("--cpu-s", "3", "[ $(ulimit -t) = 3 ] && [ $(ulimit -Ht) = 4 ]"));
    expect_done(run("--cpu-s", "3", "[ $(ulimit -c) = 0 ]"));
    expect_done(run("--cpu-s", "3",
                    "grep -q 'pending signals *1024 *1024' "
                    "/proc/self/limits"));
}

Test(confine_limits, of_processor_time_speak_before_they_kill, .timeout = 60)
{
    int status = run("--cpu-s", "1", "while :; do :; done");
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU, "wait status %d", status);
    status = run("--cpu-s", "1", "trap '' XCPU; while :; do :; done");
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "wait status %d", status);
}
