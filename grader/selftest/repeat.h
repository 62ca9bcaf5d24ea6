/* Is a verdict the same as the one before? */
#ifndef WORKBOOK_SELFTEST_REPEAT_H
#define WORKBOOK_SELFTEST_REPEAT_H

#include "base/text.h"
#include "model/verdict.h"
#include "selftest/bank.h"

#include <stdbool.h>

/* What must be the same each time, as text, a line for each thing. Of a right source that is the whole
 * verdict as JSON, durations taken out (they are cleared in the verdict); of a wrong one what its
 * promise is about: the status of the check that it names, and the first check to fail. */
void repeat_write_comparable(const struct bank_source *source, struct verdict *verdict,
                             struct text *out);

/* The first difference between two such texts. The strings are owned by the holder. */
struct repeat_difference {
    char *check;  /* the check in whose part it lies; NULL: in none */
    char *before; /* the line as it was */
    char *after;
    char *observed; /* what that check observed, when it comes after the line; or NULL */
};

/* False when there is none; then nothing is owned. */
bool repeat_differ(const char *before, const char *after, struct repeat_difference *difference);
void repeat_difference_finish(struct repeat_difference *difference);

#endif
