#include <criterion/criterion.h>
#include <unistd.h>

#include "base/file.h"
#include "state.h"

TestSuite(progress, .init = state_make, .fini = state_remove);

static struct standing read_standing(struct progress *progress, const char *exercise)
{
    struct standing standing;
    cr_assert(progress_read_standing(progress, exercise, &standing, &state_err), "%s",
              state_err.message);
    return standing;
}

Test(progress, to_look_makes_nothing)
{
    struct progress *progress = state_open(PROGRESS_LOOK);
    struct standing standing = read_standing(progress, "one");
    cr_assert_str_eq(standing.exercise, "one");
    cr_assert_eq(standing.attempts, 0);
    cr_assert_eq(standing.last.time_ms, 0);
    standing_finish(&standing);
    struct attempts attempts;
    cr_assert(progress_read_attempts(progress, NULL, &attempts, &state_err));
    cr_assert_eq(attempts.count, 0);
    progress_close(progress);
    AUTO_FREE char *file = memory_format("%s/progress.db", state_folder);
    cr_assert_neq(access(file, F_OK), 0);
}

Test(progress, an_attempt_comes_back_as_it_was)
{
    struct progress *progress = state_open(PROGRESS_RECORD);
    state_record(progress, state_attempt("one", 1000, 'a', false));
    progress_close(progress);
    progress = state_open(PROGRESS_LOOK);
    AUTO_ATTEMPTS struct attempts attempts = {0};
    cr_assert(progress_read_attempts(progress, "one", &attempts, &state_err));
    cr_assert_eq(attempts.count, 1);
    const struct attempt *attempt = &attempts.items[0];
    cr_assert_eq(strlen(attempt->id), ATTEMPT_ID_LENGTH);
    cr_assert_eq(attempt->time_ms, 1000);
    cr_assert_eq(attempt->status, STATUS_FAIL);
    cr_assert_eq(attempt->score.earned_hundredths, 450);
    cr_assert_eq(attempt->duration_ms, 1234);
    cr_assert_not(attempt->fast);
    cr_assert_str_eq(attempt->failure_check, "ends");
    cr_assert_str_eq(attempt->failure_title, "ends as promised");
    cr_assert_str_eq(attempt->failure_line, "it went on");
    cr_assert_eq(attempt->check_count, 2);
    cr_assert_str_eq(attempt->checks[1].id, "ends");
    cr_assert_eq(attempt->checks[1].status, STATUS_CRASH);
    progress_close(progress);
}

Test(progress, standing_of_several_attempts)
{
    struct progress *progress = state_open(PROGRESS_RECORD);
    state_record(progress, state_attempt("one", 1000, 'a', false));
    state_record(progress, state_attempt("one", 2000, 'a', false));
    state_record(progress, state_attempt("one", 3000, 'b', false));
    state_record(progress, state_attempt("two", 3500, 'c', false));
    struct attempt fast = state_attempt("one", 4000, 'd', true);
    fast.fast = true;
    state_record(progress, fast);
    struct standing standing = read_standing(progress, "one");
    cr_assert_eq(standing.attempts, 4);
    cr_assert_eq(standing.failed, 2, "the same source twice is one failed version");
    cr_assert_eq(standing.passed_ms, 0);
    cr_assert_eq(standing.passed_fast_ms, 4000);
    standing_finish(&standing);

    state_record(progress, state_attempt("one", 5000, 'd', true));
    for (int i = 0; i < 4; i++) {
        state_record(progress, state_attempt("one", 5001 + i, (char)('0' + i), false));
    }
    state_record(progress, state_attempt("one", 6000, 'e', false));
    standing = read_standing(progress, "one");
    cr_assert_eq(standing.passed_ms, 5000);
    cr_assert_eq(standing.best.earned_hundredths, 1000);
    cr_assert_eq(standing.last.time_ms, 6000);
    cr_assert_str_eq(standing.last.failure_line, "it went on");
    cr_assert_eq(standing.last.check_count, 2);
    cr_assert_eq(standing.failed, STANDING_FAILURES_DUE, "no more are counted than matter");
    standing_finish(&standing);
    progress_close(progress);
}

Test(progress, the_first_time_of_help_counts)
{
    struct progress *progress = state_open(PROGRESS_RECORD);
    cr_assert(progress_record_hint(progress, "one", 2, 500, &state_err));
    cr_assert(progress_record_hint(progress, "one", 2, 900, &state_err));
    cr_assert(progress_record_hint(progress, "one", 3, 800, &state_err));
    cr_assert(progress_record_reveal(progress, "one", 700, &state_err));
    cr_assert(progress_record_reveal(progress, "one", 600, &state_err));
    struct standing standing = read_standing(progress, "one");
    cr_assert_eq(standing.hint_ms[1], 0);
    cr_assert_eq(standing.hint_ms[2], 500);
    cr_assert_eq(standing.hint_ms[3], 800);
    cr_assert_eq(standing.revealed_ms, 600);
    standing_finish(&standing);
    standing = read_standing(progress, "two");
    cr_assert_eq(standing.hint_ms[2], 0);
    standing_finish(&standing);
    progress_close(progress);
}

Test(progress, an_attempt_is_kept_once)
{
    struct progress *progress = state_open(PROGRESS_RECORD);
    struct attempt twice[2] = {state_attempt("one", 1000, 'a', false),
                               state_attempt("one", 2000, 'b', false)};
    strcpy(twice[1].id, twice[0].id);
    cr_assert(progress_record(progress, twice, 2, &state_err), "%s", state_err.message);
    cr_assert(progress_record(progress, twice, 2, &state_err), "%s", state_err.message);
    AUTO_ATTEMPTS struct attempts attempts = {0};
    cr_assert(progress_read_attempts(progress, NULL, &attempts, &state_err));
    cr_assert_eq(attempts.count, 1);
    cr_assert_eq(attempts.items[0].time_ms, 1000);
    cr_assert_eq(attempts.items[0].check_count, 2);
    attempt_finish(&twice[0]);
    attempt_finish(&twice[1]);
    progress_close(progress);
}

Test(progress, a_damaged_record_is_set_aside_and_told)
{
    AUTO_FREE char *file = memory_format("%s/progress.db", state_folder);
    cr_assert(file_write_atomic(file, "not at all", 10, &state_err));
    struct progress *progress = state_open(PROGRESS_LOOK);
    cr_assert_not_null(progress_notice(progress));
    cr_assert_not_null(strstr(progress_notice(progress), "it is kept as "));
    progress_close(progress);
    progress = state_open(PROGRESS_LOOK);
    cr_assert_null(progress_notice(progress));
    progress_close(progress);
}

Test(progress, without_a_folder_there_is_a_sentence)
{
    setenv("WORKBOOK_STATE", "/proc/nowhere", 1);
    struct progress *progress = NULL;
    cr_assert_not(progress_open(PROGRESS_RECORD, &progress, &state_err));
    cr_assert_not_null(strstr(state_err.message, "/proc/nowhere"), "%s", state_err.message);
}
