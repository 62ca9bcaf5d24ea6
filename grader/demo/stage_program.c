#include "demo/stage_program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/process.h"

enum {
    PATIENCE_MS = 30000, /* for one of our own small programs to reach its next place */
    LOOK_AGAIN_MS = 1,   /* falling asleep is no event: /proc has to be asked */
    EXIT_NOT_STARTED = 127,
};

static const int stage_ignores[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};

void program_ignore_signals(void)
{
    for (size_t i = 0; i < sizeof stage_ignores / sizeof stage_ignores[0]; i++) {
        (void)signal(stage_ignores[i], SIG_IGN);
    }
}

struct program program_new(const char *name)
{
    return (struct program){.name = name, .output = -1};
}

/* --- Starting ---------------------------------------------------------------------------------- */

static _Noreturn void become(const char *name, const char *argument, int output, pid_t parent)
{
    char path[64];
    snprintf(path, sizeof path, "./%s", name);
    for (size_t i = 0; i < sizeof stage_ignores / sizeof stage_ignores[0]; i++) {
        (void)signal(stage_ignores[i], SIG_DFL);
    }
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (dup2(nothing, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
        dup2(output, STDERR_FILENO) >= 0 && ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 &&
        getppid() == parent) {
        execl(path, name, argument, (char *)NULL);
    }
    _exit(EXIT_NOT_STARTED);
}

bool program_start(struct program *program, const char *argument, struct error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return error_set_errno(err, "cannot make a pipe");
    }
    pid_t parent = getpid();
    program->output = ends[0];
    program->pid = fork();
    if (program->pid == 0) {
        become(program->name, argument, ends[1], parent);
    }
    close(ends[1]);
    int status = 0;
    if (program->pid < 0 || waitpid(program->pid, &status, 0) < 0 || !WIFSTOPPED(status) ||
        ptrace(PTRACE_SETOPTIONS, program->pid, NULL,
               (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) != 0) {
        return error_set(err, "cannot start and trace the %s; does this machine allow ptrace(2)?",
                         program->name);
    }
    program->state = PROGRAM_STOPPED;
    return true;
}

/* --- From stop to stop --------------------------------------------------------------------------- */

static bool end(struct program *program, int status)
{
    program->state = PROGRAM_ENDED;
    program->status = status;
    program->pid = 0;
    return true;
}

/* True when nobody reads our records any more: the grader has gone. */
static bool is_abandoned(int timeout_ms)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = 0};
    return poll(&input, 1, timeout_ms) > 0 && (input.revents & (POLLHUP | POLLERR)) != 0;
}

/* Waits until it stops or ends (then *status says how), or is asleep in `sleep` (then *status is
 * -1). */
static bool wait_for(const struct program *program, const struct sleep_call *sleep, int *status,
                     struct error *err)
{
    long deadline_ms = clock_now_ms() + PATIENCE_MS;
    while (waitpid(program->pid, status, WNOHANG) == 0) {
        if (sleep != NULL && process_stat_read(program->pid).state == 'S') {
            *status = -1;
            return true;
        }
        if (is_abandoned(LOOK_AGAIN_MS)) {
            return error_set(err, "the grader has gone");
        }
        if (clock_now_ms() > deadline_ms) {
            return error_set(err, "the %s neither prints nor waits, for %d s", program->name,
                             PATIENCE_MS / 1000);
        }
    }
    return true;
}

static bool resume(const struct program *program, int signal_number, struct error *err)
{
    if (ptrace(PTRACE_SYSCALL, program->pid, NULL, (void *)(long)signal_number) != 0) {
        return error_set_errno(err, "cannot let the %s go on", program->name);
    }
    return true;
}

static bool read_call(const struct program *program, struct __ptrace_syscall_info *info,
                      struct error *err)
{
    if (ptrace(PTRACE_GET_SYSCALL_INFO, program->pid, (void *)sizeof *info, info) < 0) {
        return error_set_errno(err, "cannot see which system call the %s makes", program->name);
    }
    return true;
}

