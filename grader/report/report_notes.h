/* What somebody has to know who reads the points of a verdict: in what the grading was less than it could be. */
#ifndef WORKBOOK_REPORT_REPORT_NOTES_H
#define WORKBOOK_REPORT_REPORT_NOTES_H

#include "model/verdict.h"

#include <stddef.h>

/* Sentences, the most important first. Owned. */
struct report_notes {
    char **items;
    size_t count;
};

#define AUTO_REPORT_NOTES AUTO(report_notes_finish)

/* The sandbox that was not whole, what --fast has left out, races that could not be searched for. `advice` goes
 * behind the first: where a reader finds out more; "" when he cannot. */
void report_notes_make(const struct verdict *verdict, const char *advice,
                       struct report_notes *notes);
void report_notes_finish(struct report_notes *notes);

#endif
