/* Everything that is written about submissions. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "database/statement.h"
#include "gradebook/gradebook_private.h"
#include "gradebook/record_verdict.h"
#include "model/digest.h"

/* Nothing is written for what is known already: recording a class again is then as fast as reading it. */
static bool write_student(struct database *database, const struct gradebook_student *student,
                          struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(
            &statement, database,
            "INSERT INTO student (id, name, email, login, sis_id, canvas_id, section)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
            " ON CONFLICT (id) DO UPDATE SET"
            "  name = coalesce(?2, name), email = coalesce(?3, email),"
            "  login = coalesce(?4, login), sis_id = coalesce(?5, sis_id),"
            "  canvas_id = coalesce(?6, canvas_id), section = coalesce(?7, section)"
            " WHERE coalesce(?2, name) IS NOT name OR coalesce(?3, email) IS NOT email"
            "  OR coalesce(?4, login) IS NOT login OR coalesce(?5, sis_id) IS NOT sis_id"
            "  OR coalesce(?6, canvas_id) IS NOT canvas_id"
            "  OR coalesce(?7, section) IS NOT section",
            err)) {
        return false;
    }
    statement_bind_text(&statement, 1, student->id);
    statement_bind_text(&statement, 2, student->name);
    statement_bind_text(&statement, 3, student->email);
    statement_bind_text(&statement, 4, student->login);
    statement_bind_text(&statement, 5, student->sis_id);
    statement_bind_text(&statement, 6, student->canvas_id);
    statement_bind_text(&statement, 7, student->section);
    return statement_run(&statement, err);
}

static bool find_submission(struct database *database, const struct gradebook_entry *entry,
                            int64_t *submission, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database,
                           "SELECT submission.number FROM submission"
                           " JOIN student ON student.number = submission.student"
                           " WHERE student.id = ?1 AND sha256 = ?2",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 1, entry->student->id);
    statement_bind_text(&statement, 2, entry->content_sha256);
    return statement_run_for_number(&statement, submission, err);
}

static bool insert_submission(struct database *database, const struct gradebook_entry *entry,
                              int64_t *submission, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database,
                           "INSERT INTO submission (student, sha256)"
                           " SELECT number, ?2 FROM student WHERE id = ?1 RETURNING number",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 1, entry->student->id);
    statement_bind_text(&statement, 2, entry->content_sha256);
    return statement_run_for_number(&statement, submission, err);
}

static bool insert_files(struct database *database, const struct gradebook_entry *entry,
                         int64_t submission, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database, "INSERT INTO submission_file VALUES (?1, ?2, ?3)",
                           err)) {
        return false;
    }
    for (size_t i = 0; i < entry->file_count; i++) {
        statement_bind_integer(&statement, 1, submission);
        statement_bind_text(&statement, 2, entry->files[i].path);
        statement_bind_bytes(&statement, 3, entry->files[i].bytes, entry->files[i].length);
        if (!statement_run(&statement, err)) {
            return false;
        }
    }
    return true;
}

static bool write_submission(struct database *database, const struct gradebook_entry *entry,
                             int64_t *submission, struct error *err)
{
    if (!find_submission(database, entry, submission, err)) {
        return false;
    }
    return *submission != 0 || (insert_submission(database, entry, submission, err) &&
                                insert_files(database, entry, *submission, err));
}

/* A time that becomes known, by a roster, is that of the attempt that was there without one. */
static bool date_attempt(struct database *database, const struct gradebook_entry *entry,
                         int64_t submission, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database,
                           "UPDATE OR IGNORE attempt SET submitted_ms = ?2"
                           " WHERE submission = ?1 AND submitted_ms = ?3 AND ?2 <> ?3",
                           err)) {
        return false;
    }
    statement_bind_integer(&statement, 1, submission);
    statement_bind_integer(&statement, 2, entry->submitted_ms);
    statement_bind_integer(&statement, 3, GRADEBOOK_TIME_UNKNOWN);
    return statement_run(&statement, err);
}

/* What comes again without a time is the latest attempt with these files. */
static bool write_attempt(struct database *database, const struct gradebook_entry *entry,
                          int64_t submission, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database,
                           "INSERT INTO attempt (submission, submitted_ms, origin, problem)"
                           " VALUES (?1, iif(?2 <> ?5, ?2, coalesce((SELECT max(submitted_ms)"
                           " FROM attempt WHERE submission = ?1), ?5)), ?3, ?4)"
                           " ON CONFLICT (submission, submitted_ms) DO UPDATE"
                           " SET origin = ?3, problem = ?4"
                           " WHERE origin IS NOT ?3 OR problem IS NOT ?4",
                           err)) {
        return false;
    }
    statement_bind_integer(&statement, 1, submission);
    statement_bind_integer(&statement, 2, entry->submitted_ms);
    statement_bind_text(&statement, 3, entry->origin);
    statement_bind_text(&statement, 4, entry->problem);
    statement_bind_integer(&statement, 5, GRADEBOOK_TIME_UNKNOWN);
    return statement_run(&statement, err);
}

