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
 *             instruction (hexadecimal; 0: none), how many newer stores an atomic load passed over
 *             (-1: it is none), words
 *   repair    an order that mends it, several together: offset, operation, what it accesses, the order that
 *             the file has, the order instead
 *   atomic    an object that mends it when it is atomic: its name
 *   order     of a file that is right: offset, operation, what it accesses, the order that the file has, the
 *             weakest with which it passes when all others stay, and the weakest of all together
 *   weakest   all | unfinished: have all such orders been tried?
 *   hoisted   a loop that -O2 has left without a read: its line, the line of the last read, what that has read
 *   place     an offset of one of these
 *   end       the report is whole
 */
#ifndef WORKBOOK_RACES_REPORT_H
#define WORKBOOK_RACES_REPORT_H

#include "races/fields.h"
#include "races/finding.h"
#include "races/hoisted.h"
#include "races/search.h"
#include "races/weakest.h"
#include "races/world.h"

#include <stdio.h>

/* Where it goes, and what it tells of. All borrowed. */
struct report {
    FILE *out;
    const struct world *world;   /* of the counterexample */
    const struct fields *fields; /* NULL: places have no names */
};

/* The execution that the world holds, as a counterexample with this finding. */
void report_counterexample(const struct report *report, const struct finding *finding,
                           const struct counterexample *counterexample);
/* What mends it, and what it could do with. */
void report_repair(const struct report *report, const struct orders *orders);
void report_hoisted(const struct report *report, const struct hoisted *hoisted);
void report_weakest(const struct report *report, const struct weakest *weakest);

#endif
