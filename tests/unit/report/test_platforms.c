/* Formats of the systems that instructors use: each against its schema, with words that try to break out. */
#include <criterion/criterion.h>
#include <ctype.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "report/report_autolab.h"
#include "report/report_classroom.h"
#include "report/report_github.h"
#include "report/report_gradescope.h"
#include "sample_verdict.h"
#include "schema.h"

typedef void write_function(const struct verdict *verdict, const struct report_style *style,
                            struct text *out);

static const struct report_style plain = {0};

/* The report, owned by the caller. Takes the verdict. */
static char *written(write_function *write, struct verdict *verdict)
{
    AUTO_TEXT struct text out = {0};
    write(verdict, &plain, &out);
    verdict_destroy(verdict);
    return text_steal(&out);
}

static void expect_schema(const char *schema, write_function *write)
{
    struct verdict *verdicts[] = {sample_verdict_create(), sample_verdict_create_pass(),
                                  sample_verdict_create_hostile()};
    for (size_t i = 0; i < 3; i++) {
        AUTO_FREE char *report = written(write, verdicts[i]);
        schema_expect_text(schema, report);
    }
}

Test(gradescope, agrees_with_the_schema)
{
    expect_schema(FORMATS "/gradescope.schema.json", report_gradescope_write);
}

Test(gradescope, points_of_the_tests_are_the_score)
{
    AUTO_FREE char *report = written(report_gradescope_write, sample_verdict_create());
    json_t *results = json_loads(report, 0, NULL);
    double sum = 0;
    double most = 0;
    size_t index;
    json_t *test;
    json_array_foreach(json_object_get(results, "tests"), index, test)
    {
        sum += json_number_value(json_object_get(test, "score"));
        most += json_number_value(json_object_get(test, "max_score"));
    }
    cr_assert_float_eq(sum, json_number_value(json_object_get(results, "score")), 1e-6);
    cr_assert_float_eq(most, 40, 1e-6, "the fifth exercise could not be judged");
    json_decref(results);
}

Test(classroom, agrees_with_the_schema)
{
    expect_schema(FORMATS "/classroom.schema.json", report_classroom_write);
}

Test(classroom, is_one_line)
{
    AUTO_FREE char *report = written(report_classroom_write, sample_verdict_create_hostile());
    cr_assert_eq(strchr(report, '\n'), report + strlen(report) - 1);
}

/* What Autolab does to the last line before it parses it: /([a-zA-Z0-9]+):/ becomes "\1": */
static char *as_autolab_rewrites(const char *line)
{
    AUTO_TEXT struct text out = {0};
    while (*line != '\0') {
        size_t run = 0;
        while (isalnum((unsigned char)line[run])) {
            run++;
        }
        if (run > 0 && line[run] == ':') {
            text_format(&out, "\"%.*s\":", (int)run, line);
            line += run + 1;
        } else {
            run = run > 0 ? run : 1;
            text_append_bytes(&out, line, run);
            line += run;
        }
    }
    return text_steal(&out);
}

static char *autolab_line(struct verdict *verdict)
{
    AUTO_FREE char *report = written(report_autolab_write, verdict);
    size_t length = strlen(report);
    cr_assert_eq(report[length - 1], '\n');
    report[length - 1] = '\0';
    return as_autolab_rewrites(strrchr(report, '\n') + 1);
}

Test(autolab, last_line_survives_what_autolab_does_to_it)
{
    struct verdict *verdicts[] = {sample_verdict_create(), sample_verdict_create_pass(),
                                  sample_verdict_create_hostile()};
    for (size_t i = 0; i < 3; i++) {
        AUTO_FREE char *line = autolab_line(verdicts[i]);
        schema_expect_text(FORMATS "/autolab.schema.json", line);
    }
}

Test(autolab, what_could_not_be_judged_has_no_score)
{
    AUTO_FREE char *line = autolab_line(sample_verdict_create());
    cr_assert_str_eq(line, "{\"scores\": {\"01-ftok-keys\": 10, \"02-shmget-flags\": 3.33, "
                           "\"03-attach-detach\": 0, \"04-posix-mmap\": 0}, "
                           "\"scoreboard\": [13.33]}");
}

/* How many annotations there are. All other lines must be none that a runner would obey: it looks for a "::" at a
 * line's first character that is no blank, and for "##[" anywhere. */
static size_t count_annotations(char *report)
{
    size_t count = 0;
    char *rest = report;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (strncmp(line, "::error file=exercises/", 23) == 0) {
            count++;
            cr_assert_not_null(strstr(line + 2, "::"), "%s", line);
            cr_assert_null(strchr(line, '\r'));
        } else {
            cr_assert_neq(strncmp(line + strspn(line, " \t\v\f\r"), "::", 2), 0, "%s", line);
            cr_assert_null(strstr(line, "##["), "%s", line);
        }
    }
    return count;
}

Test(github, what_did_not_pass_is_annotated_once)
{
    AUTO_FREE char *sample = written(report_github_write, sample_verdict_create());
    cr_assert_not_null(strstr(sample, "::error file=exercises/02-shmget-flags/shmget_flags.c,"
                                      "line=14,col=9,title=02-shmget-flags did not pass::"
                                      "creates a segment of the size asked for (failed, check "
                                      "create-new)%0AWe did: "));
    cr_assert_not_null(strstr(sample, "line=3,col=5,title=03-attach-detach did not pass::"));
    cr_assert_eq(count_annotations(sample), 4);
    AUTO_FREE char *passed = written(report_github_write, sample_verdict_create_pass());
    cr_assert_eq(count_annotations(passed), 0);
}

Test(github, is_not_fooled)
{
    AUTO_FREE char *report = written(report_github_write, sample_verdict_create_hostile());
    cr_assert_not_null(strstr(report, "file=exercises/01-ftok-keys/shmget_flags.c,title="),
                       "a file that the exercise cannot have is not named");
    cr_assert_eq(count_annotations(report), 3);
}

Test(github, at_most_ten_annotations)
{
    AUTO_FREE char *report = written(report_github_write, sample_verdict_create_failing(13));
    cr_assert_not_null(strstr(report, "%0A3 more exercises did not pass"));
    cr_assert_eq(count_annotations(report), 10);
    AUTO_FREE char *ten = written(report_github_write, sample_verdict_create_failing(10));
    cr_assert_null(strstr(ten, "more exercises"));
    cr_assert_eq(count_annotations(ten), 10);
}
