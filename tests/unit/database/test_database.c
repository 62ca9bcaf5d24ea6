#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "database/database.h"
#include "database/statement.h"

static char folder[64];
static char *path;
static struct error err;
static char *aside;

static const char *const steps[] = {
    "CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;",
    "ALTER TABLE note ADD COLUMN size INTEGER NOT NULL DEFAULT 7;",
};
static const struct database_schema first = {
    .what = "notebook", .application_id = 4711, .migrations = steps, .migration_count = 1};
static const struct database_schema second = {
    .what = "notebook", .application_id = 4711, .migrations = steps, .migration_count = 2};

static void make(void)
{
    strcpy(folder, "/tmp/workbook-test-database-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    path = memory_format("%s/notes.db", folder);
}

static void drop(void)
{
    AUTO_FREE char *command = memory_format("rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
    free(path);
    free(aside);
}

TestSuite(database, .init = make, .fini = drop);

static struct database *open_it(const struct database_schema *schema, enum database_access access)
{
    struct database *database = NULL;
    free(aside);
    cr_assert(database_open(path, schema, access, &database, &aside, &err), "%s", err.message);
    return database;
}

static void run(struct database *database, const char *sql)
{
    AUTO_STATEMENT struct statement statement = {0};
    cr_assert(statement_prepare(&statement, database, sql, &err), "%s", err.message);
    cr_assert(statement_run(&statement, &err), "%s", err.message);
}

static int64_t ask(struct database *database, const char *sql)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    cr_assert(statement_prepare(&statement, database, sql, &err), "%s", err.message);
    cr_assert(statement_next(&statement, &row, &err), "%s", err.message);
    cr_assert(row);
    return statement_integer(&statement, 0);
}

static void expect_failure(const struct database_schema *schema, const char *part)
{
    struct database *database = NULL;
    char *set_aside = NULL;
    cr_assert_not(database_open(path, schema, DATABASE_WRITE, &database, &set_aside, &err));
    cr_assert_null(database);
    cr_assert_null(set_aside);
    cr_assert_not_null(strstr(err.message, part), "no '%s' in '%s'", part, err.message);
}

static void write_file(const char *bytes, size_t length)
{
    cr_assert(file_write_atomic(path, bytes, length, &err), "%s", err.message);
}

static size_t count_files(const char *part)
{
    size_t count = 0;
    AUTO_CLOSEDIR DIR *directory = opendir(folder);
    const struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        count += strstr(entry->d_name, part) != NULL ? 1 : 0;
    }
    return count;
}

Test(database, a_reader_makes_nothing)
{
    cr_assert_null(open_it(&first, DATABASE_READ));
    cr_assert_eq(count_files("notes"), 0);
}

Test(database, what_is_written_is_there_again)
{
    struct database *database = open_it(&first, DATABASE_WRITE);
    {
        AUTO_STATEMENT struct statement statement = {0};
        cr_assert(
            statement_prepare(&statement, database, "INSERT INTO note VALUES (?1, ?2)", &err));
        statement_bind_integer(&statement, 1, 5);
        statement_bind_text(&statement, 2, "it's \xc3\xa4");
        cr_assert(statement_run(&statement, &err), "%s", err.message);
    }
    database_close(database);
    cr_assert_eq(count_files("notes"), 1, "one file when nobody writes");

    database = open_it(&first, DATABASE_READ);
    cr_assert_null(aside);
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    cr_assert(statement_prepare(&statement, database, "SELECT words, NULL FROM note", &err));
    cr_assert(statement_next(&statement, &row, &err) && row);
    cr_assert_str_eq(statement_text(&statement, 0), "it's \xc3\xa4");
    cr_assert(statement_is_null(&statement, 1) && !statement_is_null(&statement, 0));
    cr_assert_str_eq(statement_text(&statement, 1), "");
    cr_assert(statement_next(&statement, &row, &err) && !row);
    statement_finish(&statement);
    database_close(database);
}

Test(database, an_older_schema_is_migrated_and_keeps_its_rows)
{
    struct database *database = open_it(&first, DATABASE_WRITE);
    run(database, "INSERT INTO note VALUES (1, 'old')");
    database_close(database);
    database = open_it(&second, DATABASE_READ);
    cr_assert_eq(ask(database, "SELECT size FROM note WHERE words = 'old'"), 7);
    cr_assert_eq(ask(database, "PRAGMA user_version"), 2);
    database_close(database);
}

Test(database, a_migration_that_fails_changes_nothing)
{
    static const char *const wrong[] = {
        "CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;",
        "CREATE TABLE half (id INTEGER); CREATE TABLE note (again);"};
    static const struct database_schema broken = {
        .what = "notebook", .application_id = 4711, .migrations = wrong, .migration_count = 2};
    database_close(open_it(&first, DATABASE_WRITE));
    expect_failure(&broken, "note already exists");
    struct database *database = open_it(&first, DATABASE_WRITE);
    cr_assert_eq(ask(database, "SELECT count(*) FROM sqlite_schema"), 1);
    database_close(database);
}

