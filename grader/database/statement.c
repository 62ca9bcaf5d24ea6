#include "database/statement.h"

#include <assert.h>

#include "base/memory.h"
#include "database/database_private.h"

bool statement_prepare(struct statement *statement, struct database *database, const char *sql,
                       struct error *err)
{
    *statement = (struct statement){.database = database};
    return sqlite3_prepare_v2(database->handle, sql, -1, &statement->handle, NULL) == SQLITE_OK ||
           database_fail(database, err);
}

void statement_finish(struct statement *statement)
{
    (void)sqlite3_finalize(statement->handle);
    *statement = (struct statement){0};
}

static void expect_bound(int code)
{
    if (code == SQLITE_NOMEM) {
        memory_give_up();
    }
    assert(code == SQLITE_OK);
}

void statement_bind_text(struct statement *statement, int parameter, const char *text)
{
    expect_bound(sqlite3_bind_text(statement->handle, parameter, text, -1, SQLITE_TRANSIENT));
}

void statement_bind_bytes(struct statement *statement, int parameter, const char *bytes,
                          size_t length)
{
    /* A NULL pointer would bind NULL: no bytes are still bytes. */
    const char *from = length > 0 ? bytes : "";
    expect_bound(sqlite3_bind_blob64(statement->handle, parameter, from, length, SQLITE_TRANSIENT));
}

void statement_bind_integer(struct statement *statement, int parameter, int64_t number)
{
    expect_bound(sqlite3_bind_int64(statement->handle, parameter, number));
}

bool statement_next(struct statement *statement, bool *row, struct error *err)
{
    int code = sqlite3_step(statement->handle);
    *row = code == SQLITE_ROW;
    return *row || code == SQLITE_DONE || database_fail(statement->database, err);
}

bool statement_run(struct statement *statement, struct error *err)
{
    bool row = true;
    while (row) {
        if (!statement_next(statement, &row, err)) {
            return false;
        }
    }
    (void)sqlite3_reset(statement->handle);
    return true;
}

bool statement_run_for_number(struct statement *statement, int64_t *number, struct error *err)
{
    bool row = false;
    if (!statement_next(statement, &row, err)) {
        return false;
    }
    *number = row ? statement_integer(statement, 0) : 0;
    return statement_run(statement, err);
}

const char *statement_text(const struct statement *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement->handle, column);
    return text != NULL ? (const char *)text : "";
}

const char *statement_bytes(const struct statement *statement, int column, size_t *length)
{
    const void *bytes = sqlite3_column_blob(statement->handle, column);
    *length = bytes != NULL ? (size_t)sqlite3_column_bytes(statement->handle, column) : 0;
    return bytes != NULL ? bytes : "";
}

int64_t statement_integer(const struct statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

bool statement_is_null(const struct statement *statement, int column)
{
    return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}
