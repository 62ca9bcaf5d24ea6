#include "sandbox/spawn.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The wait status of a shell script under confine with one option, and with a descriptor that it inherits, or -1. */
static int run_with(int descriptor, const char *option, const char *value, const char *script)
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
    cr_assert(spawn_start(&(struct spawn){.arguments = arguments,
                                          .input = -1,
                                          .output = -1,
                                          .errors = -1,
                                          .inherited = &descriptor,
                                          .inherited_count = descriptor >= 0},
                          &pid, &err),
              "%s", err.message);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    return status;
}

static int run(const char *option, const char *value, const char *script)
{
    return run_with(-1, option, value, script);
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

/* Where others of the user's count too, the grader asks for more than the session may allow. */
Test(confine_limits, of_processes_is_no_higher_than_the_session_allows, .timeout = 60)
{
    cr_assert_eq(setrlimit(RLIMIT_NPROC, &(struct rlimit){3000, 3000}), 0);
    expect_done(run("--processes", "5000", "grep -q 'processes *3000 *3000' /proc/self/limits"));
}

Test(confine_limits, of_processor_time_speak_before_they_kill, .timeout = 60)
{
    int status = run("--cpu-s", "1", "while :; do :; done");
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU, "wait status %d", status);
    status = run("--cpu-s", "1", "trap '' XCPU; while :; do :; done");
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "wait status %d", status);
}

Test(confine_descriptors, are_closed_but_for_the_one_that_is_kept, .timeout = 60)
{
    int fd = open("/dev/null", O_RDONLY);
    char number[16], open_script[64], closed_script[64];
    snprintf(number, sizeof number, "%d", fd);
    snprintf(open_script, sizeof open_script, "[ -e /proc/self/fd/%d ]", fd);
    snprintf(closed_script, sizeof closed_script, "[ ! -e /proc/self/fd/%d ]", fd);
    expect_done(run_with(fd, "--cpu-s", "3", closed_script));
    expect_done(run_with(fd, "--keep", number, open_script));
    close(fd);
}
