/* The judge: from what the passes found to the verdict on an exercise. It runs nothing of the
 * student's, but looks lines up in the object (stage/lines.h). */
#ifndef WORKBOOK_GRADE_JUDGE_H
#define WORKBOOK_GRADE_JUDGE_H

#include "grade/passes.h"
#include "model/verdict.h"
#include "stage/machine.h"

/* Fills in stages, checks, diagnostics and leaks, and settles the exercise. */
void judge_exercise(const struct machine *machine, const struct passes *passes,
                    struct exercise_verdict *exercise);

/* The same when only the native pass is done: the memory stage is as one that was not asked for. */
void judge_exercise_natively(const struct machine *machine, const struct passes *passes,
                             struct exercise_verdict *exercise);

#endif
