#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "call.h"
#include "model/digest.h"
#include "progress/progress.h"
#include "workbook_fixture.h"

static void make(void)
{
    (void)fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_add_exercise(2, "two", NULL, NULL);
}

TestSuite(commands, .init = make, .fini = fixture_remove);

/* An attempt at an exercise, graded at a time long gone. */
static void record(const char *exercise, enum status status, int64_t time_ms)
{
    struct error err;
    AUTO_PROGRESS struct progress *progress = NULL;
    cr_assert(progress_open(PROGRESS_RECORD, &progress, &err), "%s", err.message);
    AUTO_ATTEMPT struct attempt attempt = {
        .time_ms = time_ms,
        .exercise = memory_copy_string(exercise),
        .status = status,
        .score = {status == STATUS_PASS ? 1000 : 640, 1000},
    };
    (void)snprintf(attempt.id, sizeof attempt.id, "%032lld", (long long)time_ms);
    memset(attempt.source_sha256, '0', DIGEST_LENGTH);
    attempt_append_check(&attempt, "begins", STATUS_PASS);
    attempt_append_check(&attempt, "ends", status);
    if (status != STATUS_PASS) {
        attempt.failure_check = memory_copy_string("ends");
        attempt.failure_line = memory_copy_string("it went on");
    }
    cr_assert(progress_record(progress, &attempt, 1, &err), "%s", err.message);
}

static void expect_said(const char *part)
{
    cr_assert_not_null(strstr(text_string(&call_out), part), "no '%s' in:\n%s", part,
                       text_string(&call_out));
}

Test(commands, list)
{
    cr_assert_eq(CALL(cmd_list, NULL, "list"), CLI_PASSED, "%s", call_err.message);
    cr_assert_str_eq(text_string(&call_out), "01-one                     10 points  A title\n"
                                             "02-two                     10 points  A title\n");
    cr_assert_eq(CALL(cmd_list, NULL, "list", "1"), CLI_USAGE);
}

static bool grade_nothing(const struct grade_request *request, struct verdict **verdict,
                          struct error *err)
{
    (void)request;
    (void)verdict;
    return error_set(err, "nothing is graded here");
}

Test(commands, a_sample_of_generated_mutants)
{
    static const char *const wrong[] = {"2", "0/2", "3/2", "1/2x", "a/b", "-1/3"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_assert_eq(
            CALL(cmd_selftest, grade_nothing, "selftest", "--generated", "--sample", wrong[i]),
            CLI_USAGE, "%s", wrong[i]);
        cr_assert_not_null(strstr(call_err.message, "--sample wants K/N"), "%s", call_err.message);
    }
    cr_assert_eq(
        CALL(cmd_selftest, grade_nothing, "selftest", "1", "--generated", "--sample", "1/2"),
        CLI_BROKEN);
    cr_assert_not_null(strstr(call_err.message, "solutions/01-one/work.c"), "%s", call_err.message);
}

Test(commands, selftest_refuses_options_that_would_do_nothing)
{
    cr_assert_eq(CALL(cmd_selftest, grade_nothing, "selftest", "--load", "hogs"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_selftest, grade_nothing, "selftest", "--seed", "5"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_selftest, grade_nothing, "selftest", "--generated", "--only", "stubs"),
                 CLI_USAGE);
    cr_assert_eq(CALL(cmd_selftest, grade_nothing, "selftest", "--generated", "--accept-messages"),
                 CLI_USAGE);
    cr_assert_eq(
        CALL(cmd_selftest, grade_nothing, "selftest", "--only", "structure", "--repeat", "2"),
        CLI_USAGE);
}

Test(commands, hint)
{
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "2", "--level", "2"), CLI_PASSED);
    expect_said("02-two  hint 2 of 3\n\n  Read the page.\n\n"
                "  Still stuck? ./workbook hint 2 --level 3");
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "2", "--level=4"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "02-two has 3 hints; the last is --level 3");
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "thwo"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "there is no exercise 'thwo'; did you mean 'two'?");
}

