/* The record for people: a line for each exercise, a calendar, and a plot of the points. */
#ifndef WORKBOOK_CLI_PROGRESS_TEXT_H
#define WORKBOOK_CLI_PROGRESS_TEXT_H

#include "cli/learner.h"
#include "report/style.h"

void progress_text_write(const struct report_style *style, struct text *out,
                         const struct learner *learner, const struct attempts *attempts,
                         int64_t now_ms);

#endif
