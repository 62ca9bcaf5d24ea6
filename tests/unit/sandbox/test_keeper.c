#include "sandbox/spawn.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE_MS = 20000 };

static pid_t start_kept(char *script, int output)
{
    char shell[] = "/bin/sh", flag[] = "-c";
    char *const arguments[] = {shell, flag, script, NULL};
    struct error err;
    pid_t pid;
    cr_assert(spawn_start(&(struct spawn){.arguments = arguments,
                                          .input = -1,
                                          .output = output,
                                          .errors = -1,
                                          .drop_root = true,
                                          .kept = true},
                          &pid, &err),
              "%s", err.message);
    return pid;
}

static int await_status(pid_t keeper)
{
    int status;
    cr_assert_eq(waitpid(keeper, &status, 0), keeper);
    return status;
}

/* A family that nothing but a kill ends: a parent, a child, a daemon. Each says that it is there, and
 * holds the pipe for as long as it lives. */
static char family[] =
    "setsid sh -c 'echo; sleep 1000' & sh -c 'echo; sleep 1000' & echo; sleep 1000";

static void await_family(int pipe)
{
    char byte;
    for (int i = 0; i < 3; i++) {
        struct pollfd said = {.fd = pipe, .events = POLLIN};
        cr_assert_eq(poll(&said, 1, DEADLINE_MS), 1);
        cr_assert_eq(read(pipe, &byte, 1), 1);
    }
}

static void expect_that_all_ended(int pipe)
{
    char byte;
    struct pollfd left = {.fd = pipe, .events = POLLIN};
    cr_assert_eq(poll(&left, 1, DEADLINE_MS), 1, "somebody still holds the pipe");
    cr_assert_eq(read(pipe, &byte, 1), 0);
}

Test(keeper, ends_as_its_program)
{
    char seven[] = "exit 7", killed[] = "kill -KILL $$";
    int status = await_status(start_kept(seven, -1));
    cr_assert(WIFEXITED(status));
    cr_expect_eq(WEXITSTATUS(status), 7);
    status = await_status(start_kept(killed, -1));
    cr_assert(WIFSIGNALED(status));
    cr_expect_eq(WTERMSIG(status), SIGKILL);
}

Test(keeper, a_program_that_cannot_start_is_told)
{
    char missing[] = "/nowhere/program";
    char *const arguments[] = {missing, NULL};
    struct error err;
    pid_t pid;
    cr_assert_not(spawn_start(
        &(struct spawn){
            .arguments = arguments, .input = -1, .output = -1, .errors = -1, .kept = true},
        &pid, &err));
    cr_expect_str_eq(err.message, "cannot start /nowhere/program: No such file or directory");
}

Test(keeper, ends_what_the_program_leaves)
{
    int ends[2];
    char daemon[] = "setsid sh -c 'echo; sleep 1000' & sh -c 'echo; sleep 1000' & echo";
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t keeper = start_kept(daemon, ends[1]);
    close(ends[1]);
    cr_expect_eq(await_status(keeper), 0);
    char bytes[3];
    ssize_t length = read(ends[0], bytes, sizeof bytes);
    while (length > 0) { /* how many have come to say it depends on how soon the program ended */
        length = read(ends[0], bytes, sizeof bytes);
    }
    cr_expect_eq(length, 0);
}

Test(keeper, called_off_it_ends_all)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t keeper = start_kept(family, ends[1]);
    close(ends[1]);
    await_family(ends[0]);
    kill(keeper, SIGTERM);
    int status = await_status(keeper);
    cr_expect(WIFSIGNALED(status));
    cr_expect_eq(WTERMSIG(status), SIGKILL);
    expect_that_all_ended(ends[0]);
}

Test(keeper, ends_all_when_its_parent_is_killed)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t parent = fork();
    if (parent == 0) {
        start_kept(family, ends[1]);
        pause();
        _exit(1);
    }
    cr_assert_gt(parent, 0);
    close(ends[1]);
    await_family(ends[0]);
    kill(parent, SIGKILL);
    await_status(parent);
    expect_that_all_ended(ends[0]);
}

/* A shell that stops a job stops its whole group. */
Test(keeper, is_not_stopped_with_its_parent)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t parent = fork();
    if (parent == 0) {
        setpgid(0, 0);
        start_kept(family, ends[1]);
        pause();
        _exit(1);
    }
    cr_assert_gt(parent, 0);
    close(ends[1]);
    await_family(ends[0]);
    kill(-parent, SIGSTOP);
    kill(parent, SIGKILL);
    await_status(parent);
    expect_that_all_ended(ends[0]);
}

Test(keeper, hears_of_ends_where_its_parent_ignores_them)
{
    char seven[] = "exit 7";
    signal(SIGCHLD, SIG_IGN);
    pid_t keeper = start_kept(seven, -1);
    struct pollfd ended = {.fd = (int)syscall(SYS_pidfd_open, keeper, 0), .events = POLLIN};
    /* It may have ended already, and nobody has to reap it. */
    if (ended.fd < 0) {
        cr_assert_eq(errno, ESRCH);
        return;
    }
    cr_expect_eq(poll(&ended, 1, DEADLINE_MS), 1);
    close(ended.fd);
}

Test(keeper, what_cannot_start_leaves_no_child)
{
    char missing[] = "/nowhere/program";
    char *const arguments[] = {missing, NULL};
    struct error err;
    pid_t pid;
    for (int kept = 0; kept < 2; kept++) {
        cr_assert_not(spawn_start(
            &(struct spawn){
                .arguments = arguments, .input = -1, .output = -1, .errors = -1, .kept = kept != 0},
            &pid, &err));
        cr_expect_eq(waitpid(-1, NULL, WNOHANG), -1);
    }
}
