/* Text that is fit for the terminal, and how much room it takes there. */
#ifndef WORKBOOK_REPORT_PRINTABLE_H
#define WORKBOOK_REPORT_PRINTABLE_H

#include "base/text.h"
#include "report/style.h"

#include <stddef.h>

/* Appends text of any origin, made harmless (base/utf8.h). The dots, arrows and dashes that our own
 * words are made with have a form in ASCII where the terminal knows no more. */
void printable_append(const struct report_style *style, struct text *out, const char *string);

/* Columns that the first `length` bytes take. */
unsigned printable_columns(const char *text, size_t length);

/* How many of its bytes fit in so many columns. */
size_t printable_fit(const char *text, unsigned columns);

#endif
