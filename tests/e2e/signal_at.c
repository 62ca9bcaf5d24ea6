/* signal_at SIGNAL STEP COMMAND [ARGUMENT…]: runs a command and sends it a signal at its STEPth step.
 *
 * A step is a system call that others could see something of, by any thread of the command, or by a process that it
 * has forked and that has not started a program yet. The signal comes while that call is about to be made and has not
 * been, and always to the command itself: who makes the call waits there until the signal is sent, and of SIGKILL until
 * the command is gone. So a moment between two calls is no matter of luck, and STEP = 1, 2, 3, … are all of them.
 *
 * Then nobody is traced any more, and all that the command has started is awaited.
 *
 * On standard output: lines that say where the signal came and how the command ended, or how many steps there are. Exit
 * status:
 *
 *     0  the signal was sent, the command has ended, and with it all that it had started
 *     1  processes are left a minute after the beginning: they are listed, and killed
 *     2  it could not be done
 *     3  the command ended before, by itself
 */
#include "descendants.h"

#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h> /* after sys/ptrace.h, which has names of its own for the same */

enum { EXIT_LEFT = 1, EXIT_TROUBLE = 2, EXIT_ENDED_BEFORE = 3, EXIT_NOT_STARTED = 127 };

struct hunt {
    int signal;
    long wanted, seen;
    pid_t command;
    bool sent;
    int status; /* of the command, when it has ended */
    pid_t held; /* stands before the call at which the signal was sent; 0: nobody */
};

/* What a process does with itself alone is no step: between two steps nothing of these could be told. */
static bool is_private(const char *call)
{
    static const char calls[] =
        " read pread64 close lseek mmap munmap mprotect mremap madvise brk futex fstat newfstatat"
        " statx access faccessat faccessat2 getdents64 readlink readlinkat rt_sigaction "
        "rt_sigreturn"
        " getpid gettid getppid getuid geteuid getgid getegid getrandom getcwd clock_gettime"
        " prlimit64 sigaltstack uname rseq set_robust_list set_tid_address arch_prctl sched_yield"
        " sched_getaffinity ioctl ";
    char word[64];
    snprintf(word, sizeof word, " %s ", call);
    return strstr(calls, word) != NULL;
}

static void tell_place(const struct hunt *hunt, pid_t caller, const char *call)
{
    char path[64];
    char who[32] = "?";
    snprintf(path, sizeof path, "/proc/%d/comm", caller);
    FILE *comm = fopen(path, "re");
    if (comm != NULL) {
        (void)!fscanf(comm, "%31s", who);
        fclose(comm);
    }
    printf("step %ld: %s before %s\n", hunt->seen, who, call);
    fflush(stdout);
}

/* Is it a step, and the one that is wanted? */
static bool is_the_step(struct hunt *hunt, pid_t caller)
{
    struct ptrace_syscall_info info = {0};
    if (ptrace(PTRACE_GET_SYSCALL_INFO, caller, sizeof info, &info) <= 0 ||
        info.op != PTRACE_SYSCALL_INFO_ENTRY) {
        return false;
    }
    char *call = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)info.entry.nr);
    bool found = (call == NULL || !is_private(call)) && ++hunt->seen == hunt->wanted;
    if (found) {
        tell_place(hunt, caller, call != NULL ? call : "a call without a name");
    }
    free(call);
    return found;
}

/* True when the caller is to stand where it is. */
static bool look_at_call(struct hunt *hunt, pid_t caller)
{
    if (!is_the_step(hunt, caller)) {
        return false;
    }
    kill(hunt->command, hunt->signal);
    hunt->sent = true;
    hunt->held = hunt->signal == SIGKILL ? caller : 0;
    return hunt->held != 0;
}

/* Until the signal is sent everybody stops at each call; then nobody does. */
static void go_on(const struct hunt *hunt, pid_t pid, int signal)
{
    ptrace(hunt->sent ? PTRACE_CONT : PTRACE_SYSCALL, pid, 0, signal);
}

static void take_stop(struct hunt *hunt, pid_t pid, int status)
{
    int event = status >> 16;
    int signal = WSTOPSIG(status);
    if (signal == (SIGTRAP | 0x80)) {
        if (hunt->sent || !look_at_call(hunt, pid)) {
            go_on(hunt, pid, 0);
        }
    } else if (event == PTRACE_EVENT_EXEC && pid != hunt->command) {
        ptrace(PTRACE_DETACH, pid, 0, 0);
    } else if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) {
        ptrace(PTRACE_LISTEN, pid, 0, 0); /* Ctrl-Z: it stays stopped */
    } else {
        go_on(hunt, pid, event != 0 ? 0 : signal);
    }
}

static void take_end(struct hunt *hunt, pid_t pid, int status)
{
    if (pid == hunt->command) {
        hunt->status = status;
    }
    if (pid == hunt->command && hunt->held != 0) {
        ptrace(PTRACE_CONT, hunt->held, 0, 0); /* fails when it was one of the command's threads */
    }
}

/* Until nobody is left. False when time was up before. */
static bool follow(struct hunt *hunt)
{
    int status;
    pid_t pid;
    while ((pid = descendants_await(&status)) > 0) {
        if (WIFSTOPPED(status)) {
            take_stop(hunt, pid, status);
        } else {
            take_end(hunt, pid, status);
        }
    }
    return pid == 0;
}

/* The command waits for a byte that says that it is traced. */
static pid_t start(char **arguments)
{
    const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
                         PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    int gate[2];
    char byte = 0;
    if (pipe(gate) != 0) {
        return -1;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(gate[1]);
        if (read(gate[0], &byte, 1) == 1) {
            close(gate[0]);
            execvp(arguments[0], arguments);
        }
        _exit(EXIT_NOT_STARTED);
    }
    close(gate[0]);
    bool traced = pid > 0 && ptrace(PTRACE_SEIZE, pid, 0, options) == 0 &&
                  ptrace(PTRACE_INTERRUPT, pid, 0, 0) == 0 && write(gate[1], &byte, 1) == 1;
    close(gate[1]);
    return traced ? pid : -1;
}

static int signal_number(const char *name)
{
    for (int number = 1; number < NSIG; number++) {
        const char *its = sigabbrev_np(number);
        if (its != NULL && strcmp(its, name) == 0) {
            return number;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 4 || signal_number(argv[1]) == 0) {
        fputs("usage: signal_at SIGNAL STEP COMMAND [ARGUMENT...]\n", stderr);
        return EXIT_TROUBLE;
    }
    struct hunt hunt = {.signal = signal_number(argv[1]), .wanted = strtol(argv[2], NULL, 10)};
    descendants_begin();
    hunt.command = start(argv + 3);
    if (hunt.command < 0) {
        perror("signal_at");
        return EXIT_TROUBLE;
    }
    if (!follow(&hunt)) {
        descendants_list_and_kill();
        return EXIT_LEFT;
    }
    if (!hunt.sent) {
        printf("%ld steps\n", hunt.seen);
        return EXIT_ENDED_BEFORE;
    }
    if (WIFSIGNALED(hunt.status)) {
        printf("ended by %s\n", sigabbrev_np(WTERMSIG(hunt.status)));
    } else {
        printf("ended with %d\n", WEXITSTATUS(hunt.status));
    }
    return 0;
}
