#include "sandbox/spawn.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int run(const char *script, int output)
{
    char shell[] = "/bin/sh", flag[] = "-c", text[512];
    char *const arguments[] = { shell, flag, text, NULL };
    snprintf(text, sizeof text, "%s", script);
    struct error err;
    pid_t pid;
    cr_assert(spawn_start(&(struct spawn){ .arguments = arguments, .input = -1, .output = output,
                                           .errors = -1, .drop_root = true }, &pid, &err),
              "%s", err.message);
    int status;
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

Test(spawn, status_and_output)
{
    int ends[2];
    char bytes[16] = "";
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    cr_assert_eq(run("echo hello; exit 7", ends[1]), 7);
    cr_assert_eq(read(ends[0], bytes, sizeof bytes - 1), 6);
    cr_assert_str_eq(bytes, "hello\n");
}

Test(spawn, never_as_root)
{
    cr_assert_eq(run("test \"$(id -u)\" -ne 0", -1), 0);
}

Test(spawn, no_descriptor_is_inherited)
{
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    cr_assert_geq(fd, 3);
    char script[64];
    snprintf(script, sizeof script, "test ! -e /proc/self/fd/%d", fd);
    cr_assert_eq(run(script, -1), 0);
}

Test(spawn, signals_are_as_usual)
{
    sigset_t blocked;
    sigfillset(&blocked);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    signal(SIGTERM, SIG_IGN);
    cr_assert_eq(run("(kill -TERM $(exec sh -c 'echo $PPID'); sleep 5); test $? -gt 128", -1), 0);
}

Test(spawn, a_program_that_is_not_there)
{
    char name[] = "no-such-program-anywhere";
    char *const arguments[] = { name, NULL };
    struct error err;
    pid_t pid;
    cr_assert_not(spawn_start(&(struct spawn){ .arguments = arguments, .input = -1, .output = -1,
                                               .errors = -1 }, &pid, &err));
    cr_assert_not_null(strstr(err.message, "cannot start no-such-program-anywhere: No such file"),
                       "%s", err.message);
}
