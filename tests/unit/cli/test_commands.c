#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "call.h"
#include "workbook_fixture.h"

static void make(void)
{
    (void)fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_add_exercise(2, "two", NULL, NULL);
}

TestSuite(commands, .init = make, .fini = fixture_remove);

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
    fixture_write("exercises/01-one/work.c", "int done;\n");
    cr_assert_eq(CALL(cmd_hint, NULL, "hint"), CLI_PASSED);
    expect_said("02-two  hint 1 of 3");
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
    expect_said("Next: A title\n  A goal.\n\n    lesson  exercises/02-two/README.md\n");
}

Test(commands, status_when_all_is_written)
{
    fixture_write("exercises/01-one/work.c", "int done;\n");
    fixture_write("exercises/02-two/work.c", "int done;\n");
    cr_assert_eq(CALL(cmd_status, NULL, "grader"), CLI_PASSED);
    expect_said("Everything is written. Check it all: ./workbook check\n");
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

Test(commands, a_closed_pipe_is_status_3_and_no_signal)
{
    cr_redirect_stderr();
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    close(ends[0]);
    replace_stdout(ends[1]);
    cr_assert_eq(MAIN("grader", "list"), 3);
    cr_assert_stderr_eq_str("grader: cannot write the answer to standard output: Broken pipe\n");
    struct sigaction now;
    cr_assert_eq(sigaction(SIGPIPE, NULL, &now), 0);
    cr_assert_eq(now.sa_handler, SIG_DFL, "what the grader starts must not inherit SIG_IGN");
}
