/* Which of the files that a student handed in is the source of which exercise? */
#ifndef WORKBOOK_BATCH_MATCH_H
#define WORKBOOK_BATCH_MATCH_H

#include "batch/collection.h"
#include "model/grade_request.h"

struct match_exercises {
    const struct manifest *const *asked; /* to be graded */
    size_t asked_count;
    /* of the workbook: what is another exercise's is not taken for one that is asked */
    const struct manifest *const *all;
    size_t all_count;
};

/* Fills in a source for each exercise that is asked for, borrowed from the collection; one that nothing was found for is
 * missing. In this order: NN-name/file.c at any depth, file.c, a name that resembles it, the only source in a folder
 * NN-name, and the only source of all when there is but one exercise. A guess, a choice and what was left aside are notes
 * in the collection. Who handed in something, but nothing of any exercise, has made a mistake that somebody must look
 * at: that is the collection's problem. */
void match_sources(struct collection *collection, const struct match_exercises *exercises,
                   struct grade_source *sources);

#endif
