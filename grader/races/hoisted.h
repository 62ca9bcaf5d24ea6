/* What a compiler makes of a loop that waits on a plain object.
 *
 * Nothing that the loop does could change the object, and nobody else may, for that would be a data race: so gcc
 * reads it once, before the loop. Compiled with -O2, the process then goes round without an access, and that
 * is what is looked for here: not that it could happen, but that it does. */
#ifndef WORKBOOK_RACES_HOISTED_H
#define WORKBOOK_RACES_HOISTED_H

#include "races/harness.h"

#include <stdbool.h>

struct hoisted {
    unsigned loop_line;
    unsigned read_line; /* of the one read before it */
    char place[80];     /* what it has read */
};

/* Runs each scenario once, on an object that was compiled with -O2. True at the first such loop. */
bool hoisted_find(const char *object, const struct races_scenario *scenarios, unsigned count,
                  struct hoisted *hoisted);

#endif
