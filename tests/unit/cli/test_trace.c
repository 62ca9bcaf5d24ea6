#include <criterion/criterion.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "call.h"
#include "workbook_fixture.h"

/* A grader of straw: it fails the check that is set, and records one call. */
static const char *failing;       /* NULL: none */
static const char *passing_alone; /* a check that passes when it is watched closely */
static bool builds = true;
static bool breaks;
static struct grade_request asked[4];
static char asked_check[4][32]; /* "": all of them */
static unsigned asked_count;

static void record_call(struct timeline *timeline, const char *check)
{
    struct timeline_actor *actor = memory_append(&timeline->actors, &timeline->actor_count);
    struct timeline_event *event = memory_append(&timeline->events, &timeline->event_count);
    actor->name = memory_copy_string("the writer");
    event->kind = TIMELINE_CALL;
    event->text = memory_copy_string("work(1)");
    timeline->check = memory_copy_string(check);
    timeline->status = memory_copy_string("fail");
}

static bool grade_of_straw(const struct grade_request *request, struct verdict **verdict,
                           struct error *err)
{
    snprintf(asked_check[asked_count], sizeof asked_check[0], "%s",
             request->only_check != NULL ? request->only_check : "");
    asked[asked_count++] = *request;
    if (breaks) {
        return error_set(err, "the proctor is not there");
    }
    *verdict = verdict_create();
    struct exercise_verdict *exercise = verdict_append_exercise(*verdict, request->exercises[0]);
    exercise->stages[STAGE_BUILD].status = builds ? STATUS_PASS : STATUS_FAIL;
    for (size_t i = 0; builds && i < exercise->check_count; i++) {
        struct check_verdict *check = &exercise->checks[i];
        bool watched = request->recording == RECORD_EVENTS && passing_alone != NULL &&
                       strcmp(check->id, passing_alone) == 0;
        bool fails = failing != NULL && strcmp(check->id, failing) == 0 && !watched;
        check->status = fails ? STATUS_FAIL : STATUS_PASS;
    }
    if (request->timeline != NULL) {
        record_call(request->timeline, request->only_check);
    }
    exercise_verdict_settle(exercise);
    verdict_settle(*verdict);
    return true;
}

static void make(void)
{
    fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_add_exercise(2, "two", "work.c", "two.c");
}

TestSuite(trace, .init = make, .fini = fixture_remove);

#define TRACE(...) CALL(cmd_trace, grade_of_straw, "trace", __VA_ARGS__)

Test(trace, a_named_check_is_run_alone)
{
    cr_assert_eq(TRACE("1", "--check", "begins"), CLI_PASSED, "%s", call_err.message);
    cr_assert_eq(asked_count, 1);
    cr_assert_str_eq(asked_check[0], "begins");
    cr_assert_eq(asked[0].recording, RECORD_EVENTS);
    cr_assert(asked[0].fast);
    cr_assert_not_null(strstr(text_string(&call_out), "work(1)"), "%s", text_string(&call_out));
}

Test(trace, without_a_name_it_is_the_first_that_fails)
{
    failing = "begins";
    cr_assert_eq(TRACE("1"), CLI_FAILED, "%s", call_err.message);
    cr_assert_eq(asked_count, 2);
    cr_assert(asked[0].stop_at_failure);
    cr_assert_str_eq(asked_check[0], "");
    cr_assert_str_eq(asked_check[1], "begins");
}

Test(trace, when_none_fails_it_is_the_first)
{
    cr_assert_eq(TRACE("1"), CLI_PASSED, "%s", call_err.message);
    cr_assert_eq(asked_count, 2);
    cr_assert_str_eq(asked_check[1], "begins");
}

Test(trace, solutions_are_not_searched_for_faults)
{
    cr_assert_eq(TRACE("1", "--solutions"), CLI_PASSED, "%s", call_err.message);
    cr_assert_eq(asked_count, 1);
    cr_assert_eq(asked[0].submission, SUBMISSION_SOLUTIONS);
}

Test(trace, a_check_that_passes_when_watched_is_recorded_again)
{
    failing = passing_alone = "begins";
    cr_assert_eq(TRACE("1"), CLI_FAILED, "%s", call_err.message);
    cr_assert_eq(asked_count, 3);
    cr_assert_eq(asked[1].recording, RECORD_EVENTS);
    cr_assert_eq(asked[2].recording, RECORD_CALLS);
    cr_assert_not_null(strstr(text_string(&call_out), "System calls are not shown"), "%s",
                       text_string(&call_out));
}

Test(trace, what_is_not_built_is_reported)
{
    builds = false;
    cr_assert_eq(TRACE("1"), CLI_FAILED, "%s", call_err.message);
    cr_assert_eq(asked_count, 1);
    cr_assert_not_null(strstr(text_string(&call_out), "01-one"));
    asked_count = 0;
    cr_assert_eq(TRACE("1", "--check", "begins"), CLI_FAILED);
    cr_assert_eq(asked_count, 1);
}

Test(trace, json)
{
    cr_assert_eq(TRACE("1", "--check", "begins", "--format", "json"), CLI_PASSED);
    cr_assert_not_null(strstr(text_string(&call_out), "\"text\": \"work(1)\""), "%s",
                       text_string(&call_out));
}

Test(trace, mistakes_in_usage)
{
    cr_assert_eq(TRACE("1", "--check", "begin"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "01-one has no check 'begin'; did you mean 'begins'?");
    cr_assert_eq(TRACE("1", "2"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "trace takes one exercise at a time");
    cr_assert_eq(TRACE("9"), CLI_USAGE);
    cr_assert_eq(TRACE("1", "--solutions", "--file", "x.c"), CLI_USAGE);
    cr_assert_eq(TRACE("1", "--format", "tap"), CLI_USAGE);
    cr_assert_eq(asked_count, 0);
}

Test(trace, a_grader_that_cannot_work)
{
    breaks = true;
    cr_assert_eq(TRACE("1"), CLI_BROKEN);
    cr_assert_str_eq(call_err.message, "the proctor is not there");
}
