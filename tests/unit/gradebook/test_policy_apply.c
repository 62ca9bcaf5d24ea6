/* A policy upon one verdict: points, and what students do not see. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "class_fixture.h"
#include "gradebook/policy_apply.h"
#include "report/report_json.h"
#include "report/report_text.h"

TestSuite(policy_apply, .init = class_make, .fini = class_remove);

static char name[] = "first";
static char folder[] = "01-first";
static char source[] = "first.c";
static char ids[][8] = {"works", "secret", "clean", "tidy"};
static struct manifest_check checks[] = {
    {.id = ids[0], .title = ids[0], .stage = STAGE_BEHAVIOUR, .weight = 3},
    {.id = ids[1], .title = ids[1], .stage = STAGE_BEHAVIOUR, .weight = 1},
    {.id = ids[2], .title = ids[2], .stage = STAGE_MEMORY, .weight = 1},
    {.id = ids[3], .title = ids[3], .stage = STAGE_LEAKS, .weight = 1},
};
static const struct manifest manifest = {.number = 1,
                                         .name = name,
                                         .folder = folder,
                                         .source = source,
                                         .weight = 6,
                                         .checks = checks,
                                         .check_count = 4};

static void fail_check(struct check_verdict *check)
{
    check->status = STATUS_FAIL;
    check->did = memory_format("did %s", check->id);
    check->observed = memory_format("saw %s", check->id);
    check->location.file = memory_copy_string("first.c");
    check->location.line = 7;
}

/* "works" passes; the others fail, and leave something behind. */
static struct verdict *make_verdict(void)
{
    struct verdict *verdict = verdict_create();
    memory_set_string(&verdict->grader_version, "1");
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    for (int i = 0; i < STAGE_COUNT; i++) {
        exercise->stages[i].status = STATUS_PASS;
    }
    exercise->checks[0].status = STATUS_PASS;
    for (size_t i = 1; i < exercise->check_count; i++) {
        fail_check(&exercise->checks[i]);
    }
    struct leak *leak = exercise_verdict_append_leak(exercise);
    leak->kind = memory_copy_string("sysv-shm");
    leak->check = memory_copy_string("secret");
    struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
    diagnostic->stage = STAGE_MEMORY;
    diagnostic->severity = memory_copy_string("error");
    diagnostic->message = memory_copy_string("Invalid read");
    exercise_verdict_settle(exercise);
    verdict_settle(verdict);
    return verdict;
}

static void apply(const char *words, struct verdict *verdict)
{
    AUTO_POLICY struct policy policy = {0};
    AUTO_FREE char *path = memory_format("%s/policy.cfg", class_folder);
    cr_assert(file_write_atomic(path, words, strlen(words), &class_err));
    cr_assert(policy_load(path, &policy, &class_err), "%s", class_err.message);
    policy_apply_hiding(&policy, verdict);
    cr_assert(policy_apply_points(&policy, verdict, &class_err), "%s", class_err.message);
}

static void expect_score(const struct score *score, int64_t earned, int64_t possible)
{
    cr_assert_eq(score->earned_hundredths, earned);
    cr_assert_eq(score->possible_hundredths, possible);
}

Test(policy_apply, a_policy_that_says_nothing_changes_nothing)
{
    AUTO_VERDICT struct verdict *verdict = make_verdict();
    apply("", verdict);
    expect_score(&verdict->score, 300, 600);
    expect_score(&verdict->exercises[0]->score, 300, 600);
    verdict_conceal_hidden(verdict);
    cr_assert_str_eq(verdict->exercises[0]->checks[1].observed, "saw secret");
    cr_assert_str_eq(verdict->exercises[0]->leaks[0].check, "secret");
}

Test(policy_apply, points_are_those_of_a_mark)
{
    AUTO_VERDICT struct verdict *verdict = make_verdict();
    apply("points = 100;"
          "exercises = ( { name = \"first\"; weight = 20; checks = ("
          "{ id = \"works\"; weight = 1; }, { id = \"tidy\"; weight = 2; }) } );",
          verdict);
    expect_score(&verdict->exercises[0]->score, 400, 2000);
    expect_score(&verdict->score, 2000, 10000);
    cr_assert_eq(verdict->exercises[0]->checks[3].weight, 2);
}

Test(policy_apply, what_could_not_be_judged_has_no_points)
{
    AUTO_VERDICT struct verdict *verdict = make_verdict();
    verdict->exercises[0]->status = STATUS_ERROR;
    exercise_verdict_settle(verdict->exercises[0]);
    verdict_settle(verdict);
    apply("points = 100;", verdict);
    expect_score(&verdict->score, 0, 600);
}

/* Nothing that a hidden check is known by is left, and nothing that its score depends on is gone. */
Test(policy_apply, a_hidden_check_is_not_known)
{
    AUTO_VERDICT struct verdict *verdict = make_verdict();
    apply("exercises = ( { name = \"first\"; checks = ({ id = \"secret\"; hidden = true; }) } );",
          verdict);
    cr_assert(verdict->exercises[0]->checks[1].hidden);
    cr_assert_str_eq(verdict->exercises[0]->checks[1].observed, "saw secret");
    verdict_conceal_hidden(verdict);
    AUTO_TEXT struct text json = {0};
    report_json_write(verdict, NULL, &json);
    cr_assert_null(strstr(text_string(&json), "secret"));
    cr_assert_not_null(strstr(text_string(&json), "\"hidden-1\""));
    cr_assert_not_null(strstr(text_string(&json), "saw tidy"));
    cr_assert_eq(verdict->exercises[0]->leak_count, 1);
    expect_score(&verdict->score, 300, 600);
    AUTO_TEXT struct text words = {0};
    const struct report_style style = {0};
    report_text_write(verdict, &style, &words);
    cr_assert_null(strstr(text_string(&words), "explain 1/hidden"), "there is no such page");
}

Test(policy_apply, with_all_hidden_no_finding_is_told_either)
{
    AUTO_VERDICT struct verdict *verdict = make_verdict();
    apply("checks = \"hidden\";", verdict);
    verdict_conceal_hidden(verdict);
    const struct exercise_verdict *exercise = verdict->exercises[0];
    cr_assert_eq(exercise->leak_count, 0);
    cr_assert_eq(exercise->diagnostic_count, 0);
    cr_assert_str_eq(exercise->checks[3].id, "hidden-4");
    cr_assert_null(exercise->checks[3].observed);
    cr_assert_eq(exercise->checks[3].location.line, 0);
    expect_score(&verdict->score, 300, 600);
}
