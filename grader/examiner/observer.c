#include "examiner/observer.h"

#include "examiner/actor_private.h"
#include "examiner/recorder.h"
#include "examiner/refused_call.h"
#include "examiner/usage.h"
#include "protocol/refused_calls.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum {
    SYSTEM_CALLS_MAX = 400, /* told of one call */
};

struct observer {
    pthread_t thread;
    struct actor *actor;
    sem_t ready; /* posted once it is attached, or cannot be */
    bool attached;
    atomic_bool stopped; /* by a signal, until SIGCONT comes */
    /* Of the thread alone: */
    bool inside;     /* between the marks of the driver */
    bool over;       /* it has let go */
    bool told;       /* the system call under way was */
    long number;     /* of it; -1: none */
    uint64_t sleeps; /* of the process, at its entry */
    unsigned count;  /* of system calls told */
};

bool observer_sees_stopped(const struct actor *actor)
{
    return actor->observer != NULL && atomic_load(&actor->observer->stopped);
}

uint64_t observer_count_sleeps(const struct actor *actor)
{
    return usage_read(actor->pid).wakeups;
}

bool observer_leaves_out(long number, const uint64_t arguments[6])
{
    return number == SYS_rt_sigreturn || number == SYS_brk || number == SYS_mprotect ||
           number == SYS_madvise ||
           (number == SYS_mmap && (arguments[3] & MAP_ANONYMOUS) && !(arguments[3] & MAP_SHARED));
}

static void let_go(struct observer *observer)
{
    observer->over = true;
    ptrace(PTRACE_DETACH, observer->actor->pid, NULL, NULL);
}

static bool is_mark(const struct __ptrace_syscall_info *info, uint64_t mark)
{
    return info->entry.nr == SYS_prctl && info->entry.args[0] == mark;
}

static void on_entry(struct observer *observer, const struct __ptrace_syscall_info *info)
{
    uint64_t arguments[6];
    observer->number = -1;
    if (is_mark(info, WIRE_MARK_BEGIN)) {
        observer->inside = true;
        return;
    }
    if (is_mark(info, WIRE_MARK_END)) {
        let_go(observer);
        return;
    }
    if (!observer->inside) {
        return;
    }
    if (observer->count++ == SYSTEM_CALLS_MAX || !recorder_wants_system_calls()) {
        recorder_lost_sight(observer->actor);
        let_go(observer);
        return;
    }
    for (int i = 0; i < 6; i++) {
        arguments[i] = info->entry.args[i];
    }
    observer->number = (long)info->entry.nr;
    observer->told = !observer_leaves_out(observer->number, arguments);
    if (observer->told) {
        recorder_system_call(observer->actor, observer->number, arguments);
        observer->sleeps = observer_count_sleeps(observer->actor);
    }
}

/* A call that the sandbox refuses, and that is told, comes back as its number; its result is what the driver makes of the signal
 * that follows (sandbox/seal.h). */
static int64_t result_of(long number, int64_t value)
{
    return value == number && refused_call_name((uint32_t)number) != NULL
               ? -refused_call_error((uint32_t)number)
               : value;
}

static bool is_refused_call(const struct actor *actor, int signal)
{
    siginfo_t info = {0};
    return signal == SIGSYS && ptrace(PTRACE_GETSIGINFO, actor->pid, NULL, &info) == 0 &&
           info.si_code == REFUSED_CALL_CODE && info.si_errno != 0;
}

static void on_exit_of_call(struct observer *observer, const struct __ptrace_syscall_info *info)
{
    if (observer->number >= 0 && observer->told) {
        /* The stop at the entry was counted before, this one is counted now: it is taken off. */
        uint64_t slept = observer_count_sleeps(observer->actor) - observer->sleeps;
        recorder_system_returned(observer->actor, observer->number,
                                 result_of(observer->number, info->exit.rval),
                                 slept > 1 ? (unsigned)(slept - 1) : 0, false);
    }
    observer->number = -1;
}

/* Asked of a stopped process this waits until it is off its processor, so that what it used is counted. */
static void on_system_call(struct observer *observer)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, observer->actor->pid, sizeof info, &info) < 0) {
        return;
    }
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        on_entry(observer, &info);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
        on_exit_of_call(observer, &info);
    }
}

static bool is_stop_signal(int signal)
{
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/* Handles one stop. Gives the request that continues, and the signal to be passed on. */
static int on_stop(struct observer *observer, int status, long *signal)
{
    int number = WSTOPSIG(status);
    *signal = 0;
    if (number == (SIGTRAP | 0x80)) {
        on_system_call(observer);
        return PTRACE_SYSCALL;
    }
    if (status >> 16 != 0) {
        bool stopped = is_stop_signal(number);
        atomic_store(&observer->stopped, stopped);
        return stopped ? PTRACE_LISTEN : PTRACE_SYSCALL; /* a stop is to last */
    }
    if (!is_refused_call(observer->actor, number)) {
        recorder_signal_came(observer->actor, number);
    }
    *signal = number;
    return PTRACE_SYSCALL;
}

/* Not those of other threads, which have their own tracers. False when the process has ended. */
static bool await_stop(const struct observer *observer, int *status)
{
    pid_t pid = observer->actor->pid;
    pid_t found;
    do {
        found = waitpid(pid, status, __WALL | __WNOTHREAD);
    } while (found < 0 && errno == EINTR);
    bool stopped = found == pid && WIFSTOPPED(*status);
    atomic_fetch_add(&observer->actor->observed_stops, stopped ? 1 : 0);
    return stopped;
}

static bool attach(const struct observer *observer)
{
    pid_t pid = observer->actor->pid;
    int status;
    return ptrace(PTRACE_SEIZE, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0 &&
           ptrace(PTRACE_INTERRUPT, pid, NULL, NULL) == 0 && await_stop(observer, &status);
}

static void follow(struct observer *observer)
{
    int request = PTRACE_SYSCALL;
    long signal = 0;
    int status = 0;
    while (!observer->over) {
        if (ptrace((enum __ptrace_request)request, observer->actor->pid, NULL, signal) != 0 &&
            errno != ESRCH) {
            return;
        }
        if (!await_stop(observer, &status)) {
            if (WIFEXITED(status) || WIFSIGNALED(status)) {
                recorder_ended(observer->actor, status);
            }
            return;
        }
        request = on_stop(observer, status, &signal);
    }
}

static void *observe(void *context)
{
    struct observer *observer = context;
    observer->attached = attach(observer);
    sem_post(&observer->ready);
    if (observer->attached) {
        follow(observer);
    }
    return NULL;
}

/* With all signals blocked, for they are meant for the check's own thread. */
static bool start_thread(struct observer *observer)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&observer->thread, NULL, observe, observer) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

bool observer_start(struct actor *actor)
{
    if (!recorder_wants_system_calls() || actor->observer != NULL) {
        return false;
    }
    struct observer *observer = calloc(1, sizeof *observer);
    if (observer == NULL) {
        abort();
    }
    observer->actor = actor;
    observer->number = -1;
    sem_init(&observer->ready, 0, 0);
    if (!start_thread(observer)) {
        free(observer);
        return false;
    }
    actor->observer = observer;
    while (sem_wait(&observer->ready) != 0) { /* a tick of the test's own tracer comes between */
    }
    bool attached = observer->attached;
    if (!attached) {
        observer_join(actor);
    }
    return attached;
}

void observer_join(struct actor *actor)
{
    struct observer *observer = actor->observer;
    if (observer != NULL) {
        pthread_join(observer->thread, NULL);
        sem_destroy(&observer->ready);
        free(observer);
        actor->observer = NULL;
    }
}