Test(commands, new_refuses)
{
    cr_assert_eq(CALL(cmd_new, NULL, "new"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "new takes the name of one exercise, such as message-board");
    cr_assert_eq(CALL(cmd_new, NULL, "new", "a-b", "c-d"), CLI_USAGE);
    cr_assert_eq(CALL(cmd_new, NULL, "new", "02-message-board"), CLI_USAGE);
    cr_assert_str_eq(call_err.message,
                     "there is an exercise 02-two already; choose another number");
    cr_assert_eq(CALL(cmd_new, NULL, "new", "message-board"), CLI_BROKEN);
    cr_assert_not_null(strstr(call_err.message, "exercises are made in the source tree"));
    cr_assert_eq(call_out.length, 0);
}

Test(commands, hint_without_exercise_is_for_the_next)
{
    record("one", STATUS_PASS, 1000);
    cr_assert_eq(CALL(cmd_hint, NULL, "hint"), CLI_PASSED);
    expect_said("02-two  hint 1 of 3");
}

Test(commands, hint_opens_level_by_level_but_the_last)
{
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "2"), CLI_PASSED);
    expect_said("What is it?\n\n  Still stuck? ./workbook hint 2 --level 2\n\n");
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(CALL(cmd_hint, NULL, "hint", "2"), CLI_PASSED);
        expect_said("What is it?\n\n  02-two  hint 2 of 3\n\n  Read the page.\n\n"
                    "  Still stuck? ./workbook hint 2 --level 3\n"
                    "  It is the last one, and costs a star.\n\n");
    }
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "2", "--level", "3"), CLI_PASSED);
    expect_said("\n  02-two  hint 3 of 3\n\n  Do this, then that.\n\n");
    cr_assert_eq(CALL(cmd_hint, NULL, "hint", "2"), CLI_PASSED);
    expect_said("What is it?");
    expect_said("Do this, then that.");
}

Test(commands, the_last_hint_is_free_after_a_pass)
{
    record("two", STATUS_PASS, 1000);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(CALL(cmd_hint, NULL, "hint", "2"), CLI_PASSED);
        cr_assert_null(strstr(text_string(&call_out), "star"));
    }
    expect_said("Do this, then that.");
}

Test(commands, status_tells_how_far_each_is)
{
    fixture_add_exercise(3, "three", NULL, NULL);
    fixture_write("exercises/01-one/work.c", "int done;\n");
    fixture_write("exercises/02-two/work.c", "/* TODO: end */\n");
    cr_assert_eq(CALL(cmd_status, NULL, "grader"), CLI_PASSED, "%s", call_err.message);
    expect_said("01-one                    written; check it\n");
    expect_said("02-two                    begun, 1 to do\n");
    expect_said("03-three                  not begun\n");
    expect_said("Next: A title\n  A goal.\n\n    lesson  exercises/01-one/README.md\n");
}

Test(commands, status_knows_what_was_graded)
{
    cr_assert_eq(setenv("LC_ALL", "C", 1), 0);
    fixture_write("exercises/01-one/work.c", "int done;\n");
    fixture_write("exercises/02-two/work.c", "int done;\n");
    record("one", STATUS_PASS, 1000);
    record("two", STATUS_FAIL, 2000);
    cr_assert_eq(CALL(cmd_status, NULL, "grader"), CLI_PASSED);
    expect_said("***  01-one                    passed; changed since, not checked again\n");
    expect_said("     02-two                    6.40 of 10 points, 1 of 2 checks; changed since\n");
    expect_said("1 of 2 passed, 3 of 6 stars");
    expect_said("failed  ends, ");
    expect_said("days ago; the source has changed since\n            it went on\n"
                "    why     ./workbook explain 2 ends\n");
    expect_said("lesson  exercises/02-two/README.md\n");
}

