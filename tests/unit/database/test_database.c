/* What is written is there again, of every format and for nobody else. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "database_fixture.h"

TestSuite(database, .init = notes_make, .fini = notes_remove);

Test(database, a_reader_makes_nothing)
{
    cr_assert_null(notes_open(&notes_first, DATABASE_READ));
    cr_assert_eq(notes_count_files("notes"), 0);
}

Test(database, what_is_written_is_there_again)
{
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    {
        AUTO_STATEMENT struct statement statement = {0};
        cr_assert(statement_prepare(&statement, database, "INSERT INTO note VALUES (?1, ?2)",
                                    &notes_err));
        statement_bind_integer(&statement, 1, 5);
        statement_bind_text(&statement, 2, "it's \xc3\xa4");
        cr_assert(statement_run(&statement, &notes_err), "%s", notes_err.message);
    }
    database_close(database);
    cr_assert_eq(notes_count_files("notes"), 1, "one file when nobody writes");

    database = notes_open(&notes_first, DATABASE_READ);
    cr_assert_null(notes_aside);
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    cr_assert(statement_prepare(&statement, database, "SELECT words, NULL FROM note", &notes_err));
    cr_assert(statement_next(&statement, &row, &notes_err) && row);
    cr_assert_str_eq(statement_text(&statement, 0), "it's \xc3\xa4");
    cr_assert(statement_is_null(&statement, 1) && !statement_is_null(&statement, 0));
    cr_assert_str_eq(statement_text(&statement, 1), "");
    cr_assert(statement_next(&statement, &row, &notes_err) && !row);
    statement_finish(&statement);
    database_close(database);
}

Test(database, an_older_schema_is_migrated_and_keeps_its_rows)
{
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    notes_run(database, "INSERT INTO note VALUES (1, 'old')");
    database_close(database);
    database = notes_open(&notes_second, DATABASE_READ);
    cr_assert_eq(notes_ask(database, "SELECT size FROM note WHERE words = 'old'"), 7);
    cr_assert_eq(notes_ask(database, "PRAGMA user_version"), 2);
    database_close(database);
}

Test(database, a_migration_that_fails_changes_nothing)
{
    static const char *const wrong[] = {
        "CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;",
        "CREATE TABLE half (id INTEGER); CREATE TABLE note (again);"};
    static const struct database_schema broken = {
        .what = "notebook", .application_id = 4711, .migrations = wrong, .migration_count = 2};
    database_close(notes_open(&notes_first, DATABASE_WRITE));
    notes_expect_failure(&broken, "note already exists");
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    cr_assert_eq(notes_ask(database, "SELECT count(*) FROM sqlite_schema"), 1);
    database_close(database);
}

Test(database, a_newer_schema_is_refused_and_left_alone)
{
    database_close(notes_open(&notes_second, DATABASE_WRITE));
    notes_expect_failure(&notes_first,
                         "written by a newer version of the workbook (format 2, this one knows 1)");
    database_close(notes_open(&notes_second, DATABASE_WRITE));
    cr_assert_null(notes_aside);
}

Test(database, a_folder_in_its_place_is_a_failure)
{
    cr_assert_eq(mkdir(notes_path, 0777), 0);
    notes_expect_failure(&notes_first, "cannot use ");
    cr_assert_eq(notes_count_files("broken"), 0);
}

/* In a process of its own: nobody gets root's rights back. */
static bool is_refused_to_nobody(const char *words)
{
    pid_t child = fork();
    if (child == 0) {
        struct database *database = NULL;
        bool opened = (getuid() == 0 && setresuid(65534, 65534, 65534) != 0) ||
                      database_open(notes_path, &notes_first, DATABASE_WRITE, &database,
                                    &notes_aside, &notes_err);
        _exit(!opened && strstr(notes_err.message, words) != NULL ? 0 : 1);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && status == 0;
}

Test(database, a_folder_that_cannot_be_written_is_told)
{
    cr_assert_eq(chmod(notes_folder, 0555), 0);
    cr_assert(is_refused_to_nobody("notebook: Permission denied"));
    cr_assert_eq(chmod(notes_folder, 0755), 0);
}

Test(database, a_transaction_is_undone_by_closing)
{
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    cr_assert(database_begin(database, &notes_err));
    notes_run(database, "INSERT INTO note VALUES (1, 'lost')");
    database_close(database);
    database = notes_open(&notes_first, DATABASE_WRITE);
    cr_assert_eq(notes_ask(database, "SELECT count(*) FROM note"), 0);
    cr_assert(database_begin(database, &notes_err));
    notes_run(database, "INSERT INTO note VALUES (1, 'kept')");
    cr_assert(database_commit(database, &notes_err));
    cr_assert_eq(notes_ask(database, "SELECT count(*) FROM note"), 1);
    database_close(database);
}
