#include <criterion/criterion.h>
#include <string.h>

#include "call.h"
#include "workbook_fixture.h"

static const char page[] = "# The fact.\n\n## What is checked\n\nThis.\n\n## Why\n\nBecause.\n\n"
                           "## The usual mistake\n\nNot to.\n\n## Read\n\nshmget(2)\n\n"
                           "## Try\n\n    gcc begins.c\n\n## It prints\n\n    it begins\n";

/* Two exercises that have "begins" and "ends"; the second has "closes" in place of "begins". */
static void make(void)
{
    (void)fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_add_exercise(2, "two", "begins\"; s", "closes\"; s");
    fixture_write("exercises/01-one/explain/begins.md", page);
    fixture_write("exercises/01-one/explain/begins.c", "/* begins */\n");
}

TestSuite(explain, .init = make, .fini = fixture_remove);

static void expect_said(const char *part)
{
    cr_assert_not_null(strstr(text_string(&call_out), part), "no '%s' in:\n%s", part,
                       text_string(&call_out));
}

Test(explain, a_check_by_its_id)
{
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "begins"), CLI_PASSED, "%s", call_err.message);
    expect_said("\n  The fact.\n  check begins of 01-one\n\n  What is checked\n  This.\n");
    expect_said("\n  begins.c\n  /* begins */\n\n  Try\n      gcc begins.c\n");
    expect_said("\n  It prints\n      it begins\n");
}

Test(explain, a_check_of_an_exercise)
{
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "1", "begins"), CLI_PASSED);
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "01-one/begins"), CLI_PASSED);
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "one/begin"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "01-one has no check 'begin'; did you mean 'begins'?");
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "1", "closes"), CLI_USAGE);
    cr_assert_str_eq(call_err.message,
                     "01-one has no check 'closes'; 'grader explain 1' lists those it has");
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "3/begins"), CLI_USAGE);
    cr_assert_not_null(strstr(call_err.message, "no exercise '3'"), "%s", call_err.message);
}

Test(explain, a_check_that_several_exercises_have)
{
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "ends"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "the exercises 01, 02 all have a check 'ends'; say which: "
                                       "'grader explain 02/ends'");
}

Test(explain, a_check_that_there_is_not)
{
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "close"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "there is no check 'close'; did you mean 'closes'?");
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "zebra"), CLI_USAGE);
    cr_assert_str_eq(call_err.message,
                     "there is no check 'zebra'; 'grader explain' lists them all");
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "1", "begins", "ends"), CLI_USAGE);
}

Test(explain, a_list)
{
    cr_assert_eq(CALL(cmd_explain, NULL, "explain"), CLI_PASSED);
    expect_said("\n  01-one\n    begins                    begins\n");
    expect_said("\n  02-two\n    closes  ");
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "02"), CLI_PASSED);
    cr_assert_null(strstr(text_string(&call_out), "01-one"));
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "9"), CLI_USAGE);
}

Test(explain, a_page_that_is_not_there)
{
    cr_assert_eq(CALL(cmd_explain, NULL, "explain", "closes"), CLI_BROKEN);
    cr_assert_not_null(strstr(call_err.message, "02-two/explain/closes.md"), "%s",
                       call_err.message);
}
