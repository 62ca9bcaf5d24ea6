#include "selftest/mutation/generated.h"
#include "selftest/mutation/generated_report.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/catalogue.h"
#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdatomic.h>
#include <string.h>

/* Four mutants: without each of four calls. */
static const char solution[] =
    "void work(void)\n{\n    born();\n    begins();\n    clean();\n    idle();\n}\n";

static atomic_uint graded, under_valgrind;

/* A grader of straw: each call that is missing is missed in its own way, but idle() by nobody. */
static bool grade_of_straw(const struct grade_request *request, struct verdict **verdict,
                           struct error *err)
{
    atomic_fetch_add(&graded, 1);
    atomic_fetch_add(&under_valgrind, !request->fast);
    cr_assert_eq(request->exercise_count, 1);
    cr_assert_eq(request->submission, SUBMISSION_TEXT);
    cr_assert_eq(request->stop_at_failure, request->fast);
    if (strstr(request->text, "swapped") != NULL) {
        return error_set(err, "no sandbox here");
    }
    *verdict = verdict_create();
    struct exercise_verdict *exercise = verdict_append_exercise(*verdict, request->exercises[0]);
    bool builds = strstr(request->text, "born") != NULL;
    exercise->stages[STAGE_BUILD].status = builds ? STATUS_PASS : STATUS_FAIL;
    for (int stage = STAGE_BEHAVIOUR; builds && stage < STAGE_RACES; stage++) {
        exercise->stages[stage].status = STATUS_PASS;
    }
    for (size_t i = 0; builds && i < exercise->check_count; i++) {
        struct check_verdict *check = &exercise->checks[i];
        bool memory = check->stage == STAGE_MEMORY;
        bool missed = strstr(request->text, memory ? "clean" : "begins") == NULL;
        check->status = memory && request->fast                    ? STATUS_SKIP
                        : missed && strcmp(check->id, "ends") != 0 ? STATUS_FAIL
                                                                   : STATUS_PASS;
    }
    exercise->stages[STAGE_MEMORY].not_asked = request->fast;
    exercise_verdict_settle(exercise);
    return true;
}

static const char *root;
static struct catalogue *catalogue;
static struct layout layout;
static struct generated generated;
static struct generated_request request;

static void make(void)
{
    root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_write("solutions/01-one/work.c", solution);
    struct error err;
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
    layout.root = memory_copy_string(root);
    request = (struct generated_request){
        .layout = &layout,
        .exercises = (const struct manifest *const *)catalogue->exercises,
        .exercise_count = 1,
        .sample = {1, 1},
        .jobs = 3,
        .grade = grade_of_straw,
    };
}

static void clean(void)
{
    generated_finish(&generated);
    catalogue_destroy(catalogue);
    layout_finish(&layout);
    fixture_remove();
}

TestSuite(generated, .init = make, .fini = clean);

static void explain(const char *entries)
{
    AUTO_FREE char *file = memory_format("equivalents: ( %s );\n", entries);
    fixture_write("tests/exercises/01-one/equivalents.cfg", file);
}

static void run(enum promise_state state)
{
    struct error err;
    generated_finish(&generated);
    atomic_store(&graded, 0);
    atomic_store(&under_valgrind, 0);
    cr_assert(generated_run(&request, &generated, &err), "%s", err.message);
    AUTO_TEXT struct text report = {0};
    generated_text_write(&generated, &(struct report_style){0}, &report);
    cr_assert_eq(generated_state(&generated), state, "%s", text_string(&report));
}

static void expect_said(const char *words)
{
    AUTO_TEXT struct text report = {0};
    generated_text_write(&generated, &(struct report_style){0}, &report);
    cr_assert_not_null(strstr(text_string(&report), words), "%s", text_string(&report));
}

/* Swaps of neighbours are generated too, and survive: explained where they would disturb. */
#define SWAPS                                                                                      \
    "{ mutant = \"swap-statements in work: born(); begins(); -> begins(); born();\"; why = "       \
    "\"x\"; },"                                                                                    \
    "{ mutant = \"swap-statements in work: begins(); clean(); -> clean(); begins();\"; why = "     \
    "\"x\"; },"                                                                                    \
    "{ mutant = \"swap-statements in work: clean(); idle(); -> idle(); clean();\"; why = \"x\"; }"
#define IDLE(more) "{ mutant = \"drop-call in work: idle(); -> ;\"; why = \"it idles\"; " more "}"

Test(generated, each_has_its_fate)
{
    explain(SWAPS);
    run(PROMISE_BROKEN);
    const size_t *counts = generated.exercises[0].counts;
    cr_assert_eq(counts[FATE_STILLBORN], 1, "without born()");
    cr_assert_eq(counts[FATE_KILLED], 2);
    cr_assert_eq(counts[FATE_EXPLAINED], 3);
    cr_assert_eq(counts[FATE_SURVIVED], 1, "without idle()");
    cr_assert_eq(generated_score(counts), 666);
    cr_assert_eq(graded, 7 + 5, "survivors twice");
    cr_assert_eq(under_valgrind, 5, "all but the stillborn and the one that a check killed");
    expect_said("no 01-one                    7 of 7 generated mutants, mutation score 66.6 %");
    expect_said("survived work.c:6\n      - idle();\n      + ;\n"
                "      mutant = \"drop-call in work: idle(); -> ;\";\n");
}

