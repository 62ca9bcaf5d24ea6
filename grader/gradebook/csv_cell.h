/* Cells of a CSV file (RFC 4180). */
#ifndef WORKBOOK_GRADEBOOK_CSV_CELL_H
#define WORKBOOK_GRADEBOOK_CSV_CELL_H

#include <stdint.h>

#include "base/text.h"

/* A text of any origin; NULL is an empty cell. Valid UTF-8; quoted where it must be; with ' before it when it begins
 * as a formula does (= + - @, a tab or a carriage return: OWASP, "CSV Injection"). */
void csv_append_text(struct text *out, const char *cell);

/* "12.5": points without needless zeros. */
void csv_append_points(struct text *out, int64_t hundredths);

/* "2026-11-20T22:59:00Z"; nothing for a time below 0. */
void csv_append_time(struct text *out, int64_t time_ms);

#endif
