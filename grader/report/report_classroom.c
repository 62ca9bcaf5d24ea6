#include "report/report_classroom.h"

#include "report/json_text.h"
#include "report/report_summary.h"

/* Classroom knows no missing work: it is work that failed. */
static const char *classroom_status(enum status status)
{
    switch (status) {
    case STATUS_PASS:
        return "pass";
    case STATUS_ERROR:
        return "error";
    default:
        return "fail";
    }
}

static json_t *json_from_findings(const struct exercise_verdict *exercise)
{
    if (exercise->status == STATUS_PASS) {
        return json_null();
    }
    AUTO_TEXT struct text findings = {0};
    report_summary_append_findings(exercise, &findings);
    return json_text(text_string(&findings));
}

static json_t *json_from_exercise(const struct exercise_verdict *exercise)
{
    return json_pack("{s:o, s:s, s:o, s:o, s:o, s:i, s:o, s:o}", "name",
                     json_text(exercise->folder), "status", classroom_status(exercise->status),
                     "message", json_from_findings(exercise), "test_code",
                     json_sprintf("./workbook check %u", exercise->number), "filename",
                     json_sprintf("exercises/%s/%s", exercise->folder, exercise->source), "line_no",
                     0, "execution_time",
                     json_sprintf("%lld.%llds", (long long)(exercise->duration_ms / 1000),
                                  (long long)(exercise->duration_ms % 1000 / 100)),
                     "score", json_points(exercise->score.earned_hundredths));
}

void report_classroom_write(const struct verdict *verdict, const struct report_style *style,
                            struct text *out)
{
    (void)style;
    json_t *tests = json_array();
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        json_array_append_new(tests, json_from_exercise(verdict->exercises[i]));
    }
    json_t *result = json_pack("{s:i, s:s, s:o, s:o}", "version", REPORT_CLASSROOM_VERSION,
                               "status", classroom_status(verdict->status), "max_score",
                               json_points(verdict->score.possible_hundredths), "tests", tests);
    json_text_write(result, JSON_COMPACT | JSON_REAL_PRECISION(15), out);
}