Test(generated, all_is_explained)
{
    explain(SWAPS "," IDLE(""));
    run(PROMISE_KEPT);
    expect_said("mutation score 100.0 %");
}

Test(generated, left_to_the_races_stage)
{
    explain(SWAPS "," IDLE("races = true; "));
    run(PROMISE_KEPT);
    cr_assert_eq(generated.exercises[0].counts[FATE_LEFT_TO_RACES], 1);
    expect_said("mutation score 66.6 %");
}

Test(generated, an_explanation_that_explains_nothing)
{
    explain(SWAPS "," IDLE("") ", { mutant = \"drop-call in work: begins(); -> ;\"; why = \"x\"; },"
                               "{ mutant = \"drop-call in work: born(); -> ;\"; why = \"x\"; },"
                               "{ mutant = \"drop-call in work: went(); -> ;\"; why = \"x\"; }");
    run(PROMISE_BROKEN);
    cr_assert_eq(generated.exercises[0].stale_count, 3);
    expect_said("explains a mutant that behaviour/begins kills: drop-call in work: begins(); -> ;");
    expect_said("explains a mutant that does not build: drop-call in work: born(); -> ;");
    expect_said("explains a mutant that is not generated: drop-call in work: went(); -> ;");
}

Test(generated, races_may_be_caught_by_luck)
{
    explain(SWAPS "," IDLE("") ", { mutant = \"drop-call in work: begins(); -> ;\"; why = \"x\"; "
                               "races = true; }");
    run(PROMISE_KEPT);
}

Test(generated, a_sample_takes_every_so_maniest)
{
    explain(SWAPS "," IDLE(""));
    request.sample = (struct sample){2, 3};
    run(PROMISE_KEPT);
    const struct generated_mutant *results = generated.exercises[0].results;
    for (size_t i = 0; i < 7; i++) {
        cr_assert_eq(results[i].fate == FATE_NOT_ASKED, i % 3 != 1, "mutant %zu", i);
    }
    cr_assert_eq(generated_asked(generated.exercises[0].counts), 2);
    expect_said("2 of 7 generated mutants");
}

Test(generated, without_valgrind)
{
    request.fast = true;
    run(PROMISE_BROKEN);
    cr_assert_eq(graded, 7);
    cr_assert_eq(under_valgrind, 0);
}

Test(generated, what_cannot_be_judged)
{
    fixture_write("solutions/01-one/work.c", "int swapped = 1;");
    run(PROMISE_UNJUDGED);
    expect_said("error constant: int swapped = 1; -> int swapped = 2;: no sandbox here");
    cr_assert_eq(generated_score(generated.exercises[0].counts), -1);
}

Test(generated, what_cannot_be_read)
{
    struct error err;
    fixture_write("solutions/01-one/work.c", "int a[;");
    cr_assert_not(generated_run(&request, &generated, &err));
    cr_assert_not_null(strstr(err.message, "work.c: its brackets do not match"), "%s", err.message);
    fixture_write("solutions/01-one/work.c", solution);
    explain("1");
    cr_assert_not(generated_run(&request, &generated, &err));
    cr_assert_not_null(strstr(err.message, "equivalents.cfg:1: "), "%s", err.message);
}

static void count_calls(void *context, const struct selftest_progress *progress)
{
    size_t *calls = context;
    cr_assert_eq(progress->done, ++*calls);
    cr_assert_eq(progress->total, 7);
}

Test(generated, progress_is_told)
{
    size_t calls = 0;
    request.on_progress = count_calls;
    request.context = &calls;
    run(PROMISE_BROKEN);
    cr_assert_eq(calls, 7);
}

Test(generated, for_programs)
{
    explain(SWAPS);
    run(PROMISE_BROKEN);
    AUTO_TEXT struct text out = {0};
    generated_json_write(&generated, &out);
    json_t *value = json_loads(text_string(&out), 0, NULL);
    cr_assert_not_null(value);
    cr_assert_str_eq(json_string_value(json_object_get(value, "status")), "fail");
    json_t *exercise = json_array_get(json_object_get(value, "exercises"), 0);
    json_t *counts = json_object_get(exercise, "counts");
    cr_assert_eq(json_integer_value(json_object_get(counts, "killed")), 2);
    json_t *mutants = json_object_get(exercise, "mutants");
    cr_assert_eq(json_array_size(mutants), 7);
    json_t *second = json_array_get(mutants, 1);
    cr_assert_str_eq(json_string_value(json_object_get(second, "fate")), "killed");
    cr_assert_str_eq(json_string_value(json_object_get(second, "by")), "behaviour/begins");
    cr_assert_eq(json_integer_value(json_object_get(second, "line")), 4);
    json_decref(value);
}
