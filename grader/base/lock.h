/* Locks (flock(2)) that somebody else has, and waiting for them no longer than one wants.
 *
 * A lock cannot be polled, and a process can: one is forked that asks for the lock and ends when it is there. The lock
 * is on what both have open (open(2), "open file description"), and so stays with the other.
 */
#ifndef WORKBOOK_BASE_LOCK_H
#define WORKBOOK_BASE_LOCK_H

#include <stdbool.h>
#include <sys/types.h>

struct lock_wait {
    pid_t asking;
    int ended; /* readable (poll(2)) as soon as the asking process has ended */
};

/* Begins to wait for the exclusive lock of the open file. False with errno. Ends with lock_wait_finish. */
bool lock_wait_begin(struct lock_wait *wait, int fd);
/* Gives up, or takes note of the end. True when the lock is there. */
bool lock_wait_finish(struct lock_wait *wait);

enum lock_outcome { LOCK_TAKEN, LOCK_BUSY, LOCK_IMPOSSIBLE };

/* All of it: BUSY when somebody else had the lock for so long; IMPOSSIBLE, with errno, where nothing is locked (some
 * network file systems). */
enum lock_outcome lock_take(int fd, int wait_ms);

#endif
