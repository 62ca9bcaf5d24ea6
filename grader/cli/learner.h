/* The learner: his workbook, and where he stands in each of its exercises.
 *
 * A record that cannot be used stops nobody: then `trouble` says why, and every exercise reads as never attempted. */
#ifndef WORKBOOK_CLI_LEARNER_H
#define WORKBOOK_CLI_LEARNER_H

#include <stdbool.h>

#include "cli/work.h"
#include "progress/progress.h"

struct learner {
    struct workbook workbook;
    struct progress *progress;  /* NULL when it cannot be used */
    struct standing *standings; /* one for each exercise of the catalogue, in its order */
    char *trouble; /* why there is no record, or what became of a damaged one; NULL: all is well */
};

#define AUTO_LEARNER AUTO(learner_finish)

/* Fails only for want of a workbook. */
bool learner_open(struct learner *learner, enum progress_access access, struct error *err);
void learner_finish(struct learner *learner);

/* Says the trouble, if any, on standard error. */
void learner_complain(const struct learner *learner);

const struct standing *learner_standing(const struct learner *learner,
                                        const struct manifest *manifest);

/* What to go on with: of the exercises without a whole pass the one attempted last, else the first; NULL when all
 * have one. Borrowed. */
const struct manifest *learner_next(const struct learner *learner);

/* For who needs nothing else of the learner: the same, and the last exercise when all are passed. */
const struct manifest *learner_find_next(const struct catalogue *catalogue);

/* The exercise that the operand names; without one (NULL) the next, or the last of all. NULL with a sentence. */
const struct manifest *learner_choose(const struct learner *learner, const char *operand,
                                      struct error *err);

/* Stars of all exercises together. */
unsigned learner_stars(const struct learner *learner);

#endif
