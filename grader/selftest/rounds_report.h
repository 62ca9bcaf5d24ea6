/* The rounds of a repeated selftest and the verdicts that differed, for people and for programs. */
#ifndef WORKBOOK_SELFTEST_ROUNDS_REPORT_H
#define WORKBOOK_SELFTEST_ROUNDS_REPORT_H

#include "base/text.h"
#include "report/style.h"
#include "selftest/selftest.h"

#include <jansson.h>

/* Nothing when there was one round. Else each verdict that differed, a line for each round, and
 * "N rounds x M sources: F verdicts differ". */
void rounds_report_write(const struct selftest *selftest, const struct report_style *style,
                         struct text *out);

json_t *rounds_report_rounds(const struct selftest *selftest); /* new references */
json_t *rounds_report_flips(const struct selftest *selftest);

#endif
