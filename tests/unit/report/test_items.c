#include <criterion/criterion.h>
#include <string.h>

#include "report/report_items.h"
#include "sample_verdict.h"

static void expect_sums(const struct exercise_verdict *exercise)
{
    AUTO_REPORT_ITEMS struct report_items items = {0};
    report_items_make(exercise, &items);
    struct score sum = {0};
    for (size_t i = 0; i < items.count; i++) {
        const struct report_item *item = &items.items[i];
        sum.earned_hundredths += item->score.earned_hundredths;
        sum.possible_hundredths += item->score.possible_hundredths;
        cr_expect_geq(item->score.possible_hundredths, item->score.earned_hundredths);
        cr_expect(item->status != STATUS_PASS ||
                      item->score.possible_hundredths == item->score.earned_hundredths,
                  "what passed has its points in full");
    }
    cr_expect_eq(sum.earned_hundredths, exercise->score.earned_hundredths);
    bool judged = exercise->status != STATUS_ERROR;
    cr_expect_eq(sum.possible_hundredths, judged ? exercise->score.possible_hundredths : 0);
}

Test(items, points_add_up_to_the_score)
{
    struct verdict *verdicts[] = {sample_verdict_create(), sample_verdict_create_pass(),
                                  sample_verdict_create_hostile()};
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < verdicts[i]->exercise_count; k++) {
            expect_sums(verdicts[i]->exercises[k]);
        }
        verdict_destroy(verdicts[i]);
    }
}

Test(items, points_add_up_for_any_weights)
{
    struct verdict *verdict = sample_verdict_create_pass();
    struct exercise_verdict *exercise = verdict->exercises[0];
    for (unsigned mask = 0; mask < 32; mask++) {
        for (unsigned i = 0; i < 5; i++) {
            exercise->checks[i].weight = 1 + (mask * 7 + i * i) % 5;
            exercise->checks[i].status = mask >> i & 1 ? STATUS_PASS : STATUS_CRASH;
            exercise->stages[exercise->checks[i].stage].status = STATUS_PASS;
        }
        exercise_verdict_settle(exercise);
        expect_sums(exercise);
    }
    verdict_destroy(verdict);
}

/* Is there one that is neither passed nor skipped? */
static bool has_finding(const struct exercise_verdict *exercise)
{
    AUTO_REPORT_ITEMS struct report_items items = {0};
    report_items_make(exercise, &items);
    bool found = false;
    for (size_t i = 0; i < items.count; i++) {
        AUTO_TEXT struct text words = {0};
        AUTO_TEXT struct text headline = {0};
        report_item_append_words(&items.items[i], &words);
        report_item_append_headline(&items.items[i], &headline);
        bool silent = items.items[i].status == STATUS_PASS;
        cr_expect_eq(words.length == 0, silent);
        cr_expect_eq(headline.length == 0, silent);
        found =
            found || items.items[i].status == STATUS_ERROR || report_item_failed(&items.items[i]);
    }
    return found;
}

Test(items, what_did_not_pass_is_explained)
{
    struct verdict *verdict = sample_verdict_create();
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        cr_expect_eq(has_finding(exercise), exercise->status != STATUS_PASS, "%s",
                     exercise->folder);
    }
    struct exercise_verdict *bare = verdict->exercises[0];
    for (int i = 0; i < STAGE_COUNT; i++) {
        bare->stages[i].status = STATUS_SKIP;
    }
    for (size_t i = 0; i < bare->check_count; i++) {
        bare->checks[i].status = STATUS_SKIP;
    }
    bare->status = STATUS_ERROR;
    cr_expect(has_finding(bare), "an error that nobody explains");
    verdict_destroy(verdict);
}

Test(items, a_check_of_a_stage_in_trouble_is_no_failure)
{
    struct verdict *verdict = sample_verdict_create();
    struct exercise_verdict *exercise = verdict->exercises[4];
    exercise->checks[3].status = STATUS_SKIP;
    AUTO_REPORT_ITEMS struct report_items items = {0};
    report_items_make(exercise, &items);
    cr_assert_eq(items.items[4].status, STATUS_ERROR);
    AUTO_TEXT struct text words = {0};
    report_item_append_words(&items.items[4], &words);
    cr_assert_str_eq(text_string(&words),
                     "The grader's own trouble, not yours: Valgrind could not be started.\n");
    verdict_destroy(verdict);
}

Test(items, words_are_the_four_parts_and_the_place)
{
    struct verdict *verdict = sample_verdict_create();
    AUTO_REPORT_ITEMS struct report_items items = {0};
    report_items_make(verdict->exercises[1], &items);
    AUTO_TEXT struct text words = {0};
    report_item_append_words(&items.items[1], &words);
    cr_assert_str_eq(
        text_string(&words),
        "We did: segment_create(key, 100, 0600) with a key that is free\n"
        "We expected: a new segment of 100 bytes\n"
        "What happened: it printed \"\\x1b[2Jhello\\xff\" and returned -1, errno ENOSYS "
        "(Function not implemented)\n"
        "Step by step:\n"
        "writer                       reader\n"
        "> 14: writes text = \"<b>\\x1b[2J\"\n"
        "                               15: loads turn == 0\n"
        "                               (relaxed, old: 1 newer)\n"
        "                             > reads text == \"\"\n"
        "The rule: Two accesses must be ordered (ISO C17 5.1.2.4).\n"
        "Would mend it: line 14, store of turn <b>\\x1b[2J: release instead of relaxed\n"
        "Look at: man 2 shmget, \"IPC_CREAT\"\n"
        "shmget_flags.c:14, in segment_create\n");
    verdict_destroy(verdict);
}
