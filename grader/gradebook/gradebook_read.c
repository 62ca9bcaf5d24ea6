#include "gradebook/gradebook_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "gradebook/gradebook_private.h"

static enum status read_status(const struct statement *row, int column)
{
    enum status status = STATUS_ERROR;
    (void)status_from_name(statement_text(row, column), &status);
    return status;
}

static struct score read_score(const struct statement *row, int column)
{
    return (struct score){.earned_hundredths = statement_integer(row, column),
                          .possible_hundredths = statement_integer(row, column + 1)};
}

bool gradebook_attempt_is_judged(const struct gradebook_attempt *attempt)
{
    return attempt->verdict != 0 && attempt->summary.status != STATUS_ERROR;
}

static void attempt_finish(struct gradebook_attempt *attempt)
{
    verdict_summary_finish(&attempt->summary);
    free(attempt->content_sha256);
    free(attempt->origin);
    free(attempt->problem);
    free(attempt->key);
}

void gradebook_record_finish(struct gradebook_record *record)
{
    for (size_t i = 0; i < record->attempt_count; i++) {
        attempt_finish(&record->attempts[i]);
    }
    for (size_t i = 0; i < record->override_count; i++) {
        free(record->overrides[i].exercise);
        free(record->overrides[i].who);
        free(record->overrides[i].why);
    }
    for (size_t i = 0; i < record->note_count; i++) {
        free(record->notes[i].who);
        free(record->notes[i].words);
    }
    for (size_t i = 0; i < sizeof record->owned / sizeof record->owned[0]; i++) {
        free(record->owned[i]);
    }
    free(record->attempts);
    free(record->overrides);
    free(record->notes);
    *record = (struct gradebook_record){0};
}

static void take_student(const struct statement *row, void *into)
{
    struct gradebook_record *record = into;
    for (int i = 0; i < (int)(sizeof record->owned / sizeof record->owned[0]); i++) {
        record->owned[i] = gradebook_copy_column(row, i);
    }
    record->student = (struct gradebook_student){
        .id = record->owned[0],
        .name = record->owned[1],
        .email = record->owned[2],
        .login = record->owned[3],
        .sis_id = record->owned[4],
        .canvas_id = record->owned[5],
        .section = record->owned[6],
    };
}

static void take_attempt(const struct statement *row, void *into)
{
    struct gradebook_record *record = into;
    struct gradebook_attempt *attempt = memory_append(&record->attempts, &record->attempt_count);
    attempt->number = statement_integer(row, 0);
    attempt->submission = statement_integer(row, 1);
    attempt->submitted_ms = statement_integer(row, 2);
    attempt->content_sha256 = gradebook_copy_column(row, 3);
    attempt->origin = gradebook_copy_column(row, 4);
    attempt->problem = gradebook_copy_column(row, 5);
    attempt->verdict = statement_integer(row, 6);
    attempt->key = gradebook_copy_column(row, 7);
    attempt->graded_ms = statement_integer(row, 8);
    attempt->summary.status = attempt->verdict != 0 ? read_status(row, 9) : STATUS_ERROR;
    attempt->summary.score = read_score(row, 10);
}

static void take_override(const struct statement *row, void *into)
{
    struct gradebook_record *record = into;
    struct gradebook_override *override =
        memory_append(&record->overrides, &record->override_count);
    override->exercise = gradebook_copy_column(row, 0);
    for (int kind = OVERRIDE_POINTS; kind <= OVERRIDE_WITHDRAWN; kind++) {
        if (strcmp(statement_text(row, 1), override_kind_name((enum override_kind)kind)) == 0) {
            override->kind = (enum override_kind)kind;
        }
    }
    override->hundredths = statement_integer(row, 2);
    override->who = gradebook_copy_column(row, 3);
    override->why = gradebook_copy_column(row, 4);
    override->time_ms = statement_integer(row, 5);
}

static void take_note(const struct statement *row, void *into)
{
    struct gradebook_record *record = into;
    struct gradebook_note *note = memory_append(&record->notes, &record->note_count);
    note->who = gradebook_copy_column(row, 0);
    note->words = gradebook_copy_column(row, 1);
    note->time_ms = statement_integer(row, 2);
}

static void take_exercise(const struct statement *row, void *into)
{
    struct verdict_summary *summary = into;
    struct exercise_summary *exercise =
        memory_append(&summary->exercises, &summary->exercise_count);
    exercise->number = (unsigned)statement_integer(row, 0);
    exercise->name = gradebook_copy_column(row, 1);
    exercise->status = read_status(row, 2);
    exercise->score = read_score(row, 3);
}

