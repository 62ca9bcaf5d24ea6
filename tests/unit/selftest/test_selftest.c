#include "selftest/selftest.h"
#include "selftest/selftest_report.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "model/catalogue.h"
#include "workbook_fixture.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdatomic.h>
#include <string.h>

/* A grader of straw: the source itself says which checks fail ("fails begins ends"), or that it cannot be
 * judged ("no sandbox"), or that its verdict changes ("changes"). */
static const char *sandbox = "full";
static atomic_uint graded, under_valgrind, flips;

static bool grade_of_straw(const struct grade_request *request, struct verdict **verdict,
                           struct error *err)
{
    AUTO_FREE char *source = NULL;
    struct error missing;
    atomic_fetch_add(&graded, 1);
    atomic_fetch_add(&under_valgrind, !request->fast);
    cr_assert_eq(request->exercise_count, 1);
    cr_assert_eq(request->submission, SUBMISSION_FILE);
    *verdict = verdict_create();
    memory_set_string(&(*verdict)->environment.sandbox, sandbox);
    struct exercise_verdict *exercise = verdict_append_exercise(*verdict, request->exercises[0]);
    if (!file_read(request->path, 1000, &source, NULL, &missing)) {
        exercise->status = STATUS_MISSING;
        exercise_verdict_settle(exercise);
        return true;
    }
    if (strstr(source, "no sandbox") != NULL) {
        return error_set(err, "no sandbox here");
    }
    for (int stage = 0; stage < STAGE_RACES; stage++) {
        exercise->stages[stage].status = STATUS_PASS;
        exercise->stages[stage].duration_ms = (int64_t)atomic_load(&graded);
    }
    for (size_t i = 0; i < exercise->check_count; i++) {
        struct check_verdict *check = &exercise->checks[i];
        bool skipped = check->stage == STAGE_MEMORY && request->fast;
        bool fails = strstr(source, check->id) != NULL && strstr(source, "fails") != NULL;
        check->status = skipped ? STATUS_SKIP : fails ? STATUS_FAIL : STATUS_PASS;
        exercise->stages[STAGE_MEMORY].not_asked = request->fast;
    }
    if (strstr(source, "changes") != NULL && atomic_fetch_add(&flips, 1) > 1) {
        memory_set_string(&exercise->checks[0].observed, "another thing than before");
    }
    exercise_verdict_settle(exercise);
    return true;
}

static const char *root;
static struct catalogue *catalogue;
static struct layout layout;
static struct selftest selftest;
static struct selftest_request request;

#define MESSAGE(first, check) first ": fail\n\n    \u2717 " check "  check " check "\n\n"

static void make(void)
{
    root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_write("tests/exercises/01-one/stub/work.c", "fails begins ends");
    fixture_write("solutions/01-one/work.c", "right");
    fixture_write("tests/exercises/01-one/alternatives/other.c", "right as well");
    fixture_write("tests/exercises/01-one/mutants/a.c", "/* caught-by: behaviour/begins fails */");
    fixture_write("tests/exercises/01-one/mutants/b.c", "/* caught-by: behaviour/ends fails */");
    fixture_write("tests/exercises/01-one/mutants/c.c",
                  "/* caught-by: memory/valgrind-clean fails */");
    fixture_write("tests/exercises/01-one/messages/a.txt", MESSAGE("behaviour/begins", "begins"));
    fixture_write("tests/exercises/01-one/messages/b.txt", MESSAGE("behaviour/ends", "ends"));
    fixture_write("tests/exercises/01-one/messages/c.txt",
                  "memory/valgrind-clean: fail\n\n    \u2717 is clean  check valgrind-clean\n\n");
    struct error err;
    cr_assert(catalogue_load(root, &catalogue, &err), "%s", err.message);
    layout.root = memory_copy_string(root);
    request = (struct selftest_request){
        .sample = {1, 1},
        .layout = &layout,
        .exercise_count = 1,
        .kinds = {true, true, true, true},
        .jobs = 3,
        .repeat = 1,
        .grade = grade_of_straw,
        .exercises = (const struct manifest *const *)catalogue->exercises,
    };
}

