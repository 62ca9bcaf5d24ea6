/* What was found beside the checks: the compiler's and Valgrind's words, what was left behind, and
 * what a stage as a whole has to say. Each writes nothing when there is nothing. */
#ifndef WORKBOOK_REPORT_REPORT_FINDINGS_H
#define WORKBOOK_REPORT_REPORT_FINDINGS_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

/* Messages of failed stages, and the grader's own troubles. */
void report_findings_write_messages(const struct exercise_verdict *exercise,
                                    const struct report_style *style, struct text *out);

void report_findings_write_diagnostics(const struct exercise_verdict *exercise,
                                       const struct report_style *style, struct text *out,
                                       enum stage stage, const char *heading);

void report_findings_write_leaks(const struct exercise_verdict *exercise,
                                 const struct report_style *style, struct text *out);

/* One fault is often met many times. Was the leak of that index met before? How many checks beside its own have met it? */
bool report_findings_is_repeated(const struct exercise_verdict *exercise, size_t index);
size_t report_findings_count_other_checks(const struct exercise_verdict *exercise,
                                          const struct leak *leak);

#endif
