/* What the structure of an exercise came to, as part of the selftest's reports. Private to them. */
#ifndef WORKBOOK_SELFTEST_STRUCTURE_REPORT_H
#define WORKBOOK_SELFTEST_STRUCTURE_REPORT_H

#include "base/text.h"
#include "report/style.h"
#include "selftest/structure.h"

#include <jansson.h>

/* "contract 41 sentences: 36 with a mutant, 5 explained"; nothing without a contract. */
void structure_write_coverage(const struct structure *structure, struct text *out);

/* A paragraph for each finding, those that break a promise first, wrapped with `indent` columns. */
void structure_write_findings(const struct structure *structure, const struct report_style *style,
                              size_t indent, struct text *out);

/* As selftest_report.h says; null when it was not examined. */
json_t *structure_to_json(const struct structure *structure);

#endif
