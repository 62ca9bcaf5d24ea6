#include "watch/guard.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

static struct guard_end end_well(void *context)
{
    return (struct guard_end){.done = true, .signal = *(int *)context};
}

static struct guard_end fail(void *context)
{
    struct guard_end end = {.done = false};
    (void)error_set(&end.err, "%s", (const char *)context);
    return end;
}

static struct guard_end die(void *context)
{
    (void)context;
    raise(SIGKILL);
    return (struct guard_end){.done = true};
}

static struct guard_end leave(void *context)
{
    (void)context;
    _exit(3);
}

Test(guard, hands_on_how_it_ended)
{
    int number = SIGTERM;
    struct guard_end end = guard_run(end_well, &number);
    cr_assert(end.done);
    cr_assert_eq(end.signal, SIGTERM);
    char words[] = "no inotify";
    end = guard_run(fail, words);
    cr_assert_not(end.done);
    cr_assert_str_eq(end.err.message, "no inotify");
}

Test(guard, a_death_is_told)
{
    struct guard_end end = guard_run(die, NULL);
    cr_assert_not(end.done);
    cr_assert(strstr(end.err.message, "signal 9") != NULL, "%s", end.err.message);
    end = guard_run(leave, NULL);
    cr_assert_not(end.done);
    cr_assert(strstr(end.err.message, "status 3") != NULL, "%s", end.err.message);
}

static struct guard_end spoil_and_die(void *context)
{
    struct termios modes;
    tcgetattr(STDOUT_FILENO, &modes);
    cfmakeraw(&modes);
    tcsetattr(STDOUT_FILENO, TCSANOW, &modes);
    return die(context);
}

Test(guard, the_terminal_is_put_back_after_a_death)
{
    int terminal;
    int program;
    struct termios before;
    struct termios after;
    cr_assert_eq(openpty(&terminal, &program, NULL, NULL, NULL), 0);
    cr_assert_eq(tcgetattr(program, &before), 0);
    pid_t pid = fork();
    if (pid == 0) {
        login_tty(program);
        (void)guard_run(spoil_and_die, NULL);
        _exit(0);
    }
    cr_assert_eq(waitpid(pid, NULL, 0), pid);
    cr_assert_eq(tcgetattr(program, &after), 0);
    cr_assert_eq(before.c_lflag, after.c_lflag);
    cr_assert_eq(before.c_iflag, after.c_iflag);
    cr_assert_eq(before.c_oflag, after.c_oflag);
    char bytes[256] = "";
    cr_assert_gt(read(terminal, bytes, sizeof bytes - 1), 0);
    cr_assert(strstr(bytes, "\033[?1049l") != NULL, "the second screen is left");
}

static struct guard_end wait_for_signal(void *context)
{
    (void)context;
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    kill(getppid(), SIGTERM);
    sigwait(&set, &number);
    return (struct guard_end){.done = true, .signal = number};
}

Test(guard, signals_are_passed_on)
{
    struct guard_end end = guard_run(wait_for_signal, NULL);
    cr_assert(end.done);
    cr_assert_eq(end.signal, SIGTERM);
}

static struct guard_end die_of_interrupt(void *context)
{
    (void)context;
    raise(SIGINT);
    return (struct guard_end){.done = false};
}

Test(guard, a_request_to_end_that_comes_too_early_is_one_all_the_same)
{
    struct guard_end end = guard_run(die_of_interrupt, NULL);
    cr_assert(end.done);
    cr_assert_eq(end.signal, SIGINT);
}
