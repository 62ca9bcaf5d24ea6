#include <criterion/criterion.h>
#include <jansson.h>
#include <regex.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "report/report_tap.h"
#include "sample_verdict.h"

static bool is_like(const char *line, const char *pattern)
{
    regex_t expression;
    cr_assert_eq(regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB), 0, "%s", pattern);
    bool matches = regexec(&expression, line, 0, NULL, 0) == 0;
    regfree(&expression);
    return matches;
}

/* A line of a YAML block: a key, and a number or a string in double quotes, whose escapes are those of
 * JSON. */
static void expect_entry(const char *line)
{
    cr_assert(is_like(line, "^  (  )?[a-z]+:( \".*\"| [0-9]+)?$"), "%s", line);
    const char *quote = strchr(line, '"');
    if (quote != NULL) {
        json_error_t error;
        json_t *string = json_loads(quote, JSON_DECODE_ANY, &error);
        cr_assert(json_is_string(string), "%s: %s", line, error.text);
        json_decref(string);
    }
}

/* Reads the stream as its specification says, and returns how many points are not ok. */
static size_t read_points(struct verdict *verdict)
{
    AUTO_TEXT struct text out = {0};
    report_tap_write(verdict, NULL, &out);
    verdict_destroy(verdict);
    AUTO_FREE char *copy = memory_copy_string(text_string(&out));
    char *rest = copy;
    cr_assert_str_eq(strsep(&rest, "\n"), "TAP version 14");
    AUTO_FREE char *plan = memory_copy_string(strsep(&rest, "\n"));
    size_t points = 0;
    size_t failed = 0;
    bool in_block = false;
    for (char *line; (line = strsep(&rest, "\n")) != NULL && rest != NULL;) {
        if (in_block) {
            in_block = strcmp(line, "  ...") != 0;
            if (in_block) {
                expect_entry(line);
            }
            continue;
        }
        AUTO_FREE char *begin = memory_format("^(not )?ok %zu - ", ++points);
        AUTO_FREE char *whole =
            memory_format("%s([^\\#]|\\\\[\\#])+( # SKIP ([^\\#]|\\\\[\\#])+)?$", begin);
        cr_assert(is_like(line, whole), "%s", line);
        if (line[0] == 'n') {
            failed++;
            cr_assert_str_eq(strsep(&rest, "\n"), "  ---");
            in_block = true;
        }
    }
    AUTO_FREE char *wanted = memory_format("1..%zu", points);
    cr_assert_str_eq(plan, wanted);
    cr_assert_not(in_block);
    return failed;
}

Test(tap, can_be_read)
{
    /* A failure, a crash and Valgrind's; the build; the missing source; the grader's trouble. */
    cr_assert_eq(read_points(sample_verdict_create()), 6);
    cr_assert_eq(read_points(sample_verdict_create_pass()), 0);
}

Test(tap, is_not_fooled)
{
    cr_assert_eq(read_points(sample_verdict_create_hostile()), 5);
}
