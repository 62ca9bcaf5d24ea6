#include "examiner/leash.h"

#include "base/process.h"
#include "examiner/actor_private.h"
#include "examiner/limits.h"
#include "examiner/patience.h"
#include "examiner/session.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    TICK_NS = 50 * 1000 * 1000,
    TRACED_CPU_LIMIT_S = 20,
    STUCK_S = 60,
    STUCK_SLEEP_S = 5,
    STUCK_CPU_S = 2, /* between two stops */
};

static void on_tick(int signal)
{
    (void)signal;
}

/* A signal to this very thread, for waitpid is here. */
static void start_tick(struct leash *leash)
{
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_tick}, NULL);
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGALRM};
    event._sigev_un._tid = (pid_t)syscall(SYS_gettid);
    if (timer_create(CLOCK_MONOTONIC, &event, &leash->tick) != 0) {
        abort();
    }
    struct timespec period = {.tv_nsec = TICK_NS};
    timer_settime(leash->tick, 0, &(struct itimerspec){period, period}, NULL);
}

/* In a call that waits for somebody; also for the child of a vfork(2), which no signal interrupts. */
static bool is_waiting(pid_t pid)
{
    char state = usage_state(pid);
    long number = state == 'D' ? usage_system_call(pid) : -1;
    return state == 'S' || number == SYS_vfork || number == SYS_clone;
}

/* Why a process that has not stopped for so long never will; NULL when it may. Sleep is counted as
 * its own time, work by the processor's: a loaded machine is not the student's fault. */
static const char *why_stuck(const struct leash *leash, struct patience *patience,
                             uint64_t begin_cpu_ns)
{
    pid_t pid = leash->actor->pid;
    uint64_t spent_ms = patience_spent_ms(patience);
    if (usage_read(pid).cpu_ns - begin_cpu_ns > STUCK_CPU_S * 1000000000ULL) {
        return "two seconds of processor time";
    }
    if (spent_ms > STUCK_SLEEP_S * 1000ULL && is_waiting(pid)) {
        return "five seconds";
    }
    return spent_ms > STUCK_S * 1000ULL ? "a minute" : NULL;
}

static void stop_and_let_go(struct leash *leash)
{
    pid_t pid = leash->actor->pid;
    int status;
    ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
    waitpid(pid, &status, __WALL);
    ptrace(PTRACE_DETACH, pid, NULL, NULL);
}

static void report_hang(struct leash *leash, const char *limit)
{
    stop_and_let_go(leash);
    timer_delete(leash->tick);
    actor_report_hang(leash->actor, limit);
}

/* Once it has been let go the check ends here; or some have ended meanwhile, and the call goes on unseen. */
static void end_at_processes(struct leash *leash)
{
    leash->let_go = true;
    timer_delete(leash->tick);
    actor_check_processes(leash->actor);
    start_tick(leash);
}

/* What it has forked is not traced, and may fill the run. */
static void check_processes(struct leash *leash)
{
    struct limit_words limit;
    if (limits_explain_processes(session_current(), &limit)) {
        stop_and_let_go(leash);
        end_at_processes(leash);
    }
}

void leash_check_refused_task(struct leash *leash)
{
    struct limit_words limit;
    if (limits_explain_processes(session_current(), &limit)) {
        ptrace(PTRACE_DETACH, leash->actor->pid, NULL, NULL);
        end_at_processes(leash);
    }
}

bool leash_await_stop(struct leash *leash, int *status)
{
    pid_t pid = leash->actor->pid;
    struct patience patience = {0}; /* from the first look on */
    uint64_t cpu_ns = 0;
    while (waitpid(pid, status, __WALL) != pid) {
        if (errno != EINTR) {
            return false;
        }
        /* Said, or at its end, before it came to where it stops: no stop will come. Who cannot be stopped, for it waits
         * for the child of a vfork, is not the one that has said it. */
        if (actor_has_returned(leash->actor) && usage_state(pid) != 'D') {
            stop_and_let_go(leash);
            return false;
        }
        check_processes(leash);
        if (patience.begin_ns == 0) {
            patience = patience_begin(pid, 0);
            cpu_ns = patience.last[0].cpu_ns;
        }
        const char *limit = why_stuck(leash, &patience, cpu_ns);
        if (limit != NULL) {
            report_hang(leash, limit);
        }
    }
    return WIFSTOPPED(*status);
}

static void seize(struct leash *leash)
{
    pid_t pid = leash->actor->pid;
    int status;
    if (ptrace(PTRACE_SEIZE, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0) {
        if (process_stat_read(pid).is_ending) {
            return; /* between two calls, by itself: the next one has no reply, and that is told */
        }
        perror("the tracer cannot attach");
        exit(3);
    }
    ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
    leash_await_stop(leash, &status);
}

/* Half the work of stepping is the tracer's. */
static uint64_t cpu_of_both(const struct actor *actor)
{
    struct timespec ours;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ours);
    return (uint64_t)ours.tv_sec * 1000000000U + (uint64_t)ours.tv_nsec +
           usage_read(actor->pid).cpu_ns;
}

bool leash_cpu_is_used_up(const struct leash *leash)
{
    return cpu_of_both(leash->actor) - leash->begin_cpu_ns > TRACED_CPU_LIMIT_S * 1000000000ULL;
}

void leash_take(struct leash *leash, struct actor *actor)
{
    *leash = (struct leash){.actor = actor, .begin_cpu_ns = cpu_of_both(actor)};
    start_tick(leash);
    seize(leash);
}

void leash_drop(struct leash *leash)
{
    timer_delete(leash->tick);
}
