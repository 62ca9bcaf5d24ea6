#include <criterion/criterion.h>
#include <string.h>

#include "base/memory.h"
#include "progress/attempt.h"

/* By hand, and so with nothing that verdict_destroy would have to free. */
static char valgrind_id[] = "valgrind-clean";
static char begins_id[] = "begins";
static char ends_id[] = "ends";
static char title[] = "a title";
static char observed[] = "it\nwent   \x1b[31mon\xff";
static char name[] = "one";
static char sha[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static char file[] = "work.c";
static char severity[] = "error";
static char message[] = "expected ';'";

static struct check_verdict checks[] = {
    {.id = begins_id, .title = title, .stage = STAGE_BEHAVIOUR, .status = STATUS_PASS},
    {.id = ends_id,
     .title = title,
     .stage = STAGE_BEHAVIOUR,
     .status = STATUS_CRASH,
     .observed = observed},
    {.id = valgrind_id, .title = title, .stage = STAGE_MEMORY, .status = STATUS_SKIP},
};

static struct exercise_verdict verdict(enum status status)
{
    return (struct exercise_verdict){.name = name,
                                     .status = status,
                                     .source_sha256 = sha,
                                     .score = {450, 1000},
                                     .checks = checks,
                                     .check_count = 3};
}

Test(attempt, what_is_worth_keeping)
{
    struct exercise_verdict exercise = verdict(STATUS_FAIL);
    cr_assert(attempt_is_worth_keeping(&exercise));
    exercise.status = STATUS_ERROR;
    cr_assert_not(attempt_is_worth_keeping(&exercise));
    exercise.status = STATUS_MISSING;
    cr_assert_not(attempt_is_worth_keeping(&exercise));
    exercise.status = STATUS_PASS;
    exercise.source_sha256 = NULL;
    cr_assert_not(attempt_is_worth_keeping(&exercise));
}

Test(attempt, the_first_failing_check_in_one_line)
{
    struct exercise_verdict exercise = verdict(STATUS_FAIL);
    AUTO_ATTEMPT struct attempt attempt = {0};
    attempt_make(&attempt, &exercise, true);
    cr_assert_str_eq(attempt.exercise, "one");
    cr_assert(attempt.fast);
    cr_assert_eq(attempt.score.earned_hundredths, 450);
    cr_assert_str_eq(attempt.failure_check, "ends");
    cr_assert_str_eq(attempt.failure_line, "it went [31mon\xef\xbf\xbd");
    cr_assert_eq(attempt.check_count, 3);
    cr_assert_eq(attempt_count_passed(&attempt), 1);
    cr_assert_eq(strlen(attempt.id), ATTEMPT_ID_LENGTH);
    cr_assert_gt(attempt.time_ms, 1700000000000);
}

Test(attempt, no_two_have_the_same_id)
{
    struct exercise_verdict exercise = verdict(STATUS_PASS);
    AUTO_ATTEMPT struct attempt one = {0};
    AUTO_ATTEMPT struct attempt two = {0};
    attempt_make(&one, &exercise, false);
    attempt_make(&two, &exercise, false);
    cr_assert_str_neq(one.id, two.id);
    cr_assert_null(one.failure_check);
}

Test(attempt, what_the_compiler_said_first)
{
    struct diagnostic said[] = {
        {.stage = STAGE_BUILD, .file = file, .line = 7, .severity = severity, .message = message}};
    struct exercise_verdict exercise = verdict(STATUS_FAIL);
    exercise.stages[STAGE_BUILD].status = STATUS_FAIL;
    exercise.diagnostics = said;
    exercise.diagnostic_count = 1;
    AUTO_ATTEMPT struct attempt attempt = {0};
    attempt_make(&attempt, &exercise, false);
    cr_assert_str_eq(attempt.failure_check, "build");
    cr_assert_str_eq(attempt.failure_line, "work.c:7: expected ';'");
}

Test(attempt, a_long_sentence_is_cut_at_a_character)
{
    AUTO_FREE char *words = memory_allocate(1001, 1);
    for (size_t i = 0; i + 1 < 1000; i += 2) {
        memcpy(words + i, "\xc3\xa4", 2);
    }
    words[0] = 'x';
    words[1] = 'y';
    struct exercise_verdict exercise = verdict(STATUS_FAIL);
    struct check_verdict failing = checks[1];
    failing.observed = words;
    exercise.checks = &failing;
    exercise.check_count = 1;
    AUTO_ATTEMPT struct attempt attempt = {0};
    attempt_make(&attempt, &exercise, false);
    cr_assert_eq(strlen(attempt.failure_line), ATTEMPT_TEXT_BYTES);
}
