/* What a process used, as the scheduler counts it, all its threads together. Tests take the
 * differences of struct reply, and come here for a call that is still under way. */
#ifndef WORKBOOK_EXAMINER_USAGE_H
#define WORKBOOK_EXAMINER_USAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct usage {
    uint64_t cpu_ns;     /* /proc/PID/schedstat, first field: time on a processor */
    uint64_t delayed_ns; /* second field: time ready to run, waiting for a processor */
    uint64_t wakeups;    /* voluntary_ctxt_switches of /proc/PID/status: times it went to sleep */
};

/* How often it went to sleep in between. What an injector of delays added (held.h) is taken off, and
 * may be taken off too early: never less than none. */
uint64_t usage_wakeups_between(struct usage before, struct usage after);

/* Zeros for a process that is gone. */
struct usage usage_read(pid_t pid);

/* The state letter of /proc/PID/stat (R, S, D, Z, T …), 0 when the process is gone. */
char usage_state(pid_t pid);

/* The system call in which a sleeping process waits (/proc/PID/syscall), -1 when it runs. */
long usage_system_call(pid_t pid);

uint64_t usage_now_ns(void); /* CLOCK_MONOTONIC */

#endif
