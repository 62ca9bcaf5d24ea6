/* A verdict in a few plain lines: each exercise with its status and points, the sum, and what a reader
 * must know to judge it. For formats that have room for one text. */
#ifndef WORKBOOK_REPORT_REPORT_SUMMARY_H
#define WORKBOOK_REPORT_REPORT_SUMMARY_H

#include "base/text.h"
#include "model/verdict.h"

/* Lines end with newlines; words as in report/report_items.h. */
void report_summary_append(const struct verdict *verdict, struct text *out);

/* What is to be repaired first in an exercise that did not pass, in full, and the titles of the rest. */
void report_summary_append_findings(const struct exercise_verdict *exercise, struct text *out);

#endif
