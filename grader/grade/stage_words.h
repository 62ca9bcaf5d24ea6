/* The four parts of a message (did, expected, observed, look) for the checks that a whole stage
 * decides: memory and leaks. The checks of the behaviour bring their own. */
#ifndef WORKBOOK_GRADE_STAGE_WORDS_H
#define WORKBOOK_GRADE_STAGE_WORDS_H

#include "model/verdict.h"
#include "stage/examination.h"
#include "stage/valgrind.h"

/* All but `observed`: the call that left it behind, where it is known, and what takes such a thing
 * away. */
void stage_words_for_leak(struct check_verdict *check, const struct examined_leak *leak);

/* Where Valgrind found it, and what; the caller owns it. */
char *stage_words_place(const struct memory_finding *finding);

/* What Valgrind found, in the words for its kind of error. */
void stage_words_for_memory(struct check_verdict *check, const struct memory_finding *finding);

/* All but `observed`: of checks that Valgrind has found nothing in, and that went wrong there all the same. */
void stage_words_for_memory_run(struct check_verdict *check, const char *look);

#endif
