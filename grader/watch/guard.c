#include "watch/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"

/* What has to be known of the terminal to put it back. */
struct terminal {
    bool there;
    struct termios modes;
};

static struct terminal remember_terminal(void)
{
    struct terminal terminal = {0};
    terminal.there = isatty(STDOUT_FILENO) == 1 && tcgetattr(STDOUT_FILENO, &terminal.modes) == 0;
    return terminal;
}

/* After a crash: leave the second screen, show the cursor, take off colours and the keypad's mode, as xterm and
 * all that are like it understand it (ctlseqs, ECMA-48). */
static void restore_terminal(const struct terminal *terminal)
{
    static const char sequences[] = "\033[?1049l\033[?25h\033[m\033[?1l\033>\r";
    if (terminal->there) {
        (void)tcsetattr(STDOUT_FILENO, TCSANOW, &terminal->modes);
        (void)file_write_all(STDOUT_FILENO, sequences, sizeof sequences - 1);
    }
}

static sigset_t signals_to_guard(void)
{
    static const int numbers[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTTOU, SIGTTIN};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sigaddset(&set, numbers[i]);
    }
    return set;
}

static _Noreturn void be_child(struct guard_end (*work)(void *context), void *context,
                               const sigset_t *before, pid_t parent, int report)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    sigprocmask(SIG_SETMASK, before, NULL);
    struct guard_end end = {.done = false};
    if (getppid() == parent) {
        end = work(context);
    }
    (void)file_write_all(report, (const char *)&end, sizeof end);
    _exit(0);
}

static bool asks_for_end(int number)
{
    return number == SIGTERM || number == SIGINT || number == SIGHUP || number == SIGQUIT;
}

/* Passes signals on until the child has ended; returns its wait status. */
static int attend(pid_t pid, int signals)
{
    int status = 0;
    while (waitpid(pid, &status, WNOHANG) == 0) {
        struct signalfd_siginfo info;
        struct pollfd wanted = {.fd = signals, .events = POLLIN};
        (void)poll(&wanted, 1, -1);
        /* What the terminal sends (SI_KERNEL) goes to the child as well. */
        if (read(signals, &info, sizeof info) == (ssize_t)sizeof info &&
            asks_for_end((int)info.ssi_signo) && info.ssi_code != SI_KERNEL) {
            (void)kill(pid, (int)info.ssi_signo);
        }
    }
    return status;
}

static struct guard_end conclude(const struct terminal *terminal, int status, int report)
{
    struct guard_end end;
    bool told = read(report, &end, sizeof end) == (ssize_t)sizeof end;
    if (told) {
        return end;
    }
    restore_terminal(terminal);
    end = (struct guard_end){.done = false};
    if (WIFSIGNALED(status) && asks_for_end(WTERMSIG(status))) {
        /* One more of them than the child waited for. */
        end = (struct guard_end){.done = true, .signal = WTERMSIG(status)};
    } else if (WIFSIGNALED(status)) {
        (void)error_set(&end.err,
                        "watch was ended by signal %d (%s); your work and the terminal are as they "
                        "were",
                        WTERMSIG(status), strsignal(WTERMSIG(status)));
    } else {
        (void)error_set(&end.err, "watch ended early (status %d)", WEXITSTATUS(status));
    }
    return end;
}

struct guard_end guard_run(struct guard_end (*work)(void *context), void *context)
{
    struct guard_end end = {.done = false};
    struct terminal terminal = remember_terminal();
    int ends[2];
    sigset_t before;
    sigset_t guarded = signals_to_guard();
    AUTO_CLOSE int signals = signalfd(-1, &guarded, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0 || pipe2(ends, O_CLOEXEC) != 0) {
        (void)error_set_errno(&end.err, "cannot watch over the terminal");
        return end;
    }
    AUTO_CLOSE int reader = ends[0];
    AUTO_CLOSE int writer = ends[1];
    sigprocmask(SIG_BLOCK, &guarded, &before);
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        be_child(work, context, &before, parent, writer);
    }
    if (pid < 0) {
        (void)error_set_errno(&end.err, "cannot start a process");
    } else {
        close(steal_fd(&writer));
        int status = attend(pid, signals);
        end = conclude(&terminal, status, reader);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return end;
}