static void clean(void)
{
    selftest_finish(&selftest);
    catalogue_destroy(catalogue);
    layout_finish(&layout);
    fixture_remove();
}

TestSuite(selftest, .init = make, .fini = clean);

static void run(enum promise_state state)
{
    struct error err;
    selftest_finish(&selftest);
    atomic_store(&graded, 0);
    atomic_store(&under_valgrind, 0);
    cr_assert(selftest_run(&request, &selftest, &err), "%s", err.message);
    AUTO_TEXT struct text report = {0};
    selftest_text_write(&selftest, &(struct report_style){0}, &report);
    cr_assert_eq(selftest_state(&selftest), state, "%s", text_string(&report));
}

static void expect_said(const char *words)
{
    AUTO_TEXT struct text report = {0};
    selftest_text_write(&selftest, &(struct report_style){.columns = 100}, &report);
    cr_assert_not_null(strstr(text_string(&report), words), "%s", text_string(&report));
}

Test(selftest, all_promises_kept)
{
    run(PROMISE_KEPT);
    cr_assert_eq(graded, 6);
    cr_assert_eq(under_valgrind, 3, "solution, alternative, and the mutant of the memory stage");
    expect_said("ok 01-one                    3 of 3 mutants caught, 1 of 1 alternatives pass, "
                "1 of 1 solution passes, 1 of 1 stub fails");
    expect_said("6 of 6 promises kept, 3 of 3 mutants caught, in ");
}

Test(selftest, what_is_broken_is_named)
{
    fixture_write("tests/exercises/01-one/mutants/b.c", "/* caught-by: behaviour/ends */");
    fixture_write("tests/exercises/01-one/alternatives/other.c", "fails ends");
    fixture_write("tests/exercises/01-one/stub/work.c", "fails begins");
    run(PROMISE_BROKEN);
    expect_said("broken mutant b.c: it passes; behaviour/ends should catch it");
    expect_said("broken alternative other.c: it does not pass (behaviour/ends");
    expect_said("broken stub: it does not fail at ends");
    expect_said("2 of 3 mutants caught");
}

Test(selftest, a_check_that_no_mutant_names)
{
    fixture_write("tests/exercises/01-one/mutants/b.c", "/* caught-by: behaviour/begins fails */");
    fixture_write("tests/exercises/01-one/messages/b.txt", MESSAGE("behaviour/begins", "begins"));
    run(PROMISE_BROKEN);
    expect_said("broken ends: no mutant names this check");
    request.kinds[BANK_MUTANT] = false;
    run(PROMISE_KEPT);
}

Test(selftest, a_message_that_is_not_as_stored)
{
    fixture_write("tests/exercises/01-one/messages/b.txt", MESSAGE("behaviour/begins", "ends"));
    run(PROMISE_BROKEN);
    expect_said("no 01-one                    3 of 3 mutants caught");
    expect_said("message b.c: line 1 of its message should be \"behaviour/begins: fail\" and is "
                "\"behaviour/ends: fail\"\n      (grader selftest 01 --accept-messages");
    expect_said("6 of 6 promises kept, 3 of 3 mutants caught, 1 message not as stored, in ");
    request.kinds[BANK_MUTANT] = false;
    run(PROMISE_KEPT);
    request.kinds[BANK_MUTANT] = request.accept_messages = true;
    run(PROMISE_KEPT);
    request.accept_messages = false;
    run(PROMISE_KEPT);
}

Test(selftest, messages_that_cannot_be_compared)
{
    sandbox = "reduced";
    fixture_write("tests/exercises/01-one/messages/b.txt", "another one");
    run(PROMISE_KEPT);
    expect_said(
        "  3 messages were not compared with what is stored, which needs the full sandbox.");
}

