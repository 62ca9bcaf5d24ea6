#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "database/statement.h"
#include "progress/progress_private.h"

static const char attempt_columns[] =
    "number, id, time_ms, exercise, source_sha256, status, earned_hundredths, possible_hundredths,"
    " fast, duration_ms, failure_check, failure_title, failure_line";

static void copy_digits(char *to, size_t room, const char *from)
{
    size_t length = strnlen(from, room - 1);
    memcpy(to, from, length);
    to[length] = '\0';
}

static enum status read_status(const struct statement *statement, int column)
{
    enum status status = STATUS_SKIP;
    (void)status_from_name(statement_text(statement, column), &status);
    return status;
}

static char *read_optional(const struct statement *statement, int column)
{
    return statement_is_null(statement, column)
               ? NULL
               : memory_copy_string(statement_text(statement, column));
}

static bool read_checks(struct progress *progress, int64_t number, struct attempt *attempt,
                        struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, progress->database,
                           "SELECT id, status FROM attempt_check WHERE attempt = ?1 ORDER BY place",
                           err)) {
        return false;
    }
    statement_bind_integer(&statement, 1, number);
    for (bool row = true; row;) {
        if (!statement_next(&statement, &row, err)) {
            return false;
        }
        if (row) {
            attempt_append_check(attempt, statement_text(&statement, 0),
                                 read_status(&statement, 1));
        }
    }
    return true;
}

/* Of the present row, which begins with attempt_columns. */
static bool read_attempt(struct progress *progress, const struct statement *row,
                         struct attempt *attempt, struct error *err)
{
    *attempt = (struct attempt){
        .time_ms = statement_integer(row, 2),
        .exercise = memory_copy_string(statement_text(row, 3)),
        .status = read_status(row, 5),
        .score = {.earned_hundredths = statement_integer(row, 6),
                  .possible_hundredths = statement_integer(row, 7)},
        .fast = statement_integer(row, 8) != 0,
        .duration_ms = statement_integer(row, 9),
        .failure_check = read_optional(row, 10),
        .failure_title = read_optional(row, 11),
        .failure_line = read_optional(row, 12),
    };
    copy_digits(attempt->id, sizeof attempt->id, statement_text(row, 1));
    copy_digits(attempt->source_sha256, sizeof attempt->source_sha256, statement_text(row, 4));
    return read_checks(progress, statement_integer(row, 0), attempt, err);
}

void attempts_finish(struct attempts *attempts)
{
    for (size_t i = 0; i < attempts->count; i++) {
        attempt_finish(&attempts->items[i]);
    }
    free(attempts->items);
    *attempts = (struct attempts){0};
}

bool progress_read_attempts(struct progress *progress, const char *exercise,
                            struct attempts *attempts, struct error *err)
{
    *attempts = (struct attempts){0};
    if (progress->database == NULL) {
        return true;
    }
    AUTO_FREE char *sql = memory_format("SELECT %s FROM attempt WHERE ?1 IS NULL OR exercise = ?1"
                                        " ORDER BY time_ms, id",
                                        attempt_columns);
    AUTO_STATEMENT struct statement statement = {0};
    AUTO_ATTEMPTS struct attempts read = {0};
    if (!statement_prepare(&statement, progress->database, sql, err)) {
        return false;
    }
    statement_bind_text(&statement, 1, exercise);
    for (bool row = true; row;) {
        if (!statement_next(&statement, &row, err) ||
            (row &&
             !read_attempt(progress, &statement, memory_append(&read.items, &read.count), err))) {
            return false;
        }
    }
    *attempts = read;
    read = (struct attempts){0};
    return true;
}

void helps_finish(struct helps *helps)
{
    for (size_t i = 0; i < helps->count; i++) {
        free(helps->items[i].exercise);
    }
    free(helps->items);
    *helps = (struct helps){0};
}

bool progress_read_helps(struct progress *progress, struct helps *helps, struct error *err)
{
    *helps = (struct helps){0};
    AUTO_STATEMENT struct statement statement = {0};
    AUTO_HELPS struct helps read = {0};
    if (progress->database == NULL) {
        return true;
    }
    if (!statement_prepare(&statement, progress->database,
                           "SELECT exercise, level, time_ms FROM hint UNION ALL"
                           " SELECT exercise, 0, time_ms FROM reveal ORDER BY 1, 2",
                           err)) {
        return false;
    }
    for (bool row = true; row;) {
        if (!statement_next(&statement, &row, err)) {
            return false;
        }
        if (row) {
            *memory_append(&read.items, &read.count) = (struct help){
                .exercise = memory_copy_string(statement_text(&statement, 0)),
                .level = (unsigned)statement_integer(&statement, 1),
                .time_ms = statement_integer(&statement, 2),
            };
        }
    }
    *helps = read;
    read = (struct helps){0};
    return true;
}

