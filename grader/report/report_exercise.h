/* One exercise in the text report: its line, and what there is to say below it. */
#ifndef WORKBOOK_REPORT_REPORT_EXERCISE_H
#define WORKBOOK_REPORT_REPORT_EXERCISE_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

/* How many warnings the compiler had. */
size_t report_exercise_count_warnings(const struct exercise_verdict *exercise);

/* "✓ 01-ftok-keys   passed   10 / 10" */
void report_exercise_write_line(const struct exercise_verdict *exercise,
                                const struct report_style *style, struct text *out);

/* The findings of an exercise that did not pass, indented, with an empty line before and after. */
void report_exercise_write_findings(const struct exercise_verdict *exercise,
                                    const struct report_style *style, struct text *out);

/* Errors and warnings; nothing when there are none. */
void report_exercise_write_compiler_words(const struct exercise_verdict *exercise,
                                          const struct report_style *style, struct text *out);

/* The part of the findings that a learner repairs first: what the stages as a whole have to say, the
 * first failing check in full, and what Valgrind or the leak ledger found when it is theirs. What was
 * not built has the compiler's words instead. Returns the check, borrowed, or NULL. */
const struct check_verdict *
report_exercise_write_first_finding(const struct exercise_verdict *exercise,
                                    const struct report_style *style, struct text *out);

#endif
