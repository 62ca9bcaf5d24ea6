/* A table as spreadsheets write it: RFC 4180, with commas, semicolons or tabs, with or without the mark of UTF-8. */
#ifndef WORKBOOK_BATCH_CSV_ROWS_H
#define WORKBOOK_BATCH_CSV_ROWS_H

#include <stdbool.h>
#include <stddef.h>

/* A field, lent; NULL is an empty one. The end of a row. (The types are libcsv's.) */
typedef void csv_rows_field(void *bytes, size_t length, void *context);
typedef void csv_rows_end(int character, void *context);

/* False where quotation marks are not as they must be; the rows before were given. */
bool csv_rows_read(const char *bytes, size_t length, csv_rows_field *field, csv_rows_end *end,
                   void *context);

#endif
