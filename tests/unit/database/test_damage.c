/* A file that is no sound database is found, and set aside or refused. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "database_fixture.h"

TestSuite(damage, .init = notes_make, .fini = notes_remove);

static void expect_set_aside(void)
{
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    cr_assert_not_null(notes_aside);
    cr_assert_not_null(strstr(notes_aside, "notes.db.broken-2"), "%s", notes_aside);
    cr_assert_eq(notes_ask(database, "SELECT count(*) FROM note"), 0);
    database_close(database);
}

Test(damage, garbage_is_set_aside_with_all_its_bytes)
{
    notes_write_file("hello\n", 6);
    expect_set_aside();
    AUTO_FREE char *kept = NULL;
    cr_assert(file_read(notes_aside, 100, &kept, NULL, &notes_err));
    cr_assert_str_eq(kept, "hello\n");

    AUTO_FREE char *noise = memory_allocate(9000, 1);
    memset(noise, 'x', 9000);
    notes_write_file(noise, 9000);
    expect_set_aside();
    cr_assert_eq(notes_count_files("broken"), 2, "two in one second have two names");
}

Test(damage, somebody_elses_database_is_set_aside)
{
    static const char *const other_steps[] = {"CREATE TABLE cookie (id);"};
    static const struct database_schema other = {
        .what = "jar", .application_id = 99, .migrations = other_steps, .migration_count = 1};
    database_close(notes_open(&other, DATABASE_WRITE));
    expect_set_aside();
}

/* Five seconds, in which this process sleeps: whoever has the lock may never let go. */
Test(damage, is_not_waited_for_when_somebody_has_locked_the_folder, .timeout = 30)
{
    AUTO_CLOSE int folder = open(notes_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_assert_eq(flock(folder, LOCK_EX), 0);
    notes_write_file("hello\n", 6);
    notes_expect_failure(&notes_first, "another process has had a lock on");
    cr_assert_eq(flock(folder, LOCK_UN), 0);
    expect_set_aside();
}

static void fill(struct database *database)
{
    notes_run(database,
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
              " INSERT INTO note SELECT i, 'a line of some length, number ' || i FROM n");
}

/* A page of a filled file, changed by somebody else. The time of the change is set, for two changes within one tick of the
 * kernel's clock may have the same. */
static void damage(const struct timespec *when)
{
    const struct timespec times[] = {*when, *when};
    AUTO_CLOSE int fd = open(notes_path, O_WRONLY);
    cr_assert_eq(pwrite(fd, "\377\377\377\377\377\377\377\377", 8, 2L * 4096), 8);
    cr_assert_eq(futimens(fd, times), 0);
}

Test(damage, a_damaged_page_is_found_on_opening)
{
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    damage(&(struct timespec){.tv_sec = 1000});
    expect_set_aside();
}

/* Damage that leaves no trace outside of the pages shows whether they are read. */
Test(damage, what_nobody_else_has_changed_is_not_read_to_its_end_again)
{
    struct stat info;
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    cr_assert_eq(stat(notes_path, &info), 0);
    bool kept = setxattr(notes_path, "user.workbook.test", "", 0, 0) == 0;
    damage(&info.st_mtim);
    database_close(notes_open(&notes_first, DATABASE_READ));
    cr_assert_eq(notes_aside == NULL, kept, "set aside: %s",
                 notes_aside != NULL ? notes_aside : "no");
}

Test(damage, damage_that_is_met_is_looked_for_by_the_next_who_opens)
{
    struct stat info;
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    cr_assert_eq(stat(notes_path, &info), 0);
    damage(&info.st_mtim);
    database = notes_open(&notes_first, DATABASE_READ);
    if (notes_aside == NULL) {
        AUTO_STATEMENT struct statement statement = {0};
        bool row = true;
        cr_assert(statement_prepare(&statement, database, "SELECT sum(length(words)) FROM note",
                                    &notes_err));
        cr_assert_not(statement_next(&statement, &row, &notes_err));
        statement_finish(&statement);
        database_close(database);
        expect_set_aside();
    } else {
        database_close(database);
    }
}

Test(damage, a_file_cut_short_is_set_aside)
{
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    cr_assert_eq(truncate(notes_path, 3L * 4096 + 100), 0);
    expect_set_aside();
}

Test(damage, an_empty_file_is_a_new_database)
{
    notes_write_file("", 0);
    database_close(notes_open(&notes_first, DATABASE_READ));
    cr_assert_null(notes_aside);
}

Test(damage, a_journal_does_not_stay_for_the_next_file)
{
    notes_write_file("no database at all", 18);
    AUTO_FREE char *journal = memory_format("%s-journal", notes_path);
    cr_assert(file_write_atomic(journal, "a journal", 9, &notes_err));
    expect_set_aside();
    cr_assert_neq(access(journal, F_OK), 0);
}

Test(damage, what_is_irreplaceable_is_refused_and_left_where_it_is)
{
    static const struct database_schema kept = {.what = "notebook",
                                                .application_id = 4711,
                                                .migrations = notes_steps,
                                                .migration_count = 2,
                                                .write_ahead = true,
                                                .irreplaceable = true};
    notes_write_file("no database at all", 18);
    notes_expect_failure(&kept, "not a database");
    cr_assert_eq(access(notes_path, F_OK), 0);
}

Test(damage, damage_is_told_in_one_line_with_a_way_out)
{
    static const struct database_schema kept = {.what = "notebook",
                                                .application_id = 4711,
                                                .migrations = notes_steps,
                                                .migration_count = 2,
                                                .irreplaceable = true};
    struct database *database = notes_open(&notes_first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    cr_assert_eq(truncate(notes_path, 3L * 4096 + 100), 0);
    notes_expect_failure(&kept, "notebook, is damaged (");
    notes_expect_failure(&kept, ".recover\" saves");
    cr_assert_null(strchr(notes_err.message, '\n'));
}
