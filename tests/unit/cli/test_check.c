#include <criterion/criterion.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "call.h"
#include "workbook_fixture.h"

/* A grader of straw: notes what it was asked and gives every exercise the status that is set. */
static enum status wanted = STATUS_PASS;
static struct grade_request asked;
static char asked_folders[256];

static bool grade_of_straw(const struct grade_request *request, struct verdict **verdict,
                           struct error *err)
{
    asked = *request;
    asked_folders[0] = '\0';
    if (wanted == STATUS_SKIP) {
        return error_set(err, "the proctor is not there");
    }
    *verdict = verdict_create();
    for (size_t i = 0; i < request->exercise_count; i++) {
        strcat(strcat(asked_folders, request->exercises[i]->folder), " ");
        struct exercise_verdict *exercise =
            verdict_append_exercise(*verdict, request->exercises[i]);
        exercise->stages[STAGE_BUILD].status = STATUS_PASS;
        for (size_t k = 0; k < exercise->check_count; k++) {
            exercise->checks[k].status = wanted == STATUS_PASS ? STATUS_PASS : STATUS_FAIL;
        }
        if (wanted == STATUS_ERROR) {
            exercise->stages[STAGE_MEMORY].status = STATUS_ERROR;
            memory_set_string(&exercise->stages[STAGE_MEMORY].message, "no Valgrind");
        }
        exercise_verdict_settle(exercise);
    }
    verdict_settle(*verdict);
    return true;
}

static const char *root;

static void make(void)
{
    root = fixture_make();
    fixture_add_exercise(1, "one", NULL, NULL);
    fixture_add_exercise(2, "two", "work.c", "two.c");
    fixture_add_exercise(3, "three", NULL, NULL);
}

TestSuite(check, .init = make, .fini = fixture_remove);

#define CHECK(...) CALL(cmd_check, grade_of_straw, "check", __VA_ARGS__)

Test(check, everything_by_default)
{
    cr_assert_eq(CALL(cmd_check, grade_of_straw, "check"), CLI_PASSED, "%s", call_err.message);
    cr_assert_str_eq(asked_folders, "01-one 02-two 03-three ");
    cr_assert_eq(asked.submission, SUBMISSION_WORKBOOK);
    cr_assert_eq(asked.sandbox, SANDBOX_AUTO);
    cr_assert_eq(asked.jobs, 0);
    cr_assert_not(asked.fast);
    cr_assert_not_null(strstr(text_string(&call_out), "All 3 exercises passed"));
}

Test(check, each_exercise_once_and_in_order)
{
    cr_assert_eq(CHECK("3", "one", "03-three", "01"), CLI_PASSED, "%s", call_err.message);
    cr_assert_str_eq(asked_folders, "01-one 03-three ");
}

Test(check, options_arrive)
{
    cr_assert_eq(CHECK("--dir", "/tmp", "--fast", "--jobs=3", "--sandbox=require", "--seed", "99"),
                 CLI_PASSED, "%s", call_err.message);
    cr_assert_eq(asked.submission, SUBMISSION_DIR);
    cr_assert_str_eq(asked.path, "/tmp");
    cr_assert(asked.fast);
    cr_assert_eq(asked.jobs, 3);
    cr_assert_eq(asked.sandbox, SANDBOX_REQUIRE);
    cr_assert_eq(asked.seed, 99);
    cr_assert_eq(CHECK("--solutions", "--sandbox=off"), CLI_PASSED);
    cr_assert_eq(asked.submission, SUBMISSION_SOLUTIONS);
    cr_assert_eq(asked.sandbox, SANDBOX_OFF);
    cr_assert_null(asked.path);
}

