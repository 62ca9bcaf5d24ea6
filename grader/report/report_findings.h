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

#endif
