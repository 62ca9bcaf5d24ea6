/* Valgrind's reports, as they come: what has been told cannot be taken back.
 *
 * All processes of a zygote under Valgrind write to one socket, so that none of them has a file that
 * its own code could write over. The kernel says with each piece who sent it (unix(7),
 * SCM_CREDENTIALS). The student's code can reach that socket and add to its own report; it cannot remove
 * anything, and stage/valgrind.h believes no report with something in it that Valgrind never writes.
 */
#ifndef WORKBOOK_PROCTOR_REPORTS_H
#define WORKBOOK_PROCTOR_REPORTS_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct report {
    pid_t pid; /* as this process sees it */
    struct text xml;
    bool spoiled; /* too long, or with bytes of no text in it: no whole report */
};

struct reports {
    int channel; /* our end; -1: none */
    int writing; /* the other one: the zygote's standard input */
    struct report *items;
    size_t count;
    size_t bytes; /* of all */
};

bool reports_open(struct reports *reports, struct error *err);
void reports_finish(struct reports *reports);

/* Takes one piece. False when none is there. */
bool reports_take(struct reports *reports);

/* A record for each of them. */
void reports_record(const struct reports *reports);

#endif
