#include "gradebook/record_verdict.h"

#include "base/clock.h"
#include "base/memory.h"
#include "database/statement.h"
#include "gradebook/verdict_summary.h"

static bool insert_checks(struct database *database, int64_t verdict,
                          const struct exercise_summary *exercise, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database,
                           "INSERT INTO verdict_check VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                           err)) {
        return false;
    }
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_summary *check = &exercise->checks[i];
        statement_bind_integer(&statement, 1, verdict);
        statement_bind_integer(&statement, 2, exercise->number);
        statement_bind_integer(&statement, 3, (int64_t)i);
        statement_bind_text(&statement, 4, check->id);
        statement_bind_text(&statement, 5, check->title);
        statement_bind_text(&statement, 6, stage_name(check->stage));
        statement_bind_text(&statement, 7, status_name(check->status));
        statement_bind_integer(&statement, 8, check->weight);
        statement_bind_integer(&statement, 9, check->counts ? 1 : 0);
        if (!statement_run(&statement, err)) {
            return false;
        }
    }
    return true;
}

static bool insert_exercises(struct database *database, int64_t verdict,
                             const struct verdict_summary *summary, struct error *err)
{
    AUTO_STATEMENT struct statement statement = {0};
    if (!statement_prepare(&statement, database,
                           "INSERT INTO verdict_exercise VALUES (?1, ?2, ?3, ?4, ?5, ?6)", err)) {
        return false;
    }
    for (size_t i = 0; i < summary->exercise_count; i++) {
        const struct exercise_summary *exercise = &summary->exercises[i];
        statement_bind_integer(&statement, 1, verdict);
        statement_bind_integer(&statement, 2, exercise->number);
        statement_bind_text(&statement, 3, exercise->name);
        statement_bind_text(&statement, 4, status_name(exercise->status));
        statement_bind_integer(&statement, 5, exercise->score.earned_hundredths);
        statement_bind_integer(&statement, 6, exercise->score.possible_hundredths);
        if (!statement_run(&statement, err) || !insert_checks(database, verdict, exercise, err)) {
            return false;
        }
    }
    return true;
}

/* The rows of an error's verdict, which another is about to replace. */
static bool delete_details(struct database *database, int64_t verdict, struct error *err)
{
    static const char *const deletions[] = {"DELETE FROM verdict_check WHERE verdict = ?1",
                                            "DELETE FROM verdict_exercise WHERE verdict = ?1"};
    for (size_t i = 0; i < sizeof deletions / sizeof deletions[0]; i++) {
        AUTO_STATEMENT struct statement statement = {0};
        if (!statement_prepare(&statement, database, deletions[i], err)) {
            return false;
        }
        statement_bind_integer(&statement, 1, verdict);
        if (!statement_run(&statement, err)) {
            return false;
        }
    }
    return true;
}

bool record_verdict(struct database *database, const char *key, const char *json, struct error *err)
{
    AUTO_VERDICT_SUMMARY struct verdict_summary summary = {0};
    AUTO_FREE char *compact = NULL;
    AUTO_STATEMENT struct statement statement = {0};
    int64_t verdict = 0;
    if (!verdict_summary_read(&summary, json, &compact, err) ||
        !statement_prepare(&statement, database,
                           "INSERT INTO verdict (key, graded_ms, status, earned_hundredths,"
                           " possible_hundredths, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                           " ON CONFLICT (key) DO UPDATE SET graded_ms = ?2, status = ?3,"
                           " earned_hundredths = ?4, possible_hundredths = ?5, json = ?6"
                           " WHERE status = 'error' RETURNING number",
                           err)) {
        return false;
    }
    statement_bind_text(&statement, 1, key);
    statement_bind_integer(&statement, 2, clock_wall_ms());
    statement_bind_text(&statement, 3, status_name(summary.status));
    statement_bind_integer(&statement, 4, summary.score.earned_hundredths);
    statement_bind_integer(&statement, 5, summary.score.possible_hundredths);
    statement_bind_text(&statement, 6, compact);
    return statement_run_for_number(&statement, &verdict, err) &&
           (verdict == 0 || (delete_details(database, verdict, err) &&
                             insert_exercises(database, verdict, &summary, err)));
}
