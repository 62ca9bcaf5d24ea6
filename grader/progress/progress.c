#include "progress/progress.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "database/statement.h"
#include "progress/progress_private.h"
#include "progress/state_folder.h"

static const char *const migrations[] = {
    "CREATE TABLE attempt ("
    "    number INTEGER PRIMARY KEY,"
    "    id TEXT NOT NULL UNIQUE,"
    "    time_ms INTEGER NOT NULL,"
    "    exercise TEXT NOT NULL,"
    "    source_sha256 TEXT NOT NULL,"
    "    status TEXT NOT NULL,"
    "    earned_hundredths INTEGER NOT NULL,"
    "    possible_hundredths INTEGER NOT NULL,"
    "    fast INTEGER NOT NULL,"
    "    duration_ms INTEGER NOT NULL,"
    "    failure_check TEXT,"
    "    failure_title TEXT,"
    "    failure_line TEXT"
    ") STRICT;"
    "CREATE INDEX attempt_by_exercise ON attempt (exercise, time_ms);"
    "CREATE TABLE attempt_check ("
    "    attempt INTEGER NOT NULL REFERENCES attempt (number),"
    "    place INTEGER NOT NULL,"
    "    id TEXT NOT NULL,"
    "    status TEXT NOT NULL,"
    "    PRIMARY KEY (attempt, place)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE hint ("
    "    exercise TEXT NOT NULL,"
    "    level INTEGER NOT NULL,"
    "    time_ms INTEGER NOT NULL,"
    "    PRIMARY KEY (exercise, level)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE reveal ("
    "    exercise TEXT NOT NULL PRIMARY KEY,"
    "    time_ms INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;",
};

static const struct database_schema schema = {
    .what = "record of your progress",
    .application_id = 0x73686d77, /* "shmw" */
    .migrations = migrations,
    .migration_count = sizeof migrations / sizeof migrations[0],
};

static void keep_notice(struct progress *progress, const char *path, const char *set_aside)
{
    if (set_aside != NULL) {
        progress->notice = memory_format(
            "%s was damaged, or no record of progress; it is kept as %s, and a new record begins",
            path, set_aside);
    }
}

bool progress_open(enum progress_access access, struct progress **progress, struct error *err)
{
    *progress = NULL;
    AUTO_FREE char *folder = state_folder_find(err);
    if (folder == NULL || (access == PROGRESS_RECORD && !state_folder_make(folder, err))) {
        return false;
    }
    AUTO_FREE char *path = memory_format("%s/progress.db", folder);
    AUTO_FREE char *set_aside = NULL;
    AUTO_PROGRESS struct progress *opened = memory_allocate(1, sizeof *opened);
    if (!database_open(path, &schema, access == PROGRESS_RECORD ? DATABASE_WRITE : DATABASE_READ,
                       &opened->database, &set_aside, err)) {
        return false;
    }
    keep_notice(opened, path, set_aside);
    *progress = steal_pointer(&opened);
    return true;
}

void progress_close(struct progress *progress)
{
    if (progress != NULL) {
        database_close(progress->database);
        free(progress->notice);
        free(progress);
    }
}

const char *progress_notice(const struct progress *progress)
{
    return progress->notice;
}

static void bind_attempt(struct statement *statement, const struct attempt *attempt)
{
    statement_bind_text(statement, 1, attempt->id);
    statement_bind_integer(statement, 2, attempt->time_ms);
    statement_bind_text(statement, 3, attempt->exercise);
    statement_bind_text(statement, 4, attempt->source_sha256);
    statement_bind_text(statement, 5, status_name(attempt->status));
    statement_bind_integer(statement, 6, attempt->score.earned_hundredths);
    statement_bind_integer(statement, 7, attempt->score.possible_hundredths);
    statement_bind_integer(statement, 8, attempt->fast ? 1 : 0);
    statement_bind_integer(statement, 9, attempt->duration_ms);
    statement_bind_text(statement, 10, attempt->failure_check);
    statement_bind_text(statement, 11, attempt->failure_title);
    statement_bind_text(statement, 12, attempt->failure_line);
}

static bool insert_checks(struct progress *progress, const struct attempt *attempt, int64_t number,
                          struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, progress->database,
                           "INSERT INTO attempt_check VALUES (?1, ?2, ?3, ?4)", err)) {
        return false;
    }
    for (size_t i = 0; i < attempt->check_count; i++) {
        statement_bind_integer(&statement, 1, number);
        statement_bind_integer(&statement, 2, (int64_t)i);
        statement_bind_text(&statement, 3, attempt->checks[i].id);
        statement_bind_text(&statement, 4, status_name(attempt->checks[i].status));
        if (!statement_run(&statement, err)) {
            return false;
        }
    }
    return true;
}

static bool insert_attempt(struct progress *progress, const struct attempt *attempt,
                           struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool is_new = false;
    if (!statement_prepare(&statement, progress->database,
                           "INSERT INTO attempt (id, time_ms, exercise, source_sha256, status,"
                           " earned_hundredths, possible_hundredths, fast, duration_ms,"
                           " failure_check, failure_title, failure_line)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
                           " ON CONFLICT (id) DO NOTHING RETURNING number",
                           err)) {
        return false;
    }
    bind_attempt(&statement, attempt);
    if (!statement_next(&statement, &is_new, err)) {
        return false;
    }
    int64_t number = is_new ? statement_integer(&statement, 0) : 0;
    return statement_run(&statement, err) &&
           (!is_new || insert_checks(progress, attempt, number, err));
}

bool progress_add_attempts(struct progress *progress, const struct attempt *attempts, size_t count,
                           struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!insert_attempt(progress, &attempts[i], err)) {
            return false;
        }
    }
    return true;
}

bool progress_add_hint(struct progress *progress, const char *exercise, unsigned level,
                       int64_t time_ms, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, progress->database,
                           "INSERT INTO hint VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE"
                           " SET time_ms = min(time_ms, excluded.time_ms)",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 1, exercise);
    statement_bind_integer(&statement, 2, level);
    statement_bind_integer(&statement, 3, time_ms);
    return statement_run(&statement, err);
}

bool progress_add_reveal(struct progress *progress, const char *exercise, int64_t time_ms,
                         struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, progress->database,
                           "INSERT INTO reveal VALUES (?1, ?2) ON CONFLICT DO UPDATE"
                           " SET time_ms = min(time_ms, excluded.time_ms)",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 1, exercise);
    statement_bind_integer(&statement, 2, time_ms);
    return statement_run(&statement, err);
}

bool progress_end(struct progress *progress, bool done, struct error *err)
{
    if (!done) {
        database_roll_back(progress->database);
        return false;
    }
    return database_commit(progress->database, err);
}

bool progress_record(struct progress *progress, const struct attempt *attempts, size_t count,
                     struct error *err)
{
    assert(progress->database != NULL);
    return database_begin(progress->database, err) &&
           progress_end(progress, progress_add_attempts(progress, attempts, count, err), err);
}

bool progress_record_hint(struct progress *progress, const char *exercise, unsigned level,
                          int64_t time_ms, struct error *err)
{
    assert(progress->database != NULL && level >= 1 && level <= STANDING_HINTS_MAX);
    return progress_add_hint(progress, exercise, level, time_ms, err);
}

bool progress_record_reveal(struct progress *progress, const char *exercise, int64_t time_ms,
                            struct error *err)
{
    assert(progress->database != NULL);
    return progress_add_reveal(progress, exercise, time_ms, err);
}
