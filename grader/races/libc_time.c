/* Clocks and sleeps. A sleep is a good place to let others run, and no more. */
#include "races/accesses.h"
#include "races/clocks.h"
#include "races/execution.h"
#include "races/hash.h"

#include <errno.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <threads.h>
#include <unistd.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

static const int64_t second_ns = 1000000000;
/* What CLOCK_REALTIME is ahead of CLOCK_MONOTONIC. */
static const int64_t epoch_ns = INT64_C(1700000000) * 1000000000;

static struct process *running(void)
{
    return &world_active()->processes[world_active()->running];
}

static bool is_wall_clock(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
}

static int64_t span_ns(const struct timespec *span)
{
    return span->tv_sec > INT64_MAX / second_ns / 4 ? INT64_MAX / 4
                                                    : span->tv_sec * second_ns + span->tv_nsec;
}

int64_t clock_deadline_ns(clockid_t clock, const struct timespec *deadline)
{
    return span_ns(deadline) - (is_wall_clock(clock) ? epoch_ns : 0);
}

int64_t clock_after_ns(const struct timespec *span)
{
    return span == NULL ? INT64_MAX : running()->clock_ns + span_ns(span);
}

int model_clock_gettime(clockid_t clock, struct timespec *now)
{
    struct process *process = running();
    const int64_t value = process->clock_ns + (is_wall_clock(clock) ? epoch_ns : 0);
    process->asked_clock = true;
    plain_access(world_active(), now, sizeof *now, true, false, INSTRUCTION);
    process->asked_clock = true;
    now->tv_sec = value / second_ns;
    now->tv_nsec = value % second_ns;
    return 0;
}

int model_gettimeofday(struct timeval *now, void *zone)
{
    (void)zone;
    struct process *process = running();
    const int64_t value = process->clock_ns + epoch_ns;
    process->asked_clock = true;
    now->tv_sec = value / second_ns;
    now->tv_usec = value % second_ns / 1000;
    return 0;
}

time_t model_time(time_t *now)
{
    struct process *process = running();
    const time_t value = (process->clock_ns + epoch_ns) / second_ns;
    process->asked_clock = true;
    if (now != NULL) {
        *now = value;
    }
    return value;
}

double model_difftime(time_t end, time_t begin)
{
    return (double)(end - begin);
}

clock_t model_clock(void)
{
    return 0;
}

static void pause_ns(int64_t length_ns, uintptr_t instruction)
{
    struct world *world = world_active();
    if (world->running == 0) {
        return;
    }
    running()->clock_ns += length_ns > 0 ? length_ns : 0;
    const struct operation pause = {.kind = OPERATION_PAUSE,
                                    .objects = {-1, -1},
                                    .deadline_ns = INT64_MAX,
                                    .address = instruction};
    execution_perform(world, &pause);
}

int model_nanosleep(const struct timespec *span, struct timespec *left)
{
    (void)left;
    pause_ns(span_ns(span), INSTRUCTION);
    return 0;
}

int model_clock_nanosleep(clockid_t clock, int flags, const struct timespec *span,
                          struct timespec *left)
{
    (void)left;
    const bool absolute = (flags & TIMER_ABSTIME) != 0;
    pause_ns(absolute ? clock_deadline_ns(clock, span) - running()->clock_ns : span_ns(span),
             INSTRUCTION);
    return 0;
}

int model_thrd_sleep(const struct timespec *span, struct timespec *left)
{
    (void)left;
    pause_ns(span_ns(span), INSTRUCTION);
    return 0;
}

int model_usleep(useconds_t microseconds)
{
    pause_ns((int64_t)microseconds * 1000, INSTRUCTION);
    return 0;
}

unsigned model_sleep(unsigned seconds)
{
    pause_ns(seconds * second_ns, INSTRUCTION);
    return 0;
}

int model_sched_yield(void)
{
    pause_ns(0, INSTRUCTION);
    return 0;
}

void model_thrd_yield(void)
{
    pause_ns(0, INSTRUCTION);
}

/* With descriptors to wait for they are something else, which is not modelled. */
static bool only_sleeps(unsigned long descriptors, const char *name)
{
    if (descriptors > 0) {
        world_give_up(world_active(), "it calls %s on descriptors", name);
    }
    return descriptors == 0;
}

int model_poll(struct pollfd *descriptors, nfds_t count, int timeout_ms)
{
    (void)descriptors;
    if (only_sleeps(count, "poll")) {
        pause_ns((int64_t)timeout_ms * 1000000, INSTRUCTION);
    }
    return 0;
}

int model_ppoll(struct pollfd *descriptors, nfds_t count, const struct timespec *span,
                const sigset_t *mask)
{
    (void)descriptors;
    (void)mask;
    if (only_sleeps(count, "ppoll") && span != NULL) {
        pause_ns(span_ns(span), INSTRUCTION);
    }
    return 0;
}

int model_select(int count, fd_set *readable, fd_set *writable, fd_set *special,
                 struct timeval *span)
{
    (void)readable;
    (void)writable;
    (void)special;
    if (only_sleeps((unsigned long)count, "select") && span != NULL) {
        pause_ns(span->tv_sec * second_ns + span->tv_usec * 1000, INSTRUCTION);
    }
    return 0;
}

int model_pselect(int count, fd_set *readable, fd_set *writable, fd_set *special,
                  const struct timespec *span, const sigset_t *mask)
{
    (void)readable;
    (void)writable;
    (void)special;
    (void)mask;
    if (only_sleeps((unsigned long)count, "pselect") && span != NULL) {
        pause_ns(span_ns(span), INSTRUCTION);
    }
    return 0;
}