Test(database, a_newer_schema_is_refused_and_left_alone)
{
    database_close(open_it(&second, DATABASE_WRITE));
    expect_failure(&first,
                   "written by a newer version of the workbook (format 2, this one knows 1)");
    database_close(open_it(&second, DATABASE_WRITE));
    cr_assert_null(aside);
}

static void expect_set_aside(void)
{
    struct database *database = open_it(&first, DATABASE_WRITE);
    cr_assert_not_null(aside);
    cr_assert_not_null(strstr(aside, "notes.db.broken-2"), "%s", aside);
    cr_assert_eq(ask(database, "SELECT count(*) FROM note"), 0);
    database_close(database);
}

Test(database, garbage_is_set_aside_with_all_its_bytes)
{
    write_file("hello\n", 6);
    expect_set_aside();
    AUTO_FREE char *kept = NULL;
    cr_assert(file_read(aside, 100, &kept, NULL, &err));
    cr_assert_str_eq(kept, "hello\n");

    AUTO_FREE char *noise = memory_allocate(9000, 1);
    memset(noise, 'x', 9000);
    write_file(noise, 9000);
    expect_set_aside();
    cr_assert_eq(count_files("broken"), 2, "two in one second have two names");
}

Test(database, somebody_elses_database_is_set_aside)
{
    static const char *const other_steps[] = {"CREATE TABLE cookie (id);"};
    static const struct database_schema other = {
        .what = "jar", .application_id = 99, .migrations = other_steps, .migration_count = 1};
    database_close(open_it(&other, DATABASE_WRITE));
    expect_set_aside();
}

static void fill(struct database *database)
{
    run(database, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
                  " INSERT INTO note SELECT i, 'a line of some length, number ' || i FROM n");
}

/* A page of a filled file, changed by somebody else. The time of the change is set, for two changes within one tick of the
 * kernel's clock may have the same. */
static void damage(const struct timespec *when)
{
    const struct timespec times[] = {*when, *when};
    AUTO_CLOSE int fd = open(path, O_WRONLY);
    cr_assert_eq(pwrite(fd, "\377\377\377\377\377\377\377\377", 8, 2L * 4096), 8);
    cr_assert_eq(futimens(fd, times), 0);
}

