#include <criterion/criterion.h>

#include "model/verdict.h"

/* A string constant for a field that is not const, because its owner frees it elsewhere. */
#define TEXT(constant) ((char[]){constant})

/* An exercise of 10 points with three checks, of weight 1, 1 and 1 (the last under Valgrind). */
static struct manifest_check checks[] = {
    {.id = TEXT("one"), .stage = STAGE_BEHAVIOUR, .weight = 1, .title = TEXT("does one")},
    {.id = TEXT("two"), .stage = STAGE_BEHAVIOUR, .weight = 1, .title = TEXT("does two")},
    {.id = TEXT("valgrind-clean"), .stage = STAGE_MEMORY, .weight = 1, .title = TEXT("is clean")},
};
static const struct manifest manifest = {
    .number = 3, .name = TEXT("try-it"), .folder = TEXT("03-try-it"), .source = TEXT("try_it.c"),
    .weight = 10, .checks = checks, .check_count = 3,
};

static struct exercise_verdict *append_judged(struct verdict *verdict, enum status one,
                                              enum status two, enum status clean)
{
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    exercise->stages[STAGE_BUILD].status = STATUS_PASS;
    exercise->stages[STAGE_BEHAVIOUR].status = STATUS_PASS;
    exercise->stages[STAGE_MEMORY].status = STATUS_PASS;
    exercise->checks[0].status = one;
    exercise->checks[1].status = two;
    exercise->checks[2].status = clean;
    exercise_verdict_settle(exercise);
    return exercise;
}

Test(verdict, a_new_exercise_knows_its_checks)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    cr_assert_eq(exercise->number, 3);
    cr_assert_str_eq(exercise->name, "try-it");
    cr_assert_eq(exercise->score.possible_hundredths, 1000);
    cr_assert_eq(exercise->check_count, 3);
    cr_assert_eq(exercise_verdict_find_check(exercise, "two"), &exercise->checks[1]);
    cr_assert_null(exercise_verdict_find_check(exercise, "three"));
    cr_assert_eq(exercise->checks[0].status, STATUS_SKIP);
    cr_assert_eq(exercise_verdict_append_leak(exercise)->bytes, -1);
}

Test(verdict, all_passed)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    struct exercise_verdict *exercise =
        append_judged(verdict, STATUS_PASS, STATUS_PASS, STATUS_PASS);
    cr_assert_eq(exercise->status, STATUS_PASS);
    cr_assert_eq(exercise->score.earned_hundredths, 1000);
    cr_assert_null(verdict_first_failed(verdict));
}

Test(verdict, scores_are_rounded_down)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    struct exercise_verdict *exercise =
        append_judged(verdict, STATUS_PASS, STATUS_CRASH, STATUS_PASS);
    cr_assert_eq(exercise->status, STATUS_FAIL);
    cr_assert_eq(exercise->stages[STAGE_BEHAVIOUR].status, STATUS_FAIL);
    cr_assert_eq(exercise->stages[STAGE_MEMORY].status, STATUS_PASS);
    cr_assert_eq(exercise->score.earned_hundredths, 666);
}

/* Its report could be forged by the student's code: it takes points, and gives none. */
Test(verdict, a_check_of_the_races_stage_counts_only_when_it_fails)
{
    struct manifest_check with_races[] = {checks[0], checks[1], checks[2]};
    with_races[2].stage = STAGE_RACES;
    struct manifest racy = manifest;
    racy.checks = with_races;
    static const struct {
        enum status two, races;
        int64_t earned;
    } cases[] = {{STATUS_PASS, STATUS_PASS, 1000},
                 {STATUS_PASS, STATUS_FAIL, 666},
                 {STATUS_FAIL, STATUS_PASS, 500},
                 {STATUS_FAIL, STATUS_FAIL, 333}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO_VERDICT struct verdict *verdict = verdict_create();
        struct exercise_verdict *exercise = verdict_append_exercise(verdict, &racy);
        exercise->checks[0].status = STATUS_PASS;
        exercise->checks[1].status = cases[i].two;
        exercise->checks[2].status = cases[i].races;
        exercise_verdict_settle(exercise);
        cr_assert_eq(exercise->score.earned_hundredths, cases[i].earned, "case %zu", i);
    }
}

Test(verdict, a_skipped_check_fails_unless_it_was_not_asked_for)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    struct exercise_verdict *skipped =
        append_judged(verdict, STATUS_PASS, STATUS_PASS, STATUS_SKIP);
    cr_assert_eq(skipped->status, STATUS_FAIL);
    cr_assert_eq(skipped->score.earned_hundredths, 666);

    struct exercise_verdict *fast = verdict_append_exercise(verdict, &manifest);
    fast->stages[STAGE_BUILD].status = STATUS_PASS;
    fast->stages[STAGE_BEHAVIOUR].status = STATUS_PASS;
    fast->stages[STAGE_MEMORY].not_asked = true;
    fast->checks[0].status = STATUS_PASS;
    fast->checks[1].status = STATUS_PASS;
    exercise_verdict_settle(fast);
    cr_assert_eq(fast->status, STATUS_PASS);
    cr_assert_eq(fast->score.earned_hundredths, 1000);
}

Test(verdict, a_failed_stage_fails_the_exercise)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    exercise->stages[STAGE_BUILD].status = STATUS_FAIL;
    exercise_verdict_settle(exercise);
    cr_assert_eq(exercise->status, STATUS_FAIL);
    cr_assert_eq(exercise->score.earned_hundredths, 0);
}

Test(verdict, an_error_outweighs_a_failure)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    exercise->stages[STAGE_BUILD].status = STATUS_PASS;
    exercise->stages[STAGE_MEMORY].status = STATUS_ERROR;
    exercise->checks[0].status = STATUS_FAIL;
    exercise->checks[1].status = STATUS_PASS;
    exercise_verdict_settle(exercise);
    cr_assert_eq(exercise->status, STATUS_ERROR);
    cr_assert_eq(exercise->score.earned_hundredths, 0);
}

Test(verdict, what_was_not_judged_does_not_pass)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    struct manifest empty = manifest;
    empty.check_count = 0;
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &empty);
    exercise->stages[STAGE_BUILD].status = STATUS_PASS;
    exercise_verdict_settle(exercise);
    cr_assert_eq(exercise->status, STATUS_ERROR);
    verdict_settle(verdict);
    cr_assert_eq(verdict->status, STATUS_ERROR);
    AUTO_VERDICT struct verdict *none = verdict_create();
    verdict_settle(none);
    cr_assert_eq(none->status, STATUS_ERROR);
}

Test(verdict, overall)
{
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    (void)append_judged(verdict, STATUS_PASS, STATUS_PASS, STATUS_PASS);
    verdict_settle(verdict);
    cr_assert_eq(verdict->status, STATUS_PASS);
    struct exercise_verdict *missing = verdict_append_exercise(verdict, &manifest);
    missing->status = STATUS_MISSING;
    exercise_verdict_settle(missing);
    verdict_settle(verdict);
    cr_assert_eq(missing->status, STATUS_MISSING);
    cr_assert_eq(verdict->status, STATUS_FAIL);
    cr_assert_eq(verdict->score.earned_hundredths, 1000);
    cr_assert_eq(verdict->score.possible_hundredths, 2000);
    cr_assert_eq(verdict_first_failed(verdict), missing);
    missing->status = STATUS_ERROR;
    verdict_settle(verdict);
    cr_assert_eq(verdict->status, STATUS_ERROR);
    verdict_destroy(NULL);
}
