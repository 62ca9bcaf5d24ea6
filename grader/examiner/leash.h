/* A process held by ptrace(2), and the patience with which its next stop is waited for.
 *
 * waitpid is interrupted by a timer twenty times a second to look at the limits of the call: a
 * process that will not stop any more is let go, and reported as hanging.
 */
#ifndef WORKBOOK_EXAMINER_LEASH_H
#define WORKBOOK_EXAMINER_LEASH_H

#include "examiner/actor.h"

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct leash {
    struct actor *actor;
    timer_t tick;
    uint64_t begin_cpu_ns; /* of both processes */
    bool let_go;           /* at a limit, while its next stop was waited for */
};

/* Seizes the actor's process and stops it. leash_drop ends it; it does not let the process go
 * (PTRACE_DETACH). */
void leash_take(struct leash *leash, struct actor *actor);
void leash_drop(struct leash *leash);

/* Waits for the next stop. False when the process has ended. Does not come back when it never will
 * stop: the check ends there. */
bool leash_await_stop(struct leash *leash, int *status);

/* At a stop right behind a fork(2) or pthread_create(3) that was refused with EAGAIN: the check ends here when all
 * processes are there that may be. Else nothing happens, or, when some have just ended, the process is let go. */
void leash_check_refused_task(struct leash *leash);

/* Whether stepping has used up what one call may use, in processor time of both processes. */
bool leash_cpu_is_used_up(const struct leash *leash);

#endif
