#include "base/memory.h"
#include "gradebook/gradebook_private.h"

bool gradebook_read_rows(struct gradebook *gradebook, const char *sql, const struct row_key *key,
                         void (*take)(const struct statement *row, void *into), void *into,
                         struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, gradebook->database, sql, err)) {
        return false;
    }
    if (key->text != NULL) {
        statement_bind_text(&statement, 1, key->text);
    } else if (key->number > 0) {
        statement_bind_integer(&statement, 1, key->number);
    }
    for (bool row = true; row;) {
        if (!statement_next(&statement, &row, err)) {
            return false;
        }
        if (row) {
            take(&statement, into);
        }
    }
    return true;
}

char *gradebook_copy_column(const struct statement *row, int column)
{
    return statement_is_null(row, column) ? NULL : memory_copy_string(statement_text(row, column));
}
