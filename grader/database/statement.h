/* One SQL statement with its parameters, and the rows that it gives.
 *
 *     AUTO_STATEMENT struct statement statement = {0};
 *     bool row = false;
 *     if (!statement_prepare(&statement, database, "SELECT name FROM hint WHERE level = ?1", err)) …
 *     statement_bind_integer(&statement, 1, 2);
 *     while (statement_next(&statement, &row, err) && row) { … statement_text(&statement, 0) … }
 *
 * Parameters count from 1, columns from 0. SQL that does not compile against our own schema is a failure all the
 * same: the file may be another's.
 */
#ifndef WORKBOOK_DATABASE_STATEMENT_H
#define WORKBOOK_DATABASE_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "database/database.h"

struct statement {
    struct sqlite3_stmt *handle;
    struct database *database; /* borrowed */
};

#define AUTO_STATEMENT AUTO(statement_finish)

bool statement_prepare(struct statement *statement, struct database *database, const char *sql,
                       struct error *err);
void statement_finish(struct statement *statement);

void statement_bind_text(struct statement *statement, int parameter,
                         const char *text); /* copied; NULL is NULL */
void statement_bind_bytes(struct statement *statement, int parameter, const char *bytes,
                          size_t length); /* copied */
void statement_bind_integer(struct statement *statement, int parameter, int64_t number);

/* The next row, if there is one. */
bool statement_next(struct statement *statement, bool *row, struct error *err);

/* To the end, whatever rows there are; then ready to be bound and run again. */
bool statement_run(struct statement *statement, struct error *err);

/* The same, and the first number of the first row (of RETURNING, or a SELECT); 0 without a row. */
bool statement_run_for_number(struct statement *statement, int64_t *number, struct error *err);

/* Of the present row. Text is borrowed until the next call of statement_next; NULL is "". */
const char *statement_text(const struct statement *statement, int column);
const char *statement_bytes(const struct statement *statement, int column, size_t *length);
int64_t statement_integer(const struct statement *statement, int column);
bool statement_is_null(const struct statement *statement, int column);

#endif
