#include <criterion/criterion.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/keys.h"

/* Says that the terminal is as the keys want it: what is typed before would be a line, and Ctrl-C a signal. */
static void say_ready(void)
{
    if (write(STDOUT_FILENO, "!", 1) != 1) {
        _exit(EXIT_FAILURE);
    }
}

static void wait_until_ready(int terminal)
{
    char word;
    cr_assert_eq(read(terminal, &word, 1), 1);
    cr_assert_eq(word, '!');
}

/* In a process whose standard input and output are a terminal; its exit status comes back, or less than 0: the signal
 * that ended it. */
static int on_a_terminal(int (*act)(void), const char *typed)
{
    int terminal;
    pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
    cr_assert_geq(pid, 0);
    if (pid == 0) {
        _exit(act());
    }
    wait_until_ready(terminal);
    cr_assert_eq(write(terminal, typed, strlen(typed)), (ssize_t)strlen(typed));
    int status;
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    close(terminal);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int read_two_keys(void)
{
    struct keys keys = keys_begin();
    say_ready();
    bool right = keys.active && keys_read(&keys) == 'x' && keys_read(&keys) == KEYS_QUIT;
    keys_end(&keys);
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}

Test(keys, a_key_comes_without_its_line)
{
    cr_assert_eq(on_a_terminal(read_two_keys, "x\x03"), EXIT_SUCCESS);
}

static int be_asked_to_end(void)
{
    struct keys keys = keys_begin();
    say_ready();
    kill(getpid(), SIGTERM);
    bool quits = keys_read(&keys) == KEYS_QUIT;
    keys_end(&keys);
    return quits ? EXIT_SUCCESS : EXIT_FAILURE;
}

Test(keys, a_signal_is_a_key_and_comes_once)
{
    cr_assert_eq(on_a_terminal(be_asked_to_end, ""), EXIT_SUCCESS);
}

static int be_killed_afterwards(void)
{
    struct keys keys = keys_begin();
    say_ready();
    keys_end(&keys);
    raise(SIGINT);
    return EXIT_FAILURE;
}

Test(keys, afterwards_signals_do_what_they_did)
{
    cr_assert_eq(on_a_terminal(be_killed_afterwards, ""), -SIGINT);
}
