/* The memory stage of the judgement. */
#ifndef WORKBOOK_GRADE_JUDGE_MEMORY_H
#define WORKBOOK_GRADE_JUDGE_MEMORY_H

#include "grade/passes.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stdint.h>

/* Judges Valgrind's reports. Findings count whatever else is wrong; their absence proves something
 * only when the behaviour is right and every process gave a whole report. */
void judge_memory(const struct passes *passes, bool behaviour_passed,
                  struct exercise_verdict *exercise);

/* Leaves the stage, and its checks, as one that was not asked for: they do not count. */
void judge_memory_leave_out(struct exercise_verdict *exercise, const char *why);

/* Where the function is, in the native object, whose check went wrong under Valgrind alone; 0: there is none. */
uint64_t judge_memory_place(const struct passes *passes);

#endif
