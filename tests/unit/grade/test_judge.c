#include "judge_fixture.h"

#include "base/memory.h"
#include "grade/judge.h"

#include <criterion/criterion.h>
#include <string.h>

static struct judge_fixture fixture;

static void prepare(void)
{
    fixture_prepare(&fixture);
}

static void finish(void)
{
    fixture_finish(&fixture);
}

TestSuite(judge, .init = prepare, .fini = finish);

static void expect_stage(enum stage stage, enum status status)
{
    cr_assert_eq(fixture.exercise->stages[stage].status, status, "%s is %s: %s", stage_name(stage),
                 status_name(fixture.exercise->stages[stage].status),
                 fixture.exercise->stages[stage].message);
}

static struct check_verdict *check(const char *id)
{
    return exercise_verdict_find_check(fixture.exercise, id);
}

Test(judge, nothing_wrong)
{
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_PASS);
    for (int stage = 0; stage < STAGE_RACES; stage++) {
        expect_stage((enum stage)stage, STATUS_PASS);
    }
    cr_assert_eq(fixture.exercise->score.earned_hundredths, 1000);
}

Test(judge, natively_the_memory_pass_is_not_looked_at)
{
    static const struct machine machine;
    fixture_report(&fixture, true, "two", "fail"); /* it would differ from the native pass */
    judge_exercise_natively(&machine, &fixture.passes, fixture.exercise);
    cr_assert_eq(fixture.exercise->status, STATUS_PASS, "of what is known");
    expect_stage(STAGE_BEHAVIOUR, STATUS_PASS);
    expect_stage(STAGE_LEAKS, STATUS_PASS);
    expect_stage(STAGE_MEMORY, STATUS_SKIP);
    cr_assert(fixture.exercise->stages[STAGE_MEMORY].not_asked);
}

Test(judge, a_failed_check)
{
    fixture_report(&fixture, false, "two", "fail");
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_FAIL);
    expect_stage(STAGE_BEHAVIOUR, STATUS_FAIL);
    expect_stage(STAGE_LEAKS, STATUS_SKIP);
    expect_stage(STAGE_MEMORY, STATUS_SKIP);
    cr_assert_eq(check("one")->status, STATUS_PASS);
    cr_assert_str_eq(check("two")->observed, "seen");
    cr_assert_eq(fixture.exercise->score.earned_hundredths, 400);
}

Test(judge, crash_and_timeout)
{
    fixture_report(&fixture, false, "one", "crash");
    fixture_report(&fixture, false, "two", "timeout");
    fixture_judge(&fixture);
    cr_assert_eq(check("one")->status, STATUS_CRASH);
    cr_assert_eq(check("two")->status, STATUS_TIMEOUT);
    cr_assert_eq(fixture.exercise->score.earned_hundredths, 0);
}

/* A test that broke off is the workbook's fault, and nobody's zero. */
Test(judge, a_check_that_said_nothing)
{
    fixture_report(&fixture, false, "two", "skip");
    free(fixture.passes.native.examination.checks[1].observed);
    fixture.passes.native.examination.checks[1].observed = NULL;
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_ERROR);
    expect_stage(STAGE_BEHAVIOUR, STATUS_ERROR);
    cr_assert_not_null(strstr(fixture.exercise->stages[STAGE_BEHAVIOUR].message, "two"));
}

Test(judge, the_time_was_up)
{
    struct examination *native = &fixture.passes.native.examination;
    native->timed_out = true;
    free(native->checks[1].id);
    free(native->checks[1].status);
    native->check_count = 1;
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_FAIL);
    cr_assert_eq(check("one")->status, STATUS_PASS);
    cr_assert_eq(check("two")->status, STATUS_TIMEOUT);
}

Test(judge, something_was_printed)
{
    memory_set_string(&fixture.passes.native.examination.output, "debug\x1b[2J");
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_FAIL);
    expect_stage(STAGE_BEHAVIOUR, STATUS_FAIL);
    cr_assert_not_null(strstr(fixture.exercise->stages[STAGE_BEHAVIOUR].message, "debug"));
}

