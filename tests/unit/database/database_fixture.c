#include "database_fixture.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"

char notes_folder[64];
char *notes_path;
char *notes_aside;
struct error notes_err;

const char *const notes_steps[2] = {
    "CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;",
    "ALTER TABLE note ADD COLUMN size INTEGER NOT NULL DEFAULT 7;",
};
const struct database_schema notes_first = {
    .what = "notebook", .application_id = 4711, .migrations = notes_steps, .migration_count = 1};
const struct database_schema notes_second = {
    .what = "notebook", .application_id = 4711, .migrations = notes_steps, .migration_count = 2};

void notes_make(void)
{
    strcpy(notes_folder, "/tmp/workbook-test-database-XXXXXX");
    cr_assert_not_null(mkdtemp(notes_folder));
    notes_path = memory_format("%s/notes.db", notes_folder);
}

void notes_remove(void)
{
    AUTO_FREE char *command = memory_format("rm -rf '%s'", notes_folder);
    cr_assert_eq(system(command), 0);
    free(notes_path);
    free(notes_aside);
}

struct database *notes_open(const struct database_schema *schema, enum database_access access)
{
    struct database *database = NULL;
    free(notes_aside);
    cr_assert(database_open(notes_path, schema, access, &database, &notes_aside, &notes_err), "%s",
              notes_err.message);
    return database;
}

void notes_run(struct database *database, const char *sql)
{
    AUTO_STATEMENT struct statement statement = {0};
    cr_assert(statement_prepare(&statement, database, sql, &notes_err), "%s", notes_err.message);
    cr_assert(statement_run(&statement, &notes_err), "%s", notes_err.message);
}

int64_t notes_ask(struct database *database, const char *sql)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    cr_assert(statement_prepare(&statement, database, sql, &notes_err), "%s", notes_err.message);
    cr_assert(statement_next(&statement, &row, &notes_err), "%s", notes_err.message);
    cr_assert(row);
    return statement_integer(&statement, 0);
}

void notes_expect_failure(const struct database_schema *schema, const char *part)
{
    struct database *database = NULL;
    char *set_aside = NULL;
    cr_assert_not(
        database_open(notes_path, schema, DATABASE_WRITE, &database, &set_aside, &notes_err));
    cr_assert_null(database);
    cr_assert_null(set_aside);
    cr_assert_not_null(strstr(notes_err.message, part), "no '%s' in '%s'", part, notes_err.message);
}

void notes_write_file(const char *bytes, size_t length)
{
    cr_assert(file_write_atomic(notes_path, bytes, length, &notes_err), "%s", notes_err.message);
}

size_t notes_count_files(const char *part)
{
    size_t count = 0;
    AUTO_CLOSEDIR DIR *directory = opendir(notes_folder);
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        count += strstr(entry->d_name, part) != NULL ? 1 : 0;
    }
    return count;
}
