#include <assert.h>

#include "database/statement.h"
#include "progress/progress_private.h"

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

static bool insert_attempt(struct progress *progress, const struct attempt *attempt, size_t *fresh,
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
    *fresh += is_new ? 1 : 0;
    int64_t number = is_new ? statement_integer(&statement, 0) : 0;
    return statement_run(&statement, err) &&
           (!is_new || insert_checks(progress, attempt, number, err));
}

static bool insert_attempts(struct progress *progress, const struct attempt *attempts, size_t count,
                            size_t *fresh, struct error *err)
{
    *fresh = 0;
    for (size_t i = 0; i < count; i++) {
        if (!insert_attempt(progress, &attempts[i], fresh, err)) {
            return false;
        }
    }
    return true;
}

static bool insert_help(struct progress *progress, const char *sql, const char *exercise,
                        unsigned level, int64_t time_ms, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, progress->database, sql, err)) {
        return false;
    }
    statement_bind_text(&statement, 1, exercise);
    statement_bind_integer(&statement, 2, time_ms);
    if (level > 0) {
        statement_bind_integer(&statement, 3, level);
    }
    return statement_run(&statement, err);
}

bool progress_record_hint(struct progress *progress, const char *exercise, unsigned level,
                          int64_t time_ms, struct error *err)
{
    assert(progress->database != NULL && level >= 1 && level <= STANDING_HINTS_MAX);
    return insert_help(progress,
                       "INSERT INTO hint (exercise, time_ms, level) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT DO UPDATE SET time_ms = min(time_ms, excluded.time_ms)",
                       exercise, level, time_ms, err);
}

bool progress_record_reveal(struct progress *progress, const char *exercise, int64_t time_ms,
                            struct error *err)
{
    assert(progress->database != NULL);
    return insert_help(progress,
                       "INSERT INTO reveal (exercise, time_ms) VALUES (?1, ?2)"
                       " ON CONFLICT DO UPDATE SET time_ms = min(time_ms, excluded.time_ms)",
                       exercise, 0, time_ms, err);
}

static bool record_helps(struct progress *progress, const struct helps *helps, struct error *err)
{
    for (size_t i = 0; i < helps->count; i++) {
        const struct help *help = &helps->items[i];
        bool done =
            help->level > 0
                ? progress_record_hint(progress, help->exercise, help->level, help->time_ms, err)
                : progress_record_reveal(progress, help->exercise, help->time_ms, err);
        if (!done) {
            return false;
        }
    }
    return true;
}

bool progress_merge(struct progress *progress, const struct attempts *attempts,
                    const struct helps *helps, size_t *fresh, struct error *err)
{
    assert(progress->database != NULL);
    if (!database_begin(progress->database, err)) {
        return false;
    }
    if (!insert_attempts(progress, attempts->items, attempts->count, fresh, err) ||
        !record_helps(progress, helps, err)) {
        database_roll_back(progress->database);
        return false;
    }
    return database_commit(progress->database, err);
}

bool progress_record(struct progress *progress, const struct attempt *attempts, size_t count,
                     struct error *err)
{
    assert(progress->database != NULL);
    size_t fresh = 0;
    if (!database_begin(progress->database, err)) {
        return false;
    }
    if (!insert_attempts(progress, attempts, count, &fresh, err)) {
        database_roll_back(progress->database);
        return false;
    }
    return database_commit(progress->database, err);
}