Test(commands, status_goes_on_with_what_was_attempted_last)
{
    record("two", STATUS_FAIL, 2000);
    cr_assert_eq(CALL(cmd_status, NULL, "grader"), CLI_PASSED);
    expect_said("lesson  exercises/02-two/README.md\n");
    record("one", STATUS_FAIL, 3000);
    cr_assert_eq(CALL(cmd_status, NULL, "grader"), CLI_PASSED);
    expect_said("lesson  exercises/01-one/README.md\n");
}

Test(commands, status_when_all_is_passed)
{
    record("one", STATUS_PASS, 1000);
    record("two", STATUS_PASS, 2000);
    cr_assert_eq(CALL(cmd_status, NULL, "grader"), CLI_PASSED);
    expect_said("All passed. How it went: ./workbook progress\n");
    cr_assert_null(strstr(text_string(&call_out), "Next:"));
}

Test(commands, help_names_them_all)
{
    cr_assert_eq(CALL(cmd_help, NULL, "help"), CLI_PASSED);
    size_t count = 0;
    const struct command *commands = command_list(&count);
    for (size_t i = 0; i < count; i++) {
        expect_said(commands[i].summary);
        cr_assert_eq(command_find(commands[i].name), &commands[i]);
    }
    cr_assert_eq(CALL(cmd_help, NULL, "help", "check"), CLI_PASSED);
    expect_said("--sandbox=WHEN");
    cr_assert_eq(CALL(cmd_help, NULL, "help", "hnit"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "unknown command 'hnit'; did you mean 'hint'?");
}

static int run_main(const char *const *words)
{
    char *argv[8] = {NULL};
    int argc = 0;
    for (; words[argc] != NULL; argc++) {
        union {
            const char *given;
            char *wanted;
        } word = {.given = words[argc]};
        argv[argc] = word.wanted;
    }
    return cli_main(argc, argv, NULL, NULL);
}

#define MAIN(...) run_main((const char *const[]){__VA_ARGS__, NULL})

Test(commands, main_dispatches)
{
    cr_redirect_stdout();
    cr_redirect_stderr();
    cr_assert_eq(MAIN("grader"), 0);
    cr_assert_eq(MAIN("grader", "--version"), 0);
    cr_assert_eq(MAIN("grader", "--help"), 0);
    cr_assert_eq(MAIN("grader", "check", "--help"), 0);
    cr_assert_eq(MAIN("grader", "list"), 0);
    cr_assert_eq(MAIN("grader", "lsit"), 2);
    cr_assert_eq(MAIN("grader", "--frobnicate"), 2);
    cr_assert_eq(MAIN("grader", "check"), 3, "there is no grading part in this test");
}

Test(commands, complaints_are_one_line_on_standard_error)
{
    cr_redirect_stderr();
    cr_assert_eq(MAIN("grader", "lsit"), 2);
    cr_assert_stderr_eq_str("grader: unknown command 'lsit'; did you mean 'list'?\n");
}

static void replace_stdout(int fd)
{
    cr_assert_eq(dup2(fd, STDOUT_FILENO), STDOUT_FILENO);
    close(fd);
}

Test(commands, a_full_disk_is_status_3)
{
    cr_redirect_stderr();
    replace_stdout(open("/dev/full", O_WRONLY));
    cr_assert_eq(MAIN("grader", "list"), 3);
    cr_assert_stderr_eq_str("grader: cannot write the answer to standard output: "
                            "No space left on device\n");
}

/* Who reads has gone, and had what was wanted: tests/e2e/streams.sh says why. */
Test(commands, a_closed_pipe_is_no_trouble_and_no_signal)
{
    cr_redirect_stderr();
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    close(ends[0]);
    replace_stdout(ends[1]);
    cr_assert_eq(MAIN("grader", "list"), 0);
    cr_assert_stderr_eq_str("");
    struct sigaction now;
    cr_assert_eq(sigaction(SIGPIPE, NULL, &now), 0);
    cr_assert_eq(now.sa_handler, SIG_DFL, "what the grader starts must not inherit SIG_IGN");
}
