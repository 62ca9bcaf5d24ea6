#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "call.h"
#include "progress/progress.h"
#include "workbook_fixture.h"

static void make(void)
{
    (void)fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_write("solutions/01-one/work.c", "int model;\n");
    fixture_write("exercises/01-one/work.c", "int mine;\n");
    cr_assert_eq(setenv("LC_ALL", "C", 1), 0);
}

TestSuite(gate, .init = make, .fini = fixture_remove);

static struct progress *open_record(void)
{
    struct error err;
    struct progress *progress = NULL;
    cr_assert(progress_open(PROGRESS_RECORD, &progress, &err), "%s", err.message);
    return progress;
}

static void record(char source, enum status status)
{
    struct error err;
    AUTO_PROGRESS struct progress *progress = open_record();
    AUTO_ATTEMPT struct attempt attempt = {
        .time_ms = source, .exercise = memory_copy_string("one"), .status = status};
    (void)snprintf(attempt.id, sizeof attempt.id, "%032d", source);
    memset(attempt.source_sha256, source, 64);
    cr_assert(progress_record(progress, &attempt, 1, &err), "%s", err.message);
}

static void expect_said(const char *part)
{
    cr_assert_not_null(strstr(text_string(&call_out), part), "no '%s' in:\n%s", part,
                       text_string(&call_out));
}

Test(gate, closed_at_first_and_no_option_opens_it)
{
    cr_assert_eq(CALL(cmd_solution, NULL, "solution", "1"), CLI_FAILED);
    expect_said("three more hints, three more attempts.\n");
    cr_assert_eq(CALL(cmd_solution, NULL, "solution", "1", "--reveal"), CLI_FAILED);
    cr_assert_null(strstr(text_string(&call_out), "model;"));
    cr_assert_eq(CALL(cmd_diff, NULL, "diff", "1", "--reveal"), CLI_FAILED);
    cr_assert_null(strstr(text_string(&call_out), "model;"));
}

Test(gate, says_what_is_missing)
{
    record('a', STATUS_FAIL);
    record('b', STATUS_FAIL);
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "1", "--level", "3"), CLI_PASSED);
    cr_assert_eq(CALL(cmd_solution, NULL, "solution", "1"), CLI_FAILED);
    expect_said("two more hints, one more attempt.\n");
    record('c', STATUS_FAIL);
    cr_assert_eq(CALL(cmd_solution, NULL, "solution", "1"), CLI_FAILED);
    expect_said("Still to come: two more hints.\n");
}

Test(gate, open_after_a_pass_and_nothing_is_lost)
{
    record('a', STATUS_PASS);
    cr_assert_eq(CALL(cmd_solution, NULL, "solution", "1"), CLI_PASSED, "%s", call_err.message);
    cr_assert_str_eq(text_string(&call_out), "int model;\n");
    cr_assert_eq(CALL(cmd_diff, NULL, "diff", "1"), CLI_PASSED, "%s", call_err.message);
    expect_said("--- yours\n+++ model solution\n@@ -1 +1 @@\n-int mine;\n+int model;\n");
    cr_assert_eq(CALL(cmd_status, NULL, "grader"), CLI_PASSED);
    expect_said("***  01-one");
}

Test(gate, open_for_who_has_tried_and_recorded)
{
    record('a', STATUS_FAIL);
    record('b', STATUS_FAIL);
    record('c', STATUS_FAIL);
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "1", "--level", "1"), CLI_PASSED);
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "1", "--level", "2"), CLI_PASSED);
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "1", "--level", "3"), CLI_PASSED);
    cr_assert_eq(CALL(cmd_diff, NULL, "diff", "1"), CLI_FAILED,
                 "it costs a star: he is asked first");
    expect_said("./workbook diff 1 --reveal\n");
    cr_assert_eq(CALL(cmd_diff, NULL, "diff", "1", "--reveal"), CLI_PASSED, "%s", call_err.message);
    expect_said("+int model;\n");
    cr_assert_eq(CALL(cmd_solution, NULL, "solution", "1"), CLI_PASSED, "what was seen was seen");

    AUTO_PROGRESS struct progress *progress = open_record();
    struct standing standing;
    struct error err;
    cr_assert(progress_read_standing(progress, "one", &standing, &err));
    cr_assert_gt(standing.revealed_ms, 0);
    standing.passed_ms = standing.revealed_ms + 1;
    cr_assert_eq(standing_stars(&standing, 3), 1);
    standing_finish(&standing);
}

Test(gate, the_same_source_again_is_no_new_attempt)
{
    for (int i = 0; i < 3; i++) {
        record('a', STATUS_FAIL);
    }
    cr_assert_eq(CALL(cmd_solution, NULL, "solution", "1"), CLI_FAILED);
    expect_said("two more attempts.\n");
}

Test(gate, a_diff_takes_the_power_from_control_characters)
{
    record('a', STATUS_PASS);
    fixture_write("exercises/01-one/work.c", "int \033[31mmine;\n");
    cr_assert_eq(CALL(cmd_diff, NULL, "diff", "1"), CLI_PASSED);
    expect_said("-int \\x1b[31mmine;\n");
}

Test(gate, nothing_to_compare_with)
{
    record('a', STATUS_PASS);
    fixture_write("solutions/01-one/other", "");
    AUTO_FREE char *command =
        memory_format("rm '%s/solutions/01-one/work.c'", getenv("WORKBOOK_ROOT"));
    cr_assert_eq(system(command), 0);
    cr_assert_eq(CALL(cmd_solution, NULL, "solution", "1"), CLI_BROKEN);
    cr_assert_not_null(strstr(call_err.message, "comes without the model solution of 01-one"));
}

Test(gate, mistakes_are_usage)
{
    cr_assert_eq(CALL(cmd_solution, NULL, "solution"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "solution takes one exercise");
    cr_assert_eq(CALL(cmd_diff, NULL, "diff", "7"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_reset, NULL, "reset"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_reset, NULL, "reset", "1", "--list", "--restore"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_reset, NULL, "reset", "1", "--restore"), CLI_FAILED);
    expect_said("There is no other version of work.c to bring back.");
}

Test(gate, reset_without_a_terminal_wants_a_yes)
{
    cr_assert_not_null(freopen("/dev/null", "r", stdin));
    fixture_write("tests/exercises/01-one/stub/work.c", "stub\n");
    cr_assert_eq(CALL(cmd_reset, NULL, "reset", "1"), CLI_USAGE);
    cr_assert_not_null(strstr(call_err.message, "say --yes"));
    cr_assert_eq(CALL(cmd_reset, NULL, "reset", "1", "--yes"), CLI_PASSED, "%s", call_err.message);
    expect_said("is the stub again. Your progress stays.");
    expect_said("./workbook reset 1 --restore\n");
    cr_assert_eq(CALL(cmd_reset, NULL, "reset", "1", "--list"), CLI_PASSED);
    expect_said("10 bytes");
    cr_assert_eq(CALL(cmd_reset, NULL, "reset", "1", "--restore"), CLI_PASSED);
}
