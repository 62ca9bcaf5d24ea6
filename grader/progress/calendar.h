/* Weeks of evenings: a column for each week, a row for each day, the more attempts the darker. */
#ifndef WORKBOOK_PROGRESS_CALENDAR_H
#define WORKBOOK_PROGRESS_CALENDAR_H

#include "progress/progress.h"
#include "report/style.h"

/* Up to now, in local time; as many weeks as there is anything to show, and as the style's width holds. */
void calendar_write(const struct report_style *style, struct text *out,
                    const struct attempts *attempts, int64_t now_ms);

#endif
