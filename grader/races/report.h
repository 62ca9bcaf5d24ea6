/* What the checker prints: lines of fields that are separated by tabs, the first of which says
 * what the line is. stage/races.h reads them, and trusts none of them.
 *
 *   state     clean | found | unfinished | unchecked | at-once
 *   why       of unchecked: a clause that goes on after "not checked: "
 *   numbers   executions, steps, bound of the last search that was complete
 *   scenario  its sentence
 *   kind      misuse | race | crash | stuck | outcome
 *   words     of the finding
 *   surprises of the shortest execution that goes wrong (search.h)
 *   role      number, name
 *   event     number of the role, mark (1, 2: the finding's places; 0: none), offset in the object of the
 *             instruction (hexadecimal; 0: none), words
 *   place     an offset of an event, each once, in their order
 *   end       the report is whole
 */
#ifndef WORKBOOK_RACES_REPORT_H
#define WORKBOOK_RACES_REPORT_H

#include "races/fields.h"
#include "races/finding.h"
#include "races/search.h"
#include "races/world.h"

#include <stdio.h>

/* Where it goes, and what it tells of. All borrowed. */
struct report {
    FILE *out;
    const struct world *world;
    const struct fields *fields; /* NULL: places have no names */
};

/* The execution that the world holds, as a counterexample with this finding. */
void report_counterexample(const struct report *report, const struct finding *finding,
                           const struct counterexample *counterexample);

#endif