Test(selftest, a_message_without_a_mutant)
{
    fixture_write("tests/exercises/01-one/messages/z.txt", MESSAGE("behaviour/ends", "ends"));
    run(PROMISE_BROKEN);
    expect_said("message messages/z.txt: there is no mutant of that name");
    expect_said("1 message not as stored");
}

Test(selftest, a_message_of_a_mutant_that_is_left_out)
{
    request.fast = true;
    fixture_write("tests/exercises/01-one/messages/c.txt", "another one");
    run(PROMISE_KEPT);
}

Test(selftest, a_message_that_cannot_be_read)
{
    fixture_write("tests/exercises/01-one/mutants/d.c", "/* caught-by: behaviour/ends fails */");
    fixture_write("tests/exercises/01-one/messages/d.txt/e", "");
    run(PROMISE_UNJUDGED);
    expect_said("error mutant d.c: ");
}

Test(selftest, a_source_that_is_missing)
{
    fixture_write("solutions/01-one/work.c", "no sandbox");
    run(PROMISE_UNJUDGED);
    expect_said("error solution: no sandbox here");
}

Test(selftest, without_valgrind)
{
    request.fast = true;
    run(PROMISE_KEPT);
    cr_assert_eq(graded, 5);
    cr_assert_eq(under_valgrind, 0);
}

Test(selftest, of_a_sample_every_third_alternative_is_graded_whole)
{
    fixture_write("tests/exercises/01-one/alternatives/p.c", "right, and fast");
    fixture_write("tests/exercises/01-one/alternatives/q.c", "right, and fast");
    fixture_write("tests/exercises/01-one/alternatives/r.c", "right, and whole");
    run(PROMISE_KEPT);
    cr_assert_eq(under_valgrind, 1 + 4 + 1, "solution, alternatives, a mutant: %u", under_valgrind);
    request.sample = (struct sample){1, 2};
    run(PROMISE_KEPT);
    cr_assert_eq(graded, 1 + 1 + 4 + 3);
    cr_assert_eq(under_valgrind, 1 + 2 + 1, "%u", under_valgrind);
    expect_said("of the alternatives every third under Valgrind");
}

Test(selftest, again_and_again)
{
    request.repeat = 5;
    run(PROMISE_KEPT);
    cr_assert_eq(graded, 6 + 2 * 4, "durations may differ");
    fixture_write("solutions/01-one/work.c", "changes");
    run(PROMISE_BROKEN);
    expect_said(
        "round 3 (none) gave another verdict than the first, at begins: \"observed\": \"another");
    expect_said("round 4   none           0.0 s, 1 differ");
    expect_said("5 rounds x 2 sources: 3 verdicts differ");
    cr_assert_eq(selftest.flip_count, 3, "each of them is there, not only the first");
}

static void count_calls(void *context, const struct selftest_progress *progress)
{
    size_t *calls = context;
    cr_assert_eq(progress->done, ++*calls);
    cr_assert_eq(progress->total, 6);
}

Test(selftest, progress_is_told)
{
    size_t calls = 0;
    request.on_progress = count_calls;
    request.context = &calls;
    run(PROMISE_KEPT);
    cr_assert_eq(calls, 6);
}

