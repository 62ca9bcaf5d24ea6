/* Which of the files that a student handed in is the source of which exercise? */
#ifndef WORKBOOK_BATCH_MATCH_H
#define WORKBOOK_BATCH_MATCH_H

#include "batch/collection.h"
#include "model/grade_request.h"

/* Fills in a source for each exercise, borrowed from the collection; one that nothing was found for is missing. In this
 * order: NN-name/file.c at any depth, file.c, a name that resembles it, the only source in a folder NN-name, and the
 * only source of all when there is but one exercise. A guess, a choice and what was left aside are notes in the
 * collection. */
void match_sources(struct collection *collection, const struct manifest *const *exercises,
                   size_t exercise_count, struct grade_source *sources);

#endif
