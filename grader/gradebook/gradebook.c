#include "gradebook/gradebook.h"

#include <stdlib.h>

#include "base/memory.h"
#include "gradebook/gradebook_private.h"

static const char *const migrations[] = {
    "CREATE TABLE student ("
    "    number INTEGER PRIMARY KEY,"
    "    id TEXT NOT NULL UNIQUE,"
    "    name TEXT,"
    "    email TEXT,"
    "    login TEXT,"
    "    sis_id TEXT,"
    "    canvas_id TEXT,"
    "    section TEXT"
    ") STRICT;"
    "CREATE TABLE submission ("
    "    number INTEGER PRIMARY KEY,"
    "    student INTEGER NOT NULL REFERENCES student (number),"
    "    sha256 TEXT NOT NULL,"
    "    UNIQUE (student, sha256)"
    ") STRICT;"
    "CREATE TABLE submission_file ("
    "    submission INTEGER NOT NULL REFERENCES submission (number),"
    "    path TEXT NOT NULL,"
    "    bytes BLOB NOT NULL,"
    "    PRIMARY KEY (submission, path)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE attempt ("
    "    number INTEGER PRIMARY KEY,"
    "    submission INTEGER NOT NULL REFERENCES submission (number),"
    "    submitted_ms INTEGER NOT NULL,"
    "    origin TEXT NOT NULL,"
    "    problem TEXT,"
    "    UNIQUE (submission, submitted_ms)"
    ") STRICT;"
    "CREATE TABLE verdict ("
    "    number INTEGER PRIMARY KEY,"
    "    key TEXT NOT NULL UNIQUE,"
    "    graded_ms INTEGER NOT NULL,"
    "    status TEXT NOT NULL,"
    "    earned_hundredths INTEGER NOT NULL,"
    "    possible_hundredths INTEGER NOT NULL,"
    "    json TEXT NOT NULL"
    ") STRICT;"
    "CREATE TABLE verdict_exercise ("
    "    verdict INTEGER NOT NULL REFERENCES verdict (number),"
    "    exercise INTEGER NOT NULL,"
    "    name TEXT NOT NULL,"
    "    status TEXT NOT NULL,"
    "    earned_hundredths INTEGER NOT NULL,"
    "    possible_hundredths INTEGER NOT NULL,"
    "    PRIMARY KEY (verdict, exercise)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE verdict_check ("
    "    verdict INTEGER NOT NULL,"
    "    exercise INTEGER NOT NULL,"
    "    place INTEGER NOT NULL,"
    "    id TEXT NOT NULL,"
    "    title TEXT NOT NULL,"
    "    stage TEXT NOT NULL,"
    "    status TEXT NOT NULL,"
    "    weight INTEGER NOT NULL,"
    "    counts INTEGER NOT NULL,"
    "    PRIMARY KEY (verdict, exercise, place),"
    "    FOREIGN KEY (verdict, exercise) REFERENCES verdict_exercise (verdict, exercise)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE grading ("
    "    number INTEGER PRIMARY KEY,"
    "    submission INTEGER NOT NULL REFERENCES submission (number),"
    "    verdict INTEGER NOT NULL REFERENCES verdict (number),"
    "    time_ms INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX grading_by_submission ON grading (submission, number);",
    /* Decisions of people. The newest about a thing counts, and none is deleted. */
    "CREATE TABLE override ("
    "    number INTEGER PRIMARY KEY,"
    "    student INTEGER NOT NULL REFERENCES student (number),"
    "    exercise TEXT,"
    "    kind TEXT NOT NULL,"
    "    hundredths INTEGER NOT NULL,"
    "    who TEXT NOT NULL,"
    "    why TEXT NOT NULL,"
    "    time_ms INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX override_by_student ON override (student, number);"
    "CREATE TABLE note ("
    "    number INTEGER PRIMARY KEY,"
    "    student INTEGER NOT NULL REFERENCES student (number),"
    "    who TEXT NOT NULL,"
    "    words TEXT NOT NULL,"
    "    time_ms INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX note_by_student ON note (student, number);",
};

static const struct database_schema schema = {
    .what = "gradebook",
    .application_id = 0x73686d67, /* "shmg" */
    .migrations = migrations,
    .migration_count = sizeof migrations / sizeof migrations[0],
    .write_ahead = true,
    .irreplaceable = true,
    .busy_ms =
        60000, /* several may grade one class; what was graded is not to be lost to a slow disk */
};

const char *gradebook_default_path(void)
{
    const char *path = getenv("WORKBOOK_GRADEBOOK");
    return path != NULL && path[0] != '\0' ? path : "gradebook.db";
}

bool gradebook_open(const char *path, enum gradebook_access access, struct gradebook **gradebook,
                    struct error *err)
{
    *gradebook = NULL;
    AUTO_GRADEBOOK struct gradebook *opened = memory_allocate(1, sizeof *opened);
    opened->path = memory_copy_string(path != NULL ? path : gradebook_default_path());
    AUTO_FREE char *set_aside = NULL;
    if (!database_open(opened->path, &schema,
                       access == GRADEBOOK_MAKE ? DATABASE_WRITE : DATABASE_READ, &opened->database,
                       &set_aside, err)) {
        return false;
    }
    if (opened->database == NULL) {
        return error_set(err,
                         "there is no gradebook %s: 'grader batch' makes one, and --gradebook or "
                         "$WORKBOOK_GRADEBOOK says where it is",
                         opened->path);
    }
    *gradebook = steal_pointer(&opened);
    return true;
}

void gradebook_close(struct gradebook *gradebook)
{
    if (gradebook != NULL) {
        database_close(gradebook->database);
        free(gradebook->path);
        free(gradebook);
    }
}

const char *gradebook_path(const struct gradebook *gradebook)
{
    return gradebook->path;
}
