/* Virtual time: each process has a clock of its own, which stands still but for its sleeps and for
 * waits that end at their deadline. No execution sleeps. */
#ifndef WORKBOOK_RACES_CLOCKS_H
#define WORKBOOK_RACES_CLOCKS_H

#include "races/world.h"

#include <time.h>

/* A point of that clock in nanoseconds of the process's own clock, which is CLOCK_MONOTONIC. */
int64_t clock_deadline_ns(clockid_t clock, const struct timespec *deadline);
/* The point that is this long from now, for the running process; NULL: never. */
int64_t clock_after_ns(const struct timespec *span);

#endif
