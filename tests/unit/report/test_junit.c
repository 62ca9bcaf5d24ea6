#include <criterion/criterion.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "report/report_junit.h"
#include "sample_verdict.h"

/* What the elements of a suite say, counted while they are read. */
struct reader {
    XML_Parser parser;
    long tests, failures, errors, skipped; /* found in the suite that is open */
    long wanted[4];                        /* its attributes of these names */
    long suites;
    bool in_case;
};

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(attributes[i], name) == 0) {
            return attributes[i + 1];
        }
    }
    cr_assert_fail("no attribute %s", name);
    return NULL;
}

static void begin(void *data, const char *name, const char **attributes)
{
    struct reader *reader = data;
    if (strcmp(name, "testsuite") == 0) {
        static const char *const counts[] = {"tests", "failures", "errors", "skipped"};
        for (size_t i = 0; i < 4; i++) {
            reader->wanted[i] = strtol(attribute(attributes, counts[i]), NULL, 10);
        }
        reader->tests = reader->failures = reader->errors = reader->skipped = 0;
        reader->suites++;
    } else if (strcmp(name, "testcase") == 0) {
        cr_assert_not(reader->in_case);
        cr_assert_neq(attribute(attributes, "name")[0], '\0');
        reader->in_case = true;
        reader->tests++;
    } else if (reader->in_case) {
        cr_assert_neq(attribute(attributes, "message")[0], '\0');
        reader->failures += strcmp(name, "failure") == 0 ? 1 : 0;
        reader->errors += strcmp(name, "error") == 0 ? 1 : 0;
        reader->skipped += strcmp(name, "skipped") == 0 ? 1 : 0;
    } else {
        cr_assert(strcmp(name, "testsuites") == 0 || strcmp(name, "properties") == 0 ||
                      strcmp(name, "property") == 0,
                  "an element %s", name);
    }
}

static void end(void *data, const char *name)
{
    struct reader *reader = data;
    if (strcmp(name, "testcase") == 0) {
        reader->in_case = false;
    } else if (strcmp(name, "testsuite") == 0) {
        cr_assert_eq(reader->wanted[0], reader->tests);
        cr_assert_eq(reader->wanted[1], reader->failures);
        cr_assert_eq(reader->wanted[2], reader->errors);
        cr_assert_eq(reader->wanted[3], reader->skipped);
    }
}

/* Well-formed, only the elements that we mean, and counts that agree. The schema is for e2e/formats. */
static void expect_read(struct verdict *verdict)
{
    AUTO_TEXT struct text out = {0};
    report_junit_write(verdict, NULL, &out);
    struct reader reader = {.parser = XML_ParserCreate(NULL)};
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, begin, end);
    cr_assert_eq(XML_Parse(reader.parser, text_string(&out), (int)out.length, 1), XML_STATUS_OK,
                 "line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(reader.parser),
                 XML_ErrorString(XML_GetErrorCode(reader.parser)));
    cr_assert_eq(reader.suites, (long)verdict->exercise_count);
    XML_ParserFree(reader.parser);
    verdict_destroy(verdict);
}

Test(junit, can_be_read)
{
    expect_read(sample_verdict_create());
    expect_read(sample_verdict_create_pass());
}

Test(junit, is_not_fooled)
{
    expect_read(sample_verdict_create_hostile());
}
