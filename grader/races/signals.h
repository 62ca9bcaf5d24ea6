/* Faults of the student's code inside the checker: a crash and an endless loop are findings. */
#ifndef WORKBOOK_RACES_SIGNALS_H
#define WORKBOOK_RACES_SIGNALS_H

#include "races/world.h"

#include <stdbool.h>

/* From now on a fault ends the simulated process that makes it. */
void signals_catch(void);

/* Runs world_map() and execution_prepare(); false also when one of them ended by a fault. */
bool signals_prepare(struct world *world);

#endif
