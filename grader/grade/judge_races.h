/* The races stage's part of a verdict. */
#ifndef WORKBOOK_GRADE_JUDGE_RACES_H
#define WORKBOOK_GRADE_JUDGE_RACES_H

#include "grade/passes.h"
#include "model/verdict.h"

/* A finding fails the exercise's races checks. They pass when nothing was found, and then they count for
 * nothing (model/verdict.h); what could not be explored is left out, and says why. */
void judge_races(const struct passes *passes, struct exercise_verdict *exercise);

/* Its checks are left out and do not count. */
void judge_races_leave_out(struct exercise_verdict *exercise, const char *why);

#endif
