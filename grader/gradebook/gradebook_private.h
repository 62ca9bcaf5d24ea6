/* What the files of this folder share. */
#ifndef WORKBOOK_GRADEBOOK_GRADEBOOK_PRIVATE_H
#define WORKBOOK_GRADEBOOK_GRADEBOOK_PRIVATE_H

#include "database/statement.h"
#include "gradebook/gradebook.h"

struct gradebook {
    struct database *database;
    char *path;
};

/* What the one parameter of a query is bound to; all zero: there is none. */
struct row_key {
    const char *text;
    int64_t number; /* above 0 */
};

/* Calls `take` with each row; its columns are borrowed. After a failure what was taken is the caller's to give back. */
bool gradebook_read_rows(struct gradebook *gradebook, const char *sql, const struct row_key *key,
                         void (*take)(const struct statement *row, void *into), void *into,
                         struct error *err);

/* NULL for NULL; owned by the caller. */
char *gradebook_copy_column(const struct statement *row, int column);

#endif
