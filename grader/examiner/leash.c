#include "examiner/leash.h"

#include "examiner/actor_private.h"
#include "examiner/patience.h"

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
    if (spent_ms > STUCK_SLEEP_S * 1000ULL && usage_state(pid) == 'S') {
        return "five seconds";
    }
    return spent_ms > STUCK_S * 1000ULL ? "a minute" : NULL;
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
        if (patience.begin_ns == 0) {
            patience = patience_begin(pid, 0);
            cpu_ns = patience.last[0].cpu_ns;
        }
        const char *limit = why_stuck(leash, &patience, cpu_ns);
        if (limit != NULL) {
            ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
            waitpid(pid, status, __WALL);
            ptrace(PTRACE_DETACH, pid, NULL, NULL);
            timer_delete(leash->tick);
            actor_report_hang(leash->actor, limit);
        }
    }
    return WIFSTOPPED(*status);
}

static void seize(struct leash *leash)
{
    pid_t pid = leash->actor->pid;
    int status;
    if (ptrace(PTRACE_SEIZE, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0) {
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
