#include "driver/wall_clock.h"

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/time.h>
#include <time.h>

#define SHIM __attribute__((visibility("default")))
/* The C library's own. Looked up once: a single-stepped call would go through all of dlsym's work.
 */
#define NEXT(function)                                                                             \
    (__extension__({                                                                               \
        static __typeof__(&function) next;                                                         \
        if (next == NULL) {                                                                        \
            next = (__typeof__(&function))dlsym(RTLD_NEXT, #function);                             \
        }                                                                                          \
        next;                                                                                      \
    }))

enum { NS_PER_S = 1000000000 };

/* Process-wide by nature: it is what the C library's clock functions of this process answer. */
static struct {
    int64_t armed_ns; /* the step still to come */
    int64_t step_ns;  /* the step that has been made */
} wall;

void wall_clock_arm_step(int64_t step_ns)
{
    wall.armed_ns = step_ns;
    wall.step_ns = 0;
}

static struct timespec shifted(struct timespec time, int64_t by_ns)
{
    int64_t nanoseconds = time.tv_nsec + by_ns % NS_PER_S;
    time.tv_sec += by_ns / NS_PER_S + (nanoseconds < 0 ? -1 : nanoseconds / NS_PER_S);
    time.tv_nsec = (nanoseconds + NS_PER_S) % NS_PER_S;
    return time;
}

/* What the clock shows now; the reader that sees the time before an armed step sets it off. */
static struct timespec read_wall_clock(void)
{
    struct timespec now;
    NEXT(clock_gettime)(CLOCK_REALTIME, &now);
    now = shifted(now, wall.step_ns);
    if (wall.armed_ns != 0) {
        wall.step_ns = wall.armed_ns;
        wall.armed_ns = 0;
    }
    return now;
}

/* A deadline on the shifted clock as the kernel's clock has it. The kernel refuses tv_nsec out of
 * range: such a mistake is passed on as it is. */
static const struct timespec *kernel_deadline(const struct timespec *deadline,
                                              struct timespec *room)
{
    if (wall.step_ns == 0 || deadline == NULL || deadline->tv_nsec < 0 ||
        deadline->tv_nsec >= NS_PER_S) {
        return deadline;
    }
    *room = shifted(*deadline, -wall.step_ns);
    if (room->tv_sec < 0) {
        *room = (struct timespec){0};
    }
    return room;
}

SHIM int clock_gettime(clockid_t clock, struct timespec *now)
{
    if ((clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE) ||
        (wall.armed_ns == 0 && wall.step_ns == 0)) {
        return NEXT(clock_gettime)(clock, now);
    }
    *now = read_wall_clock();
    return 0;
}

SHIM int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    if (wall.armed_ns == 0 && wall.step_ns == 0) {
        return NEXT(gettimeofday)(now, zone);
    }
    struct timespec time = read_wall_clock();
    *now = (struct timeval){.tv_sec = time.tv_sec, .tv_usec = time.tv_nsec / 1000};
    return 0;
}

SHIM time_t time(time_t *now)
{
    time_t seconds =
        wall.armed_ns == 0 && wall.step_ns == 0 ? NEXT(time)(NULL) : read_wall_clock().tv_sec;
    if (now != NULL) {
        *now = seconds;
    }
    return seconds;
}

SHIM int timespec_get(struct timespec *now, int base)
{
    if (base != TIME_UTC || (wall.armed_ns == 0 && wall.step_ns == 0)) {
        return NEXT(timespec_get)(now, base);
    }
    *now = read_wall_clock();
    return base;
}

SHIM int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time,
                         struct timespec *rest)
{
    struct timespec room;
    bool on_wall_clock = clock == CLOCK_REALTIME && (flags & TIMER_ABSTIME);
    return NEXT(clock_nanosleep)(clock, flags, on_wall_clock ? kernel_deadline(time, &room) : time,
                                 rest);
}

SHIM int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict deadline)
{
    struct timespec room;
    return NEXT(sem_timedwait)(semaphore, kernel_deadline(deadline, &room));
}

SHIM int sem_clockwait(sem_t *restrict semaphore, clockid_t clock,
                       const struct timespec *restrict deadline)
{
    struct timespec room;
    return NEXT(sem_clockwait)(
        semaphore, clock, clock == CLOCK_REALTIME ? kernel_deadline(deadline, &room) : deadline);
}

SHIM int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex,
                                 const struct timespec *restrict deadline)
{
    struct timespec room;
    return NEXT(pthread_mutex_timedlock)(mutex, kernel_deadline(deadline, &room));
}

/* A condition variable waits on the clock of its attributes, which glibc keeps in bit 1 of __wrefs
 * (nptl/pthread_cond_common.c: 0 CLOCK_REALTIME, 1 CLOCK_MONOTONIC). */
SHIM int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                                const struct timespec *restrict deadline)
{
    struct timespec room;
    bool on_wall_clock = (condition->__data.__wrefs & 2) == 0;
    return NEXT(pthread_cond_timedwait)(
        condition, mutex, on_wall_clock ? kernel_deadline(deadline, &room) : deadline);
}
