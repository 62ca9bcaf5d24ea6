/* What becomes of a report of the races stage. */
#include "base/cleanup.h"
#include "base/memory.h"
#include "grade/judge_races.h"
#include "stage/source.h"

#include <criterion/criterion.h>
#include <string.h>

static char id[] = "no-races", words[] = "words", name[] = "ready-flag", folder[] = "05-ready-flag";
static char source[] = "work.c";

static struct manifest_check checks[] = {
    {.id = id, .stage = STAGE_RACES, .weight = 1, .title = words, .explain = words},
};
static const struct manifest manifest = {
    .number = 5,
    .name = name,
    .folder = folder,
    .source = source,
    .weight = 10,
    .checks = checks,
    .check_count = 1,
};

static const char finding[] =
    "state\tfound\nscenario\tTwo met.\nkind\trace\nwords\tturn\nrole\t1\twriter\nrole\t2\treader\n"
    "event\t1\t1\t12a\t-1\twrites turn = 1\nevent\t2\t2\t1b0\t1\treads turn == 1\n"
    "repair\t12a\tstore\tturn\trelaxed\trelease\nplace\t12a\nplace\t1b0\nend\nlines\n0x12a\nsend\n/"
    "compile/work.c:1\n0x1b0\nreceive\n/compile/"
    "work.c:2\n";

struct judged {
    struct passes passes;
    struct verdict *verdict;
    struct exercise_verdict *exercise;
};

static void judge(struct judged *judged, const char *report)
{
    *judged = (struct judged){.passes = {.manifest = &manifest}};
    source_copy(&judged->passes.source, "a;\nb", 4);
    judged->passes.races = (struct races_pass){.asked = true, .explored = report != NULL};
    if (report != NULL) {
        races_read(&judged->passes.races.report, "work.c", report);
    }
    judged->verdict = verdict_create();
    judged->exercise = verdict_append_exercise(judged->verdict, &manifest);
    judge_races(&judged->passes, judged->exercise);
}

static void finish(struct judged *judged)
{
    passes_finish(&judged->passes);
    verdict_destroy(judged->verdict);
}

Test(judge_races, a_finding_fails_the_check_with_a_timeline)
{
    struct judged judged;
    judge(&judged, finding);
    const struct check_verdict *check = &judged.exercise->checks[0];
    cr_assert_eq(judged.exercise->stages[STAGE_RACES].status, STATUS_FAIL);
    cr_assert_eq(check->status, STATUS_FAIL);
    cr_assert_str_eq(check->did, "Two met.");
    cr_assert_not_null(strstr(check->observed, "the writer's access in line 1"), "%s",
                       check->observed);
    const struct schedule *schedule = check->schedule;
    cr_assert_eq(schedule->process_count, 2);
    cr_assert_eq(schedule->step_count, 2);
    cr_assert_str_eq(schedule->steps[0].did, "writes turn = 1");
    cr_assert_str_eq(schedule->steps[0].function, "send");
    cr_assert_eq(schedule->steps[1].process, 1);
    cr_assert_eq(schedule->steps[1].line, 2);
    cr_assert_eq(schedule->steps[1].age, 1);
    cr_assert(schedule->steps[1].marked);
    cr_assert_not_null(strstr(schedule->rule, "5.1.2.4"), "%s", schedule->rule);
    cr_assert_eq(schedule->repair_count, 1);
    cr_assert_eq(schedule->repair[0].place.line, 1);
    cr_assert_str_eq(schedule->repair[0].instead, "release");
    cr_assert_eq(check->location.line, 2);
    cr_assert_str_eq(check->location.excerpt, "b");
    finish(&judged);
}

Test(judge_races, what_is_not_a_finding_never_fails)
{
    static const struct {
        const char *report;
        enum status status;
        const char *says;
    } cases[] = {
        {"state\tclean\nnumbers\t7\t9\t2\nend\n", STATUS_PASS, "all 7 executions"},
        {"state\tunfinished\nnumbers\t7\t9\t2\nend\n", STATUS_PASS, "there are more"},
        {"state\tunchecked\nwhy\tit calls fork\nend\n", STATUS_SKIP, "not checked: it calls fork"},
        {"state\tat-once\nend\n", STATUS_SKIP, "take turns"},
        {"state\tcl", STATUS_SKIP, "not checked"},
        {NULL, STATUS_SKIP, "not run"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct judged judged;
        judge(&judged, cases[i].report);
        const struct stage_verdict *stage = &judged.exercise->stages[STAGE_RACES];
        cr_assert_eq(judged.exercise->checks[0].status, cases[i].status, "case %zu", i);
        cr_assert_not_null(strstr(stage->message, cases[i].says), "%s", stage->message);
        cr_assert_eq(stage->not_asked, cases[i].status == STATUS_SKIP);
        finish(&judged);
    }
}

Test(judge_races, the_weakest_orders_are_told_of_what_is_right_and_cost_nothing)
{
    static const char orders[] =
        "order\t1b0\tload\tturn\tacquire\tacquire\tacquire\n"
        "order\t12a\tstore\tturn\tseq_cst\trelease\trelease\n"
        "weakest\tall\nplace\t1b0\nplace\t12a\nend\nlines\n"
        "0x1b0\nreceive\n/compile/work.c:2\n0x12a\nsend\n/compile/work.c:1\n";
    AUTO_FREE char *clean = memory_format("state\tclean\n%s", orders);
    struct judged judged;
    judge(&judged, clean);
    const struct weakest_orders *weakest = judged.exercise->weakest;
    cr_assert_eq(judged.exercise->stages[STAGE_RACES].status, STATUS_PASS);
    cr_assert_eq(weakest->advice_count, 2);
    cr_assert(weakest->finished);
    cr_assert_eq(weakest->advice[0].place.line, 1);
    cr_assert_str_eq(weakest->advice[0].alone, "release");
    finish(&judged);

    AUTO_FREE char *unchecked = memory_format("state\tunchecked\nwhy\tx\n%s", orders);
    judge(&judged, unchecked);
    cr_assert_null(judged.exercise->weakest);
    finish(&judged);
}

Test(judge_races, a_race_is_told_with_what_optimising_makes_of_it)
{
    struct judged judged;
    AUTO_FREE char *report = memory_format("hoisted\t2\t1\tfull\n%s", finding);
    judge(&judged, report);
    const char *observed = judged.exercise->checks[0].observed;
    cr_assert_not_null(strstr(observed, "a data race on turn"));
    cr_assert_not_null(strstr(observed, "Compiled with -O2, the loop in line 2"));
    cr_assert_not_null(strstr(observed, "full was read once before it (line 1)"));
    finish(&judged);
}

Test(judge_races, what_goes_wrong_at_once_leads_to_checks_of_the_behaviour_that_fail)
{
    struct judged judged;
    judge(&judged, "state\tat-once\nend\n");
    struct stage_verdict *stages = judged.exercise->stages;
    cr_assert_not_null(strstr(stages[STAGE_RACES].message, "see the checks of the behaviour"));
    stages[STAGE_BEHAVIOUR].status = STATUS_PASS;
    judge_races(&judged.passes, judged.exercise);
    cr_assert_not_null(strstr(stages[STAGE_RACES].message, "every check of the behaviour passes"));
    finish(&judged);
}