Test(database, a_damaged_page_is_found_on_opening)
{
    struct database *database = open_it(&first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    damage(&(struct timespec){.tv_sec = 1000});
    expect_set_aside();
}

/* Damage that leaves no trace outside of the pages shows whether they are read. */
Test(database, what_nobody_else_has_changed_is_not_read_to_its_end_again)
{
    struct stat info;
    struct database *database = open_it(&first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    cr_assert_eq(stat(path, &info), 0);
    bool kept = setxattr(path, "user.workbook.test", "", 0, 0) == 0;
    damage(&info.st_mtim);
    database_close(open_it(&first, DATABASE_READ));
    cr_assert_eq(aside == NULL, kept, "set aside: %s", aside != NULL ? aside : "no");
}

Test(database, damage_that_is_met_is_looked_for_by_the_next_who_opens)
{
    struct stat info;
    struct database *database = open_it(&first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    cr_assert_eq(stat(path, &info), 0);
    damage(&info.st_mtim);
    database = open_it(&first, DATABASE_READ);
    if (aside == NULL) {
        AUTO_STATEMENT struct statement statement = {0};
        bool row = true;
        cr_assert(
            statement_prepare(&statement, database, "SELECT sum(length(words)) FROM note", &err));
        cr_assert_not(statement_next(&statement, &row, &err));
        statement_finish(&statement);
        database_close(database);
        expect_set_aside();
    } else {
        database_close(database);
    }
}

Test(database, a_file_cut_short_is_set_aside)
{
    struct database *database = open_it(&first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    cr_assert_eq(truncate(path, 3L * 4096 + 100), 0);
    expect_set_aside();
}

Test(database, an_empty_file_is_a_new_database)
{
    write_file("", 0);
    database_close(open_it(&first, DATABASE_READ));
    cr_assert_null(aside);
}

Test(database, a_journal_does_not_stay_for_the_next_file)
{
    write_file("no database at all", 18);
    AUTO_FREE char *journal = memory_format("%s-journal", path);
    cr_assert(file_write_atomic(journal, "a journal", 9, &err));
    expect_set_aside();
    cr_assert_neq(access(journal, F_OK), 0);
}

Test(database, a_folder_in_its_place_is_a_failure)
{
    cr_assert_eq(mkdir(path, 0777), 0);
    expect_failure(&first, "cannot use ");
    cr_assert_eq(count_files("broken"), 0);
}

/* In a process of its own: nobody gets root's rights back. */
static bool is_refused_to_nobody(const char *words)
{
    pid_t child = fork();
    if (child == 0) {
        struct database *database = NULL;
        bool opened = (getuid() == 0 && setresuid(65534, 65534, 65534) != 0) ||
                      database_open(path, &first, DATABASE_WRITE, &database, &aside, &err);
        _exit(!opened && strstr(err.message, words) != NULL ? 0 : 1);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && status == 0;
}

Test(database, a_folder_that_cannot_be_written_is_told)
{
    cr_assert_eq(chmod(folder, 0555), 0);
    cr_assert(is_refused_to_nobody("notebook: Permission denied"));
    cr_assert_eq(chmod(folder, 0755), 0);
}

Test(database, a_transaction_is_undone_by_closing)
{
    struct database *database = open_it(&first, DATABASE_WRITE);
    cr_assert(database_begin(database, &err));
    run(database, "INSERT INTO note VALUES (1, 'lost')");
    database_close(database);
    database = open_it(&first, DATABASE_WRITE);
    cr_assert_eq(ask(database, "SELECT count(*) FROM note"), 0);
    cr_assert(database_begin(database, &err));
    run(database, "INSERT INTO note VALUES (1, 'kept')");
    cr_assert(database_commit(database, &err));
    cr_assert_eq(ask(database, "SELECT count(*) FROM note"), 1);
    database_close(database);
}

enum { WRITERS = 4, WRITES = 10 };

/* In a child, where Criterion cannot be told. */
static bool insert(const char *words)
{
    struct database *database = NULL;
    char *set_aside = NULL;
    bool done = database_open(path, &first, DATABASE_WRITE, &database, &set_aside, &err);
    free(set_aside);
    AUTO_STATEMENT struct statement statement = {0};
    done = done && database_begin(database, &err) &&
           statement_prepare(&statement, database, "INSERT INTO note (words) VALUES (?1)", &err);
    if (done) {
        statement_bind_text(&statement, 1, words);
        done = statement_run(&statement, &err);
    }
    statement_finish(&statement);
    done = done && database_commit(database, &err);
    database_close(database);
    return done;
}

static pid_t start_writer(int writes)
{
    pid_t writer = fork();
    if (writer != 0) {
        return writer;
    }
    for (int i = 0; i < writes; i++) {
        if (!insert("words")) {
            (void)file_write_all(2, err.message, strlen(err.message));
            _exit(1);
        }
    }
    _exit(0);
}

/* They also race to make the file. */
Test(database, writers_in_several_processes_lose_nothing)
{
    pid_t writers[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = start_writer(WRITES);
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;
        cr_assert_eq(waitpid(writers[i], &status, 0), writers[i]);
        cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "writer %d: %x", i, status);
    }
    struct database *database = open_it(&first, DATABASE_READ);
    cr_assert_eq(ask(database, "SELECT count(*) FROM note"), WRITERS * WRITES);
    database_close(database);
}

/* Each finds the damage; one sets it aside, and nobody sets aside what the first has begun. */
Test(database, several_find_the_same_damage)
{
    write_file("damage", 6);
    pid_t finders[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        finders[i] = start_writer(1);
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;
        cr_assert_eq(waitpid(finders[i], &status, 0), finders[i]);
        cr_assert_eq(status, 0);
    }
    cr_assert_eq(count_files("broken"), 1);
    struct database *database = open_it(&first, DATABASE_READ);
    cr_assert_eq(ask(database, "SELECT count(*) FROM note"), WRITERS);
    database_close(database);
}

Test(database, what_is_irreplaceable_is_refused_and_left_where_it_is)
{
    static const struct database_schema kept = {.what = "notebook",
                                                .application_id = 4711,
                                                .migrations = steps,
                                                .migration_count = 2,
                                                .write_ahead = true,
                                                .irreplaceable = true};
    write_file("no database at all", 18);
    expect_failure(&kept, "not a database");
    cr_assert_eq(access(path, F_OK), 0);
}

Test(database, damage_is_told_in_one_line_with_a_way_out)
{
    static const struct database_schema kept = {.what = "notebook",
                                                .application_id = 4711,
                                                .migrations = steps,
                                                .migration_count = 2,
                                                .irreplaceable = true};
    struct database *database = open_it(&first, DATABASE_WRITE);
    fill(database);
    database_close(database);
    cr_assert_eq(truncate(path, 3L * 4096 + 100), 0);
    expect_failure(&kept, "notebook, is damaged (");
    expect_failure(&kept, ".recover\" saves");
    cr_assert_null(strchr(err.message, '\n'));
}

Test(database, a_log_lets_who_reads_go_on_beside_who_writes)
{
    static const struct database_schema logged = {.what = "notebook",
                                                  .application_id = 4711,
                                                  .migrations = steps,
                                                  .migration_count = 2,
                                                  .write_ahead = true};
    AUTO_DATABASE struct database *writer = open_it(&logged, DATABASE_WRITE);
    AUTO_DATABASE struct database *reader = open_it(&logged, DATABASE_READ);
    cr_assert(database_begin(writer, &err), "%s", err.message);
    run(writer, "INSERT INTO note (words) VALUES ('half')");
    cr_assert_eq(ask(reader, "SELECT count(*) FROM note"), 0);
    cr_assert(database_commit(writer, &err), "%s", err.message);
    cr_assert_eq(ask(reader, "SELECT count(*) FROM note"), 1);
}