Test(check, a_file_is_for_one_exercise)
{
    cr_assert_eq(CHECK("--file", "/tmp/mine.c", "2"), CLI_PASSED, "%s", call_err.message);
    cr_assert_eq(asked.submission, SUBMISSION_FILE);
    cr_assert_str_eq(asked.path, "/tmp/mine.c");
    cr_assert_str_eq(asked_folders, "02-two ");
    cr_assert_eq(CHECK("--file", "/tmp/two.c"), CLI_PASSED, "%s", call_err.message);
    cr_assert_str_eq(asked_folders, "02-two ");
    cr_assert_eq(CHECK("--file", "/tmp/mine.c"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "say which exercise /tmp/mine.c is for: grader check "
                                       "EXERCISE --file FILE");
    cr_assert_eq(CHECK("--file", "/tmp/mine.c", "1", "2"), CLI_USAGE);
    cr_assert_eq(CHECK("--file", "x.c", "--solutions"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "--dir, --file and --solutions exclude each other");
}

Test(check, exit_status_follows_the_verdict)
{
    wanted = STATUS_FAIL;
    cr_assert_eq(CHECK("1"), CLI_FAILED);
    wanted = STATUS_ERROR;
    cr_assert_eq(CHECK("1"), CLI_BROKEN);
    cr_assert_str_eq(call_err.message, "01-one could not be judged (memory): no Valgrind");
    cr_assert_gt(call_out.length, 0, "what is known is still reported");
    wanted = STATUS_SKIP;
    cr_assert_eq(CHECK("1"), CLI_BROKEN);
    cr_assert_str_eq(call_err.message, "the proctor is not there");
    cr_assert_eq(CALL(cmd_check, NULL, "check"), CLI_BROKEN);
}

Test(check, mistakes_are_usage)
{
    cr_assert_eq(CHECK("4"), CLI_USAGE);
    cr_assert_eq(CHECK("--format=xml"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "--format wants one of text, json, junit, tap, gradescope, autolab, github, "
                     "classroom, not 'xml'");
    cr_assert_eq(CHECK("--dri", "x"), CLI_USAGE);
    cr_assert_str_eq(call_err.message, "unknown option --dri; did you mean --dir?");
}

Test(check, output_goes_to_a_file)
{
    AUTO_FREE char *path = memory_format("%s/report.json", root);
    cr_assert_eq(CHECK("--format", "json", "--output", path), CLI_PASSED, "%s", call_err.message);
    cr_assert_eq(call_out.length, 0);
    AUTO_FREE char *report = NULL;
    cr_assert(file_read(path, 100000, &report, NULL, &call_err));
    cr_assert_not_null(strstr(report, "\"format_version\": 1"));
    cr_assert_eq(CHECK("--output", "/dev/full"), CLI_BROKEN);
    cr_assert_str_eq(call_err.message, "cannot write to /dev/full: No space left on device");
}

Test(check, further_reports_are_of_the_same_grading)
{
    AUTO_FREE char *junit = memory_format("junit=%s/report.xml", root);
    AUTO_FREE char *tap = memory_format("--report=tap=%s/report=1.tap", root);
    cr_assert_eq(CHECK("1", "--report", junit, tap), CLI_PASSED, "%s", call_err.message);
    cr_assert_not_null(strstr(text_string(&call_out), "Passed: "), "the report for people too");
    AUTO_FREE char *xml = NULL;
    cr_assert(file_read(strchr(junit, '=') + 1, 100000, &xml, NULL, &call_err));
    cr_assert_eq(strncmp(xml, "<?xml", 5), 0);
    AUTO_FREE char *points = NULL;
    cr_assert(file_read(strchr(tap, '/'), 100000, &points, NULL, &call_err));
    cr_assert_eq(strncmp(points, "TAP version 14\n", 15), 0);
    cr_assert_eq(CHECK("1", "--report=tap=/dev/full"), CLI_BROKEN);
    cr_assert_str_eq(call_err.message, "cannot write to /dev/full: No space left on device");
}

Test(check, a_further_report_has_a_format_and_a_file)
{
    static const char *const wrong[] = {"tap", "tap=", "=file", "xml=file"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        AUTO_FREE char *option = memory_format("--report=%s", wrong[i]);
        cr_expect_eq(CHECK(option), CLI_USAGE, "%s", option);
    }
    cr_assert_str_eq(call_err.message,
                     "--report wants FORMAT=FILE with a format of --format, not 'xml=file'");
}

Test(check, a_bad_manifest_is_the_graders_trouble)
{
    fixture_add_exercise(2, "two", "weight = 10", "weight = \"ten\"");
    cr_assert_eq(CHECK("1"), CLI_BROKEN);
    cr_assert_not_null(strstr(call_err.message, "02-two/exercise.cfg:9: 'weight' must be"));
}
