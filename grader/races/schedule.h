/* Who may go next, and which orders of two operations are the same execution. */
#ifndef WORKBOOK_RACES_SCHEDULE_H
#define WORKBOOK_RACES_SCHEDULE_H

#include "races/world.h"

/* Could the process perform its next operation now? */
bool schedule_ready(const struct world *world, unsigned process);

/* Of two operations that could be next, `waiting` was tried first and everything behind it has been
 * explored. Is that still so after `taken`? When they have nothing to do with each other, yes. Also
 * when `waiting` stores what `taken` loads: the load may read the older store, so the execution in
 * which the store comes first covers both. Likewise when `waiting` stores and `taken` stores or modifies: it may
 * come before it in modification order. That only holds when stores are tried before
 * read-modify-writes, and those before loads. */
bool schedule_covers(const struct operation *waiting, const struct operation *taken);

#endif