static bool is_line(const struct __ptrace_syscall_info *info)
{
    return info->entry.nr == SYS_write &&
           (info->entry.args[0] == STDOUT_FILENO || info->entry.args[0] == STDERR_FILENO);
}

/* At the beginning or the end of a system call: is this the place? Sets the state. */
static bool look(struct program *program, struct error *err)
{
    struct __ptrace_syscall_info info = {0};
    if (!read_call(program, &info, err)) {
        return false;
    }
    program->in_call = info.op == PTRACE_SYSCALL_INFO_ENTRY;
    program->state = PROGRAM_STOPPED;
    program->sleep = NULL;
    if (program->in_call) {
        program->sleep = sleep_call_find((long)info.entry.nr);
        program->state = is_line(&info) ? PROGRAM_AT_LINE : PROGRAM_STOPPED;
    }
    return true;
}

/* After a stop that is no system call: its signal is handed on. */
static int signal_of(int status)
{
    return WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
}

/* One stretch: resumed, and waited for. */
static bool step(struct program *program, int *signal_number, struct error *err)
{
    int status = 0;
    if (program->state != PROGRAM_ASLEEP && !resume(program, *signal_number, err)) {
        return false;
    }
    const struct sleep_call *sleep = program->state != PROGRAM_ASLEEP ? program->sleep : NULL;
    *signal_number = 0;
    if (!wait_for(program, sleep, &status, err)) {
        return false;
    }
    if (status == -1) {
        program->state = PROGRAM_ASLEEP;
        return true;
    }
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
        return end(program, status);
    }
    if (WSTOPSIG(status) == (SIGTRAP | 0x80)) {
        return look(program, err);
    }
    program->state = PROGRAM_STOPPED;
    *signal_number = signal_of(status);
    return true;
}

bool program_run(struct program *program, struct error *err)
{
    int signal_number = 0;
    do {
        if (!step(program, &signal_number, err)) {
            return false;
        }
    } while (program->state == PROGRAM_STOPPED);
    return true;
}

/* It has stopped at the end of the call that it slept in: by what it waited for? */
static bool woke_in_vain(const struct program *program, const struct sleep_call *sleep)
{
    struct __ptrace_syscall_info info = {0};
    return ptrace(PTRACE_GET_SYSCALL_INFO, program->pid, (void *)sizeof info, &info) > 0 &&
           info.op == PTRACE_SYSCALL_INFO_EXIT && sleep_call_gave_up(sleep, info.exit.rval);
}

bool program_settle(struct program *program, struct error *err)
{
    while (program->state == PROGRAM_ASLEEP && program->sleep->kind != SLEEP_FOR_TIME &&
           process_stat_read(program->pid).state != 'S') {
        const struct sleep_call *sleep = program->sleep;
        int signal_number = 0;
        if (!step(program, &signal_number, err)) {
            return false;
        }
        if (program->state == PROGRAM_STOPPED && woke_in_vain(program, sleep) &&
            !program_run(program, err)) {
            return false;
        }
    }
    return true;
}

/* --- What it writes -------------------------------------------------------------------------------- */

/* What has been written is in the pipe when the call has ended. */
static bool read_line(const struct program *program, struct text *line, struct error *err)
{
    char bytes[1024];
    ssize_t length = read(program->output, bytes, sizeof bytes);
    if (length <= 0) {
        return error_set_errno(err, "cannot read what the %s wrote", program->name);
    }
    while (length > 0 && bytes[length - 1] == '\n') {
        length--;
    }
    text_append_bytes(line, bytes, (size_t)length);
    return true;
}

bool program_write(struct program *program, struct text *line, struct error *err)
{
    int signal_number = 0;
    do {
        if (!step(program, &signal_number, err)) {
            return false;
        }
    } while (program->state == PROGRAM_AT_LINE);
    return read_line(program, line, err);
}

void program_finish(struct program *program)
{
    if (program->pid > 0) {
        (void)kill(program->pid, SIGKILL);
        int status;
        while (waitpid(program->pid, &status, __WALL) > 0 && WIFSTOPPED(status)) {
        }
    }
    if (program->output >= 0) {
        (void)close(program->output);
    }
    *program = program_new(program->name);
}