/* More failed versions than may matter are not counted: a count reads them all. */
static const char sums_query[] =
    "SELECT count(*),"
    " (SELECT count(*) FROM (SELECT DISTINCT source_sha256 FROM attempt"
    "   WHERE exercise = ?1 AND status <> 'pass' LIMIT %d)),"
    " (SELECT min(time_ms) FROM attempt INDEXED BY attempt_passed"
    "   WHERE exercise = ?1 AND status = 'pass' AND fast = 0),"
    " (SELECT min(time_ms) FROM attempt INDEXED BY attempt_passed"
    "   WHERE exercise = ?1 AND status = 'pass')"
    " FROM attempt WHERE exercise = ?1";

/* Counts, and the times of the first passes. */
static bool read_sums(struct progress *progress, struct standing *standing, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    AUTO_FREE char *sql = memory_format(sums_query, STANDING_FAILURES_DUE);
    if (!statement_prepare(&statement, progress->database, sql, err)) {
        return false;
    }
    statement_bind_text(&statement, 1, standing->exercise);
    if (!statement_next(&statement, &row, err)) {
        return false;
    }
    standing->attempts = (uint64_t)statement_integer(&statement, 0);
    standing->failed = (uint64_t)statement_integer(&statement, 1);
    standing->passed_ms = statement_integer(&statement, 2);
    standing->passed_fast_ms = statement_integer(&statement, 3);
    return true;
}

/* The best by what could be reached then: an exercise's points may change from version to version. */
static bool read_best(struct progress *progress, struct standing *standing, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    if (!statement_prepare(&statement, progress->database,
                           "SELECT earned_hundredths, possible_hundredths FROM attempt"
                           " WHERE exercise = ?1 ORDER BY"
                           " earned_hundredths * 1.0 / max(possible_hundredths, 1) DESC, time_ms"
                           " LIMIT 1",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 1, standing->exercise);
    if (!statement_next(&statement, &row, err)) {
        return false;
    }
    if (row) {
        standing->best.earned_hundredths = statement_integer(&statement, 0);
        standing->best.possible_hundredths = statement_integer(&statement, 1);
    }
    return true;
}

static bool read_last(struct progress *progress, struct standing *standing, struct error *err)
{
    AUTO_FREE char *sql = memory_format("SELECT %s FROM attempt WHERE exercise = ?1"
                                        " ORDER BY time_ms DESC, number DESC LIMIT 1",
                                        attempt_columns);
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    if (!statement_prepare(&statement, progress->database, sql, err)) {
        return false;
    }
    statement_bind_text(&statement, 1, standing->exercise);
    return statement_next(&statement, &row, err) &&
           (!row || read_attempt(progress, &statement, &standing->last, err));
}

static bool read_help(struct progress *progress, struct standing *standing, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, progress->database,
                           "SELECT level, time_ms FROM hint WHERE exercise = ?1"
                           " UNION ALL SELECT 0, time_ms FROM reveal WHERE exercise = ?1",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 1, standing->exercise);
    for (bool row = true; row;) {
        if (!statement_next(&statement, &row, err)) {
            return false;
        }
        int64_t level = row ? statement_integer(&statement, 0) : -1;
        if (level == 0) {
            standing->revealed_ms = statement_integer(&statement, 1);
        } else if (level >= 1 && level <= STANDING_HINTS_MAX) {
            standing->hint_ms[level] = statement_integer(&statement, 1);
        }
    }
    return true;
}

bool progress_read_standing(struct progress *progress, const char *exercise,
                            struct standing *standing, struct error *err)
{
    *standing = (struct standing){.exercise = memory_copy_string(exercise)};
    if (progress->database == NULL) {
        return true;
    }
    /* One state of the record, and one lock. */
    bool read = database_begin_reading(progress->database, err) &&
                read_sums(progress, standing, err) && read_best(progress, standing, err) &&
                read_last(progress, standing, err) && read_help(progress, standing, err);
    database_roll_back(progress->database);
    if (!read) {
        standing_finish(standing);
    }
    return read;
}