Test(selftest, for_programs)
{
    fixture_write("tests/exercises/01-one/mutants/b.c", "/* caught-by: behaviour/ends */");
    run(PROMISE_BROKEN);
    AUTO_TEXT struct text out = {0};
    selftest_json_write(&selftest, &out);
    json_t *root_value = json_loads(text_string(&out), 0, NULL);
    cr_assert_not_null(root_value);
    cr_assert_str_eq(json_string_value(json_object_get(root_value, "status")), "fail");
    json_t *exercise = json_array_get(json_object_get(root_value, "exercises"), 0);
    cr_assert_eq(json_array_size(json_object_get(exercise, "sources")), 6);
    json_t *mutants = json_object_get(exercise, "mutants");
    cr_assert_eq(json_integer_value(json_object_get(mutants, "kept")), 2);
    json_t *source = json_array_get(json_object_get(exercise, "sources"), 4);
    cr_assert_str_eq(json_string_value(json_object_get(source, "caught_by")), "behaviour/ends");
    cr_assert_str_eq(json_string_value(json_object_get(source, "status")), "broken");
    cr_assert_null(json_string_value(json_object_get(source, "first_failed")));
    source = json_array_get(json_object_get(exercise, "sources"), 3);
    cr_assert_str_eq(json_string_value(json_object_get(source, "first_failed")),
                     "behaviour/begins");
    json_t *message = json_object_get(source, "message");
    cr_assert_str_eq(json_string_value(json_object_get(message, "status")), "kept");
    cr_assert_eq(json_array_size(json_object_get(exercise, "orphaned_messages")), 0);
    json_decref(root_value);
}

static atomic_uint idle_seen, delays_seen;

static bool grade_and_look_at_the_load(const struct grade_request *one, struct verdict **verdict,
                                       struct error *err)
{
    atomic_fetch_add(&idle_seen, one->load.idle);
    atomic_fetch_add(&delays_seen, one->load.delay_seed != 0);
    atomic_fetch_add(&one->load.tally->calls, 10);
    cr_assert_eq(one->seed, 0, "the inputs of the tests stay the same");
    return grade_of_straw(one, verdict, err);
}

Test(selftest, load_comes_after_the_reference_and_in_turn)
{
    request.grade = grade_and_look_at_the_load;
    request.load = LOAD_MIXED;
    request.seed = 1;
    run(PROMISE_KEPT);
    cr_assert_eq(idle_seen + delays_seen, 0);
    request.repeat = 6;
    run(PROMISE_KEPT);
    cr_assert_eq(idle_seen, 2 * 2, "rounds idle and all, of two sources");
    cr_assert_eq(delays_seen, 2 * 2);
    cr_assert_eq(selftest.rounds[5].profile, LOAD_ALL);
    cr_assert_eq(selftest.rounds[4].delays.calls, 20);
}

Test(selftest, mutants_are_repeated_when_they_are_what_is_asked_for)
{
    request.kinds[BANK_SOLUTION] = request.kinds[BANK_ALTERNATIVE] = false;
    request.repeat = 3;
    run(PROMISE_KEPT);
    cr_assert_eq(graded, (3 + 1) * 3);
    fixture_write("tests/exercises/01-one/mutants/a.c",
                  "/* caught-by: behaviour/begins fails changes */");
    run(PROMISE_KEPT);
}

static struct cancel cancel;
static unsigned cancelled_round;

static void call_off(void *context, const struct selftest_progress *progress)
{
    (void)context;
    if (progress->round == cancelled_round) {
        cancel_raise(&cancel);
    }
}

static void call_off_in(unsigned round)
{
    struct error err;
    cr_assert(cancel_init(&cancel, &err));
    cancelled_round = round;
    request.jobs = 1;
    request.repeat = 5;
    request.cancel = &cancel;
    request.on_progress = call_off;
}

Test(selftest, rounds_that_are_over_are_told_when_the_others_are_called_off)
{
    call_off_in(2);
    run(PROMISE_KEPT);
    cr_assert_eq(selftest.round_count, 3);
    expect_said("round 3   none           0.0 s, broken off after 1 sources");
    expect_said("2 rounds x 2 sources: 0 verdicts differ");
    cancel_finish(&cancel);
}

Test(selftest, a_first_round_that_is_called_off_says_nothing)
{
    struct error err;
    call_off_in(0);
    cr_assert_not(selftest_run(&request, &selftest, &err));
    cr_assert_not_null(strstr(err.message, "before the first round was over"));
    cancel_finish(&cancel);
}
