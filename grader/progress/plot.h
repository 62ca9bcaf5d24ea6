/* A small plot of a series of numbers, for the terminal. */
#ifndef WORKBOOK_PROGRESS_PLOT_H
#define WORKBOOK_PROGRESS_PLOT_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "report/style.h"

/* Columns from 0 to `most` (positive), one for each value, or for the last of several when they are more than the style's
 * width holds. */
void plot_write(const struct report_style *style, struct text *out, const int64_t *values,
                size_t count, int64_t most);

#endif