static void take_check(const struct statement *row, void *into)
{
    struct verdict_summary *summary = into;
    for (size_t i = 0; i < summary->exercise_count; i++) {
        struct exercise_summary *exercise = &summary->exercises[i];
        if (exercise->number == statement_integer(row, 0)) {
            struct check_summary *check = memory_append(&exercise->checks, &exercise->check_count);
            check->id = gradebook_copy_column(row, 1);
            check->title = gradebook_copy_column(row, 2);
            (void)stage_from_name(statement_text(row, 3), &check->stage);
            check->status = read_status(row, 4);
            check->weight = (unsigned)statement_integer(row, 5);
            check->counts = statement_integer(row, 6) != 0;
        }
    }
}

static bool read_summary(struct gradebook *gradebook, struct gradebook_attempt *attempt,
                         struct error *err)
{
    const struct row_key verdict = {.number = attempt->verdict};
    return attempt->verdict == 0 ||
           (gradebook_read_rows(
                gradebook,
                "SELECT exercise, name, status, earned_hundredths, possible_hundredths"
                " FROM verdict_exercise WHERE verdict = ?1 ORDER BY exercise",
                &verdict, take_exercise, &attempt->summary, err) &&
            gradebook_read_rows(gradebook,
                                "SELECT exercise, id, title, stage, status, weight, counts"
                                " FROM verdict_check WHERE verdict = ?1 ORDER BY exercise, place",
                                &verdict, take_check, &attempt->summary, err));
}

static const char attempts_sql[] =
    "SELECT attempt.number, attempt.submission, submitted_ms, sha256, origin, problem,"
    " verdict.number, key, graded_ms, status, earned_hundredths, possible_hundredths"
    " FROM student"
    " JOIN submission ON submission.student = student.number"
    " JOIN attempt ON attempt.submission = submission.number"
    " LEFT JOIN verdict ON verdict.number ="
    "  (SELECT verdict FROM grading WHERE grading.submission = submission.number"
    "   ORDER BY grading.number DESC LIMIT 1)"
    " WHERE student.id = ?1 ORDER BY submitted_ms, attempt.number";

static bool read_decisions(struct gradebook *gradebook, const struct row_key *student,
                           struct gradebook_record *record, struct error *err)
{
    return gradebook_read_rows(
               gradebook,
               "SELECT exercise, kind, hundredths, who, why, time_ms FROM override"
               " WHERE student = (SELECT number FROM student WHERE id = ?1) ORDER BY number",
               student, take_override, record, err) &&
           gradebook_read_rows(
               gradebook,
               "SELECT who, words, time_ms FROM note"
               " WHERE student = (SELECT number FROM student WHERE id = ?1) ORDER BY number",
               student, take_note, record, err);
}

static bool read_all(struct gradebook *gradebook, const char *id, struct gradebook_record *record,
                     struct error *err)
{
    const struct row_key student = {.text = id};
    if (!gradebook_read_rows(gradebook,
                             "SELECT id, name, email, login, sis_id, canvas_id, section"
                             " FROM student WHERE id = ?1",
                             &student, take_student, record, err)) {
        return false;
    }
    if (record->student.id == NULL) {
        return error_set(err, "%s has no student '%s'", gradebook->path, id);
    }
    if (!gradebook_read_rows(gradebook, attempts_sql, &student, take_attempt, record, err) ||
        !read_decisions(gradebook, &student, record, err)) {
        return false;
    }
    for (size_t i = 0; i < record->attempt_count; i++) {
        if (!read_summary(gradebook, &record->attempts[i], err)) {
            return false;
        }
    }
    return true;
}

bool gradebook_read_student(struct gradebook *gradebook, const char *id,
                            struct gradebook_record *record, struct error *err)
{
    *record = (struct gradebook_record){0};
    AUTO_GRADEBOOK_RECORD struct gradebook_record read = {0};
    if (!read_all(gradebook, id, &read, err)) {
        return false;
    }
    *record = read;
    read = (struct gradebook_record){0};
    return true;
}

const char *override_kind_name(enum override_kind kind)
{
    static const char *const names[] = {[OVERRIDE_POINTS] = "points",
                                        [OVERRIDE_EXCUSED] = "excused",
                                        [OVERRIDE_WITHDRAWN] = "withdrawn"};
    return names[kind];
}

static bool same_or_both_null(const char *one, const char *other)
{
    return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

const struct gradebook_override *gradebook_find_override(const struct gradebook_record *record,
                                                         const char *exercise)
{
    for (size_t i = record->override_count; i-- > 0;) {
        const struct gradebook_override *override = &record->overrides[i];
        if (same_or_both_null(override->exercise, exercise)) {
            return override->kind != OVERRIDE_WITHDRAWN ? override : NULL;
        }
    }
    return NULL;
}
