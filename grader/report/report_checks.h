/* What the checks of an exercise found: the first in full, the others one line each. */
#ifndef WORKBOOK_REPORT_REPORT_CHECKS_H
#define WORKBOOK_REPORT_REPORT_CHECKS_H

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

void report_checks_write(const struct exercise_verdict *exercise, const struct report_style *style,
                         struct text *out);

/* The first failing check alone, in full. Returns it, borrowed; NULL, and nothing is written, when no
 * check failed. */
const struct check_verdict *report_checks_write_first(const struct exercise_verdict *exercise,
                                                      const struct report_style *style,
                                                      struct text *out);

#endif