static const char *printed(uint64_t bytes)
{
    struct examination *native = &fixture.passes.native.examination;
    memory_set_string(&native->output, "debug");
    native->output_cut = true;
    native->output_bytes = bytes;
    fixture_judge(&fixture);
    expect_stage(STAGE_BEHAVIOUR, STATUS_FAIL);
    return fixture.exercise->stages[STAGE_BEHAVIOUR].message;
}

Test(judge, who_prints_too_much_hears_how_much)
{
    const char *message = printed(70 * 1024 + 1);
    cr_assert_not_null(strstr(message, "limit reached: output, 71 of 64 KiB"), "%s", message);
}

Test(judge, who_prints_without_end_hears_the_same_each_time)
{
    const char *message = printed(5000 * 1024);
    cr_assert_not_null(strstr(message, "limit reached: output, more than 640 of 64 KiB"), "%s",
                       message);
}

Test(judge, a_leak)
{
    struct examination *native = &fixture.passes.native.examination;
    *memory_append(&native->leaks, &native->leak_count) = (struct examined_leak){
        .kind = memory_copy_string("sysv-shm"),
        .id = memory_copy_string("4"),
        .check = memory_copy_string("one"),
        .call = memory_copy_string("f()"),
        .bytes = 100,
    };
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_FAIL);
    expect_stage(STAGE_BEHAVIOUR, STATUS_PASS);
    expect_stage(STAGE_LEAKS, STATUS_FAIL);
    cr_assert_eq(check("nothing-left")->status, STATUS_FAIL);
    cr_assert_eq(fixture.exercise->leak_count, 1);
    cr_assert_eq(fixture.exercise->leaks[0].bytes, 100);
}

Test(judge, not_built)
{
    struct build *build = &fixture.passes.native.build;
    build->accepted = false;
    build->message = memory_copy_string("the compiler found errors");
    *memory_append(&build->diagnostics, &build->diagnostic_count) = (struct build_diagnostic){
        .file = memory_copy_string("work.c"),
        .line = 2,
        .column = 1,
        .severity = memory_copy_string("error"),
        .message = memory_copy_string("bad"),
    };
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_FAIL);
    cr_assert_eq(fixture.exercise->score.earned_hundredths, 0);
    expect_stage(STAGE_BUILD, STATUS_FAIL);
    expect_stage(STAGE_BEHAVIOUR, STATUS_SKIP);
    cr_assert_str_eq(fixture.exercise->diagnostics[0].excerpt, "b");
}

Test(judge, the_build_could_not_work)
{
    fixture.passes.native.failed = true;
    fixture.passes.native.build.accepted = false;
    (void)error_set(&fixture.passes.native.err, "no compiler");
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_ERROR);
    cr_assert_str_eq(fixture.exercise->stages[STAGE_BUILD].message, "no compiler");
}

Test(judge, the_examination_could_not_work)
{
    fixture.passes.native.failed = true;
    fixture.passes.native.examined = false;
    (void)error_set(&fixture.passes.native.err, "no sandbox");
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_ERROR);
    expect_stage(STAGE_BUILD, STATUS_PASS);
    cr_assert_str_eq(fixture.exercise->stages[STAGE_BEHAVIOUR].message, "no sandbox");
}

Test(judge, nothing_to_judge)
{
    fixture.passes.source.state = SOURCE_MISSING;
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_MISSING);
    cr_assert_null(fixture.exercise->source_sha256);
}

Test(judge, a_file_that_is_not_fit)
{
    fixture.passes.source.state = SOURCE_UNFIT;
    strcpy(fixture.passes.source.why, "it is a symbolic link");
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_FAIL);
    expect_stage(STAGE_BUILD, STATUS_FAIL);
}

Test(judge, a_check_that_the_manifest_does_not_have)
{
    fixture_report(&fixture, false, "of-another-exercise", "fail");
    fixture_judge(&fixture);
    cr_assert_eq(fixture.exercise->status, STATUS_PASS);
}
