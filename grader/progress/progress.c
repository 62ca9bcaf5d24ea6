#include "progress/progress.h"

#include <stdlib.h>

#include "base/memory.h"
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
    /* A standing is read from these alone, however many attempts there are. */
    "CREATE INDEX attempt_failed ON attempt (exercise, source_sha256, status)"
    "    WHERE status <> 'pass';"
    "CREATE INDEX attempt_passed ON attempt (exercise, time_ms, fast, status)"
    "    WHERE status = 'pass';"
    "CREATE INDEX attempt_best ON attempt (exercise,"
    "    earned_hundredths * 1.0 / max(possible_hundredths, 1) DESC, time_ms);",
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
