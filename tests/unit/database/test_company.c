/* Several processes use one database at the same time. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "database_fixture.h"

TestSuite(company, .init = notes_make, .fini = notes_remove);

enum { WRITERS = 4, WRITES = 10 };

/* In a child, where Criterion cannot be told. */
static bool insert(const char *words)
{
    struct database *database = NULL;
    char *set_aside = NULL;
    bool done =
        database_open(notes_path, &notes_first, DATABASE_WRITE, &database, &set_aside, &notes_err);
    free(set_aside);
    AUTO_STATEMENT struct statement statement = {0};
    done =
        done && database_begin(database, &notes_err) &&
        statement_prepare(&statement, database, "INSERT INTO note (words) VALUES (?1)", &notes_err);
    if (done) {
        statement_bind_text(&statement, 1, words);
        done = statement_run(&statement, &notes_err);
    }
    statement_finish(&statement);
    done = done && database_commit(database, &notes_err);
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
            (void)file_write_all(2, notes_err.message, strlen(notes_err.message));
            _exit(1);
        }
    }
    _exit(0);
}

/* They also race to make the file. */
Test(company, writers_in_several_processes_lose_nothing)
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
    struct database *database = notes_open(&notes_first, DATABASE_READ);
    cr_assert_eq(notes_ask(database, "SELECT count(*) FROM note"), WRITERS * WRITES);
    database_close(database);
}

/* Each finds the damage; one sets it aside, and nobody sets aside what the first has begun. */
Test(company, several_find_the_same_damage)
{
    notes_write_file("damage", 6);
    pid_t finders[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        finders[i] = start_writer(1);
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;
        cr_assert_eq(waitpid(finders[i], &status, 0), finders[i]);
        cr_assert_eq(status, 0);
    }
    cr_assert_eq(notes_count_files("broken"), 1);
    struct database *database = notes_open(&notes_first, DATABASE_READ);
    cr_assert_eq(notes_ask(database, "SELECT count(*) FROM note"), WRITERS);
    database_close(database);
}

Test(company, a_log_lets_who_reads_go_on_beside_who_writes)
{
    static const struct database_schema logged = {.what = "notebook",
                                                  .application_id = 4711,
                                                  .migrations = notes_steps,
                                                  .migration_count = 2,
                                                  .write_ahead = true};
    AUTO_DATABASE struct database *writer = notes_open(&logged, DATABASE_WRITE);
    AUTO_DATABASE struct database *reader = notes_open(&logged, DATABASE_READ);
    cr_assert(database_begin(writer, &notes_err), "%s", notes_err.message);
    notes_run(writer, "INSERT INTO note (words) VALUES ('half')");
    cr_assert_eq(notes_ask(reader, "SELECT count(*) FROM note"), 0);
    cr_assert(database_commit(writer, &notes_err), "%s", notes_err.message);
    cr_assert_eq(notes_ask(reader, "SELECT count(*) FROM note"), 1);
}
