/* A grading under way, as grade.c and pass.c see it. Not for others. */
#ifndef WORKBOOK_GRADE_GRADING_H
#define WORKBOOK_GRADE_GRADING_H

#include "grade/passes.h"
#include "model/grade_request.h"
#include "stage/build.h"
#include "stage/machine.h"

#include <pthread.h>

/* What is below `lock` is guarded by it; the rest is set up before the threads
 * start, and each thread works on the passes of its own jobs alone. */
struct grading {
    const struct grade_request *request;
    struct machine machine;
    struct verdict *verdict;
    struct passes *passes; /* one per exercise */

    pthread_mutex_t lock;
    pthread_cond_t stepped; /* a native pass has come further */
    unsigned *left;         /* passes of each exercise that are not done */
    unsigned asked;         /* passes that are more than a place in the list of jobs */
    unsigned done;          /* of these */
};

/* One pass: what there is to build is built, what was built is examined. Whoever listens is told on the way. */
void pass_run(struct grading *grading, struct passes *passes, struct pass *pass,
              enum build_variant variant);

/* The races of an exercise, once its file is known to build. */
void pass_run_races(struct grading *grading, struct passes *passes);

#endif
