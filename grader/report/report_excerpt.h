/* A line of the student's source with a caret under the place, as compilers show it:
 *
 *        14 |     return shmget(key, size, mode);
 *           |            ^
 */
#ifndef WORKBOOK_REPORT_REPORT_EXCERPT_H
#define WORKBOOK_REPORT_REPORT_EXCERPT_H

#include "base/text.h"
#include "report/style.h"

/* `line` and `column` as in struct location; nothing is written when excerpt is NULL. */
void report_excerpt_write(const struct report_style *style, struct text *out, unsigned indent,
                          unsigned line, unsigned column, const char *excerpt);

#endif
