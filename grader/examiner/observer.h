/* The observer: a thread that traces one call of an actor for the recorder, from its first instruction
 * to its last, and tells its system calls, their results and the signals that come. It changes
 * nothing but the time that a call takes. Not for tests.
 *
 * A thread for each call under way, because a tracer is a thread (ptrace(2)) and the check's own is busy
 * with the test. It attaches while the actor waits for its next request, when that disturbs no sleep,
 * and lets go at the end of the call. A call that the test itself traces (trace.h) is told from there.
 */
#ifndef WORKBOOK_EXAMINER_OBSERVER_H
#define WORKBOOK_EXAMINER_OBSERVER_H

#include <stdbool.h>
#include <stdint.h>

struct actor;

/* Attaches to an actor whose call is about to be requested, with WIRE_TRACED. False when nothing is
 * recorded, or the actor cannot be traced: the call is then told without what happens inside. */
bool observer_start(struct actor *actor);

/* Waits for the end of the thread: after the call has come back or its process was killed. */
void observer_join(struct actor *actor);

/* Whether the process of an observed call stands still since a stop signal came. */
bool observer_sees_stopped(const struct actor *actor);

/* How often the process has gone to sleep by itself. While it is stopped: the stop is included. */
uint64_t observer_count_sleeps(const struct actor *actor);

/* Not told: malloc's own business (brk, mappings that are nobody else's), and the way back out of a
 * signal handler, whose result is that of the system call it came between. */
bool observer_leaves_out(long number, const uint64_t arguments[6]);

#endif
