#include "driver/wall_clock.h"

#include "driver/shims.h"

#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { NS_PER_S = 1000000000 };

/* Process-wide by nature: it is what the C library's clock functions of this process answer. */
static struct {
    int64_t armed_ns; /* the step still to come */
    int64_t step_ns;  /* the step that has been made */
    enum wire_clocks which;
} stepped;

/* syscall(2) of the C library. NULL while clocks are stepped, and before the first call. */
static long (*unchanged_system_call)(long number, long a, long b, long c, long d, long e, long f);

void wall_clock_arm_step(enum wire_clocks which, int64_t step_ns)
{
    stepped.which = which;
    stepped.armed_ns = step_ns;
    stepped.step_ns = 0;
    unchanged_system_call = NULL;
}

struct timespec wall_clock_true_monotonic(void)
{
    struct timespec now;
    NEXT(clock_gettime)(CLOCK_MONOTONIC, &now);
    return now;
}

static bool is_stepped(clockid_t clock)
{
    bool wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    bool steady = clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE ||
                  clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_BOOTTIME;
    return (stepped.armed_ns != 0 || stepped.step_ns != 0) &&
           (wall || (steady && stepped.which == WIRE_ALL_CLOCKS));
}

static struct timespec shifted(struct timespec time, int64_t by_ns)
{
    int64_t nanoseconds = time.tv_nsec + by_ns % NS_PER_S;
    time.tv_sec += by_ns / NS_PER_S + (nanoseconds < 0 ? -1 : nanoseconds / NS_PER_S);
    time.tv_nsec = (nanoseconds + NS_PER_S) % NS_PER_S;
    return time;
}

/* What the clock shows now; the reader that sees the time before an armed step sets it off. */
static struct timespec read_clock(clockid_t clock)
{
    struct timespec now;
    NEXT(clock_gettime)(clock, &now);
    now = shifted(now, stepped.step_ns);
    if (stepped.armed_ns != 0) {
        stepped.step_ns = stepped.armed_ns;
        stepped.armed_ns = 0;
    }
    return now;
}

/* A deadline on a clock as the kernel's clock has it. The kernel refuses tv_nsec out of range: such
 * a mistake is passed on as it is. */
static const struct timespec *kernel_deadline(clockid_t clock, const struct timespec *deadline,
                                              struct timespec *room)
{
    if (!is_stepped(clock) || deadline == NULL || deadline->tv_nsec < 0 ||
        deadline->tv_nsec >= NS_PER_S) {
        return deadline;
    }
    *room = shifted(*deadline, -stepped.step_ns);
    if (room->tv_sec < 0) {
        *room = (struct timespec){0};
    }
    return room;
}

SHIM int clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!is_stepped(clock)) {
        return NEXT(clock_gettime)(clock, now);
    }
    *now = read_clock(clock);
    return 0;
}

SHIM int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    if (!is_stepped(CLOCK_REALTIME)) {
        return NEXT(gettimeofday)(now, zone);
    }
    struct timespec time = read_clock(CLOCK_REALTIME);
    *now = (struct timeval){.tv_sec = time.tv_sec, .tv_usec = time.tv_nsec / 1000};
    return 0;
}

SHIM time_t time(time_t *now)
{
    time_t seconds =
        is_stepped(CLOCK_REALTIME) ? read_clock(CLOCK_REALTIME).tv_sec : NEXT(time)(NULL);
    if (now != NULL) {
        *now = seconds;
    }
    return seconds;
}

SHIM int timespec_get(struct timespec *now, int base)
{
    if (base != TIME_UTC || !is_stepped(CLOCK_REALTIME)) {
        return NEXT(timespec_get)(now, base);
    }
    *now = read_clock(CLOCK_REALTIME);
    return base;
}

SHIM int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time,
                         struct timespec *rest)
{
    struct timespec room;
    return NEXT(clock_nanosleep)(
        clock, flags, flags & TIMER_ABSTIME ? kernel_deadline(clock, time, &room) : time, rest);
}

SHIM int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict deadline)
{
    struct timespec room;
    return NEXT(sem_timedwait)(semaphore, kernel_deadline(CLOCK_REALTIME, deadline, &room));
}

SHIM int sem_clockwait(sem_t *restrict semaphore, clockid_t clock,
                       const struct timespec *restrict deadline)
{
    struct timespec room;
    return NEXT(sem_clockwait)(semaphore, clock, kernel_deadline(clock, deadline, &room));
}

SHIM int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex,
                                 const struct timespec *restrict deadline)
{
    struct timespec room;
    return NEXT(pthread_mutex_timedlock)(mutex, kernel_deadline(CLOCK_REALTIME, deadline, &room));
}

SHIM int pthread_mutex_clocklock(pthread_mutex_t *restrict mutex, clockid_t clock,
                                 const struct timespec *restrict deadline)
{
    struct timespec room;
    return NEXT(pthread_mutex_clocklock)(mutex, clock, kernel_deadline(clock, deadline, &room));
}

/* futex(2) has no function of its own in the C library. FUTEX_WAIT_BITSET alone of the waits for a value has a
 * deadline; the others have a span.
 *
 * Arguments are passed on as they lie in registers, variable or not (the psABIs of x86-64 and AArch64). */
SHIM long pass_system_call(long number, long a, long b, long c, long d, long e,
                           long f) __asm__("syscall");

static __attribute__((noinline)) long pass_changed(long number, long a, long b, long c, long d,
                                                   long e, long f)
{
    struct timespec room;
    bool steps = stepped.armed_ns != 0 || stepped.step_ns != 0;
    unchanged_system_call = steps ? NULL : (__typeof__(unchanged_system_call))NEXT(syscall);
    if (number == SYS_clock_gettime && steps) {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): as the kernel takes it
        return clock_gettime((clockid_t)a, (struct timespec *)b);
    }
    if (number == SYS_gettimeofday && steps) {
        // NOLINTNEXTLINE(performance-no-int-to-ptr): likewise
        return gettimeofday((struct timeval *)a, NULL);
    }
    const void *fourth =
        (const void *)d; // NOLINT(performance-no-int-to-ptr): as the kernel takes it
    if (number == SYS_futex && (b & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET) {
        fourth = kernel_deadline(b & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC,
                                 fourth, &room);
    }
    return NEXT(syscall)(number, a, b, c, fourth, e, f);
}

/* A call that is single-stepped to the moment before it sleeps passes through here: a dozen instructions. */
long pass_system_call(long number, long a, long b, long c, long d, long e, long f)
{
    return unchanged_system_call != NULL ? unchanged_system_call(number, a, b, c, d, e, f)
                                         : pass_changed(number, a, b, c, d, e, f);
}

/* A condition variable waits on the clock of its attributes, which glibc keeps in bit 1 of __wrefs
 * (nptl/pthread_cond_common.c: 0 CLOCK_REALTIME, 1 CLOCK_MONOTONIC). */
SHIM int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                                const struct timespec *restrict deadline)
{
    struct timespec room;
    clockid_t clock = condition->__data.__wrefs & 2 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    return NEXT(pthread_cond_timedwait)(condition, mutex, kernel_deadline(clock, deadline, &room));
}

SHIM int pthread_cond_clockwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                                clockid_t clock, const struct timespec *restrict deadline)
{
    struct timespec room;
    return NEXT(pthread_cond_clockwait)(condition, mutex, clock,
                                        kernel_deadline(clock, deadline, &room));
}
