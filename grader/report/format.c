#include "report/format.h"

#include <string.h>

#include "report/report_autolab.h"
#include "report/report_classroom.h"
#include "report/report_github.h"
#include "report/report_gradescope.h"
#include "report/report_json.h"
#include "report/report_junit.h"
#include "report/report_tap.h"
#include "report/report_text.h"

static const struct report_format report_formats[] = {
    {"text", "for people", report_text_write, false},
    {"json", "for programs; docs/verdict.schema.json describes it", report_json_write, false},
    {"junit", "JUnit XML: GitLab, Jenkins", report_junit_write, false},
    {"tap", "Test Anything Protocol, version 14", report_tap_write, false},
    {"gradescope", "results.json of Gradescope", report_gradescope_write, true},
    {"autolab", "the report, and below it Autolab's line of scores", report_autolab_write, false},
    {"github", "annotations of GitHub Actions", report_github_write, false},
    {"classroom", "what the reporter of GitHub Classroom reads", report_classroom_write, false},
};

const struct report_format *report_format_list(size_t *count)
{
    *count = sizeof report_formats / sizeof report_formats[0];
    return report_formats;
}

const struct report_format *report_format_find(const char *name)
{
    for (size_t i = 0; i < sizeof report_formats / sizeof report_formats[0]; i++) {
        if (strcmp(report_formats[i].name, name) == 0) {
            return &report_formats[i];
        }
    }
    return NULL;
}
