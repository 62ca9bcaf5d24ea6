#include "judge_fixture.h"

#include "base/memory.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct judge_fixture fixture;
static struct examination *memory;

static void prepare(void)
{
    fixture_prepare(&fixture);
    memory = &fixture.passes.memory.examination;
}

static void finish(void)
{
    fixture_finish(&fixture);
}

TestSuite(judge_memory, .init = prepare, .fini = finish);

static const char bad_report[] =
    "<?xml version=\"1.0\"?><valgrindoutput><pid>5</pid><error><kind>InvalidRead</kind>"
    "<what>Invalid read of size 1</what><stack><frame><obj>/x/student.so</obj><fn>f</fn>"
    "<file>work.c</file><line>2</line></frame></stack></error>"
    "<status><state>FINISHED</state></status></valgrindoutput>";

static void expect(enum status status, const char *words)
{
    fixture_judge(&fixture);
    const struct stage_verdict *stage = &fixture.exercise->stages[STAGE_MEMORY];
    cr_assert_eq(stage->status, status, "%s: %s", status_name(stage->status), stage->message);
    if (words != NULL) {
        cr_assert_not_null(strstr(stage->message, words), "%s", stage->message);
    }
    enum status of_check = exercise_verdict_find_check(fixture.exercise, "valgrind-clean")->status;
    cr_assert_eq(of_check, status == STATUS_ERROR ? STATUS_SKIP : status);
}

Test(judge_memory, a_finding)
{
    memory_set_string(&memory->reports[0].xml, bad_report);
    expect(STATUS_FAIL, "work.c:2: Invalid read of size 1");
    cr_assert_eq(fixture.exercise->diagnostic_count, 1);
    cr_assert_eq(fixture.exercise->diagnostics[0].stage, STAGE_MEMORY);
    cr_assert_str_eq(fixture.exercise->diagnostics[0].excerpt, "b");
}

Test(judge_memory, a_finding_counts_whatever_else_is_wrong)
{
    fixture_report(&fixture, false, "one", "fail");
    memory_set_string(&memory->reports[0].xml, bad_report);
    expect(STATUS_FAIL, "Invalid read");
}

Test(judge_memory, nothing_is_proven_while_the_behaviour_is_wrong)
{
    fixture_report(&fixture, false, "one", "fail");
    expect(STATUS_SKIP, "the behaviour is to be right first");
}

Test(judge_memory, a_report_that_is_missing)
{
    free(memory->reports[0].xml);
    memory->report_count = 0;
    expect(STATUS_FAIL, "no whole report");
}

Test(judge_memory, a_report_of_another_process)
{
    memory->reports[0].pid = 6;
    expect(STATUS_FAIL, "no whole report");
}

Test(judge_memory, a_report_that_was_cut)
{
    memory->reports[0].xml[60] = '\0';
    expect(STATUS_FAIL, "no whole report");
}

Test(judge_memory, a_process_that_the_test_killed_needs_none)
{
    free(memory->reports[0].xml);
    memory->report_count = 0;
    memory->actors[0].killed = true;
    expect(STATUS_PASS, NULL);
}

Test(judge_memory, a_check_that_fails_only_there)
{
    fixture_report(&fixture, true, "two", "fail");
    expect(STATUS_FAIL, "two passes natively and fails under Valgrind: seen");
}

Test(judge_memory, no_end)
{
    memory->timed_out = true;
    expect(STATUS_FAIL, "did not come to an end");
}

/* The pass was broken off: what it had found until then depends on the moment. */
Test(judge_memory, a_call_that_hangs_natively)
{
    fixture_report(&fixture, false, "one", "timeout");
    atomic_store(&fixture.passes.hangs, true);
    memory->timed_out = true;
    memory_set_string(&memory->reports[0].xml, bad_report);
    expect(STATUS_SKIP, "does not come back");
    cr_assert_eq(fixture.exercise->diagnostic_count, 0);
}

Test(judge_memory, not_asked_for)
{
    fixture.passes.memory.asked = false;
    expect(STATUS_SKIP, "--fast");
    cr_assert_eq(fixture.exercise->status, STATUS_PASS);
}

Test(judge_memory, the_grader_could_not)
{
    fixture.passes.memory.failed = true;
    fixture.passes.memory.examined = false;
    (void)error_set(&fixture.passes.memory.err, "no room");
    expect(STATUS_ERROR, "no room");
    cr_assert_eq(fixture.exercise->status, STATUS_ERROR);
}