static bool find_verdict(struct database *database, const char *key, int64_t *verdict,
                         struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database, "SELECT number FROM verdict WHERE key = ?1",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 1, key);
    return statement_run_for_number(&statement, verdict, err) &&
           (*verdict != 0 || error_set(err, "the gradebook has no verdict %s", key));
}

static bool write_grading(struct database *database, int64_t submission, int64_t verdict,
                          struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database,
                           "INSERT INTO grading (submission, verdict, time_ms) SELECT ?1, ?2, ?3"
                           " WHERE ?2 IS NOT (SELECT verdict FROM grading WHERE submission = ?1"
                           "                  ORDER BY number DESC LIMIT 1)",
                           err)) {
        return false;
    }
    statement_bind_integer(&statement, 1, submission);
    statement_bind_integer(&statement, 2, verdict);
    statement_bind_integer(&statement, 3, clock_wall_ms());
    return statement_run(&statement, err);
}

/* The verdict, when it is new, and that it counts from now on. */
static bool write_judgement(struct database *database, int64_t submission, const char *key,
                            const char *json, struct error *err)
{
    int64_t verdict = 0;
    return (json == NULL || record_verdict(database, key, json, err)) &&
           find_verdict(database, key, &verdict, err) &&
           write_grading(database, submission, verdict, err);
}

static bool write_entry(struct database *database, const struct gradebook_entry *entry,
                        struct error *err)
{
    int64_t submission = 0;
    if (!write_student(database, entry->student, err) ||
        !write_submission(database, entry, &submission, err) ||
        !date_attempt(database, entry, submission, err) ||
        !write_attempt(database, entry, submission, err)) {
        return false;
    }
    return entry->key == NULL ||
           write_judgement(database, submission, entry->key, entry->json, err);
}

bool gradebook_record(struct gradebook *gradebook, const struct gradebook_entry *entry,
                      struct error *err)
{
    assert(strlen(entry->content_sha256) == GRADEBOOK_HASH_LENGTH);
    assert(entry->key == NULL || strlen(entry->key) == GRADEBOOK_HASH_LENGTH);
    assert(entry->key != NULL || entry->json == NULL);
    if (!database_begin(gradebook->database, err)) {
        return false;
    }
    if (!write_entry(gradebook->database, entry, err)) {
        database_roll_back(gradebook->database);
        return false;
    }
    return database_commit(gradebook->database, err);
}

bool gradebook_record_grading(struct gradebook *gradebook, int64_t submission, const char *key,
                              const char *json, struct error *err)
{
    assert(strlen(key) == GRADEBOOK_HASH_LENGTH);
    if (!database_begin(gradebook->database, err)) {
        return false;
    }
    if (!write_judgement(gradebook->database, submission, key, json, err)) {
        database_roll_back(gradebook->database);
        return false;
    }
    return database_commit(gradebook->database, err);
}

/* Each file is hashed with its path; the sorted hashes are hashed again. */
static int by_digits(const void *left, const void *right)
{
    return strcmp(left, right);
}

void gradebook_digest_files(const struct gradebook_file *files, size_t count,
                            char digits[GRADEBOOK_HASH_LENGTH + 1])
{
    AUTO_FREE char(*each)[DIGEST_LENGTH + 1] = memory_allocate(count + 1, sizeof *each);
    for (size_t i = 0; i < count; i++) {
        AUTO_TEXT struct text file = {0};
        text_append(&file, files[i].path);
        text_append_bytes(&file, "", 1);
        text_append_bytes(&file, files[i].bytes, files[i].length);
        digest_make(text_string(&file), file.length, each[i]);
    }
    qsort(each, count, sizeof *each, by_digits);
    AUTO_TEXT struct text all = {0};
    for (size_t i = 0; i < count; i++) {
        text_append(&all, each[i]);
    }
    digest_make(text_string(&all), all.length, digits);
}

bool gradebook_record_student(struct gradebook *gradebook, const struct gradebook_student *student,
                              struct error *err)
{
    return write_student(gradebook->database, student, err);
}

bool gradebook_has_verdict(struct gradebook *gradebook, const char *key, bool *known,
                           struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, gradebook->database,
                           "SELECT 1 FROM verdict WHERE key = ?1 AND status <> 'error'", err)) {
        return false;
    }
    statement_bind_text(&statement, 1, key);
    return statement_next(&statement, known, err);
}
