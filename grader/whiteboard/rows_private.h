/* What rows.c, for structs, and rows_bytes.c, for bytes without a name, share. */
#ifndef WORKBOOK_WHITEBOARD_ROWS_PRIVATE_H
#define WORKBOOK_WHITEBOARD_ROWS_PRIVATE_H

#include "whiteboard/rows.h"

/* A new row; its strings are NULL, and it has changed when its bytes have. */
struct row *rows_add(struct rows *rows, const struct rows_source *source, uint64_t offset,
                     uint64_t length);

/* How many of these bytes were read, `length` at most. */
size_t rows_readable(const struct rows_source *source, uint64_t offset, uint64_t length);

/* The bytes from `begin` to the end of the object, without a shape; the first row has the name. */
void rows_add_bytes(struct rows *rows, const struct rows_source *source, const char *name,
                    uint64_t begin);

/* The same as items, which are called "name[0]", "name[1]", …: as large as the source says, or else
 * `item_bytes` each. */
void rows_add_items(struct rows *rows, const struct rows_source *source, const char *name,
                    uint64_t begin, uint64_t item_bytes);

#endif
