/* One hand-in on its way through a batch. */
#ifndef WORKBOOK_BATCH_HANDIN_WORK_H
#define WORKBOOK_BATCH_HANDIN_WORK_H

#include "batch/batch.h"
#include "batch/collection.h"
#include "batch/key.h"

struct handin_work {
    const struct handin *handin; /* borrowed */
    struct collection collection;
    struct grade_source *sources; /* one for each exercise; point into the collection */
    char content[DIGEST_LENGTH + 1];
    char key[DIGEST_LENGTH + 1];
    enum batch_fate fate;
    struct verdict *verdict; /* NULL: it was not graded, or known */
    char *sentence;          /* with BATCH_UNGRADABLE and BATCH_FAULT */
};

void handin_work_finish(struct handin_work *work);

/* Its files, which of them is for which exercise, and the key of that. False: the grader could not read them. */
bool handin_work_collect(struct handin_work *work, const struct batch_plan *plan,
                         const struct key_base *base, struct error *err);

/* Takes the verdict from plan->grade. */
void handin_work_grade(struct handin_work *work, const struct batch_plan *plan);

/* The fate of what cannot be graded; the sentence is copied. */
void handin_work_give_up(struct handin_work *work, enum batch_fate fate, const char *sentence);

#endif
