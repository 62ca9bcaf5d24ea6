/* Faults of the student's code inside the checker: a crash and an endless loop are findings. */
#ifndef WORKBOOK_RACES_SIGNALS_H
#define WORKBOOK_RACES_SIGNALS_H

#include "races/world.h"

#include <stdbool.h>

/* So much time of the processor without any shared access is a loop for ever. An execution takes microseconds. */
enum { SIGNALS_HANG_MS = 1000 };

/* From now on a fault ends the simulated process that makes it, and so does a loop that takes `hang_ms`. */
void signals_catch(long hang_ms);

/* Opens the world and runs execution_prepare(), both of which call the student's code. False also when that
 * ended by a fault. */
bool signals_open(struct world *world, const struct races_scenario *scenario, const char *object);

#endif
