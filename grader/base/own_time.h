/* Time that counts against a limit: what a process, or a family of them, did with the time that it
 * was given. It runs while one of them has a processor, and while all of them sleep; it stands
 * still while they are ready to run and the machine has no processor for them. So a loop reaches a
 * limit by its work and a wait by its length, and a busy machine makes neither come sooner. Nor does
 * Ctrl-Z: while whoever looks is stopped, no time counts.
 */
#ifndef WORKBOOK_BASE_OWN_TIME_H
#define WORKBOOK_BASE_OWN_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { OWN_TIME_LOOK_MOST_MS = 2000 };

/* The part of an interval between two looks that does not count at all. Looks come many times a second: one
 * that is so late was kept up itself. */
static inline uint64_t own_time_missed(uint64_t interval_ns)
{
    const uint64_t most_ns = OWN_TIME_LOOK_MOST_MS * UINT64_C(1000000);
    return interval_ns > most_ns ? interval_ns - most_ns : 0;
}

/* What counts of an interval in which they used `cpu_ns` of processor time and were kept waiting
 * for it for `delayed_ns`, both summed over all. */
static inline uint64_t own_time_charge(uint64_t interval_ns, uint64_t cpu_ns, uint64_t delayed_ns)
{
    uint64_t undelayed_ns = interval_ns > delayed_ns ? interval_ns - delayed_ns : 0;
    uint64_t used_ns = cpu_ns < interval_ns ? cpu_ns : interval_ns;
    return used_ns > undelayed_ns ? used_ns : undelayed_ns;
}

/* A thread as it was at the last look. */
struct own_time_thread {
    pid_t id;
    uint64_t cpu_ns, delayed_ns; /* /proc/PID/schedstat */
};

struct own_time {
    pid_t root; /* 0: nobody; then it is the wall clock */
    uint64_t spent_ns;
    uint64_t begin_ns, last_ns; /* CLOCK_MONOTONIC; what was missed lies before the beginning */
    struct own_time_thread *threads;
    size_t count;
};

/* Of the process and all its descendants. */
void own_time_begin(struct own_time *time, pid_t root);

/* Looks at them. Exact to the interval between two looks: some every second will do. */
uint64_t own_time_spent_ms(struct own_time *time);

/* The same, held against a limit. The wall clock has the last word, at many times the limit: then
 * the machine cannot do the work at all. */
bool own_time_is_over(struct own_time *time, uint64_t limit_ms);

void own_time_finish(struct own_time *time);

enum { OWN_TIME_WALL_FACTOR = 15 };

#endif
