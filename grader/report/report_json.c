#include "report/report_json.h"

#include "report/json_text.h"
#include "report/schedule_json.h"
#include <jansson.h>

/* Compilers and Valgrind count lines and columns from 1, and 0 means that they do not know. */
static json_t *json_from_position(unsigned position)
{
    return position > 0 ? json_integer(position) : json_null();
}

static json_t *json_from_score(const struct score *score)
{
    return json_pack("{s:o, s:o}", "earned", json_points(score->earned_hundredths), "possible",
                     json_points(score->possible_hundredths));
}

static json_t *json_from_location(const struct location *location)
{
    if (location->file == NULL) {
        return json_null();
    }
    return json_pack("{s:o, s:o, s:o}", "file", json_text(location->file), "line",
                     json_from_position(location->line), "function", json_text(location->function));
}

static json_t *json_from_stages(const struct exercise_verdict *exercise)
{
    json_t *stages = json_object();
    for (int i = 0; i < STAGE_COUNT; i++) {
        const struct stage_verdict *stage = &exercise->stages[i];
        json_object_set_new(stages, stage_name((enum stage)i),
                            json_pack("{s:s, s:I, s:o}", "status", status_name(stage->status),
                                      "duration_ms", (json_int_t)stage->duration_ms, "message",
                                      json_text(stage->message)));
    }
    return stages;
}

static json_t *json_from_diagnostic(const struct diagnostic *diagnostic)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "file", json_text(diagnostic->file), "line",
                     json_from_position(diagnostic->line), "column",
                     json_from_position(diagnostic->column), "severity",
                     json_text(diagnostic->severity), "message", json_text(diagnostic->message));
}

static json_t *json_from_check(const struct check_verdict *check)
{
    return json_pack("{s:o, s:o, s:s, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:I}", "id",
                     json_text(check->id), "title", json_text(check->title), "stage",
                     stage_name(check->stage), "status", status_name(check->status), "weight",
                     (json_int_t)check->weight, "did", json_text(check->did), "expected",
                     json_text(check->expected), "observed", json_text(check->observed), "look",
                     json_text(check->look), "schedule", schedule_json_make(check->schedule),
                     "location", json_from_location(&check->location), "duration_ms",
                     (json_int_t)check->duration_ms);
}

static json_t *json_from_leak(const struct leak *leak)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "kind", json_text(leak->kind), "id",
                     json_text(leak->id), "bytes",
                     leak->bytes >= 0 ? json_integer(leak->bytes) : json_null(), "check",
                     json_text(leak->check), "location", json_from_location(&leak->location));
}

static json_t *json_from_exercise(const struct exercise_verdict *exercise)
{
    json_t *diagnostics = json_array();
    for (size_t i = 0; i < exercise->diagnostic_count; i++) {
        json_array_append_new(diagnostics, json_from_diagnostic(&exercise->diagnostics[i]));
    }
    json_t *checks = json_array();
    for (size_t i = 0; i < exercise->check_count; i++) {
        json_array_append_new(checks, json_from_check(&exercise->checks[i]));
    }
    json_t *leaks = json_array();
    for (size_t i = 0; i < exercise->leak_count; i++) {
        json_array_append_new(leaks, json_from_leak(&exercise->leaks[i]));
    }
    return json_pack("{s:I, s:o, s:s, s:o, s:o, s:I, s:o, s:o, s:o, s:o, s:o}", "number",
                     (json_int_t)exercise->number, "name", json_text(exercise->name), "status",
                     status_name(exercise->status), "score", json_from_score(&exercise->score),
                     "source_sha256", json_text(exercise->source_sha256), "duration_ms",
                     (json_int_t)exercise->duration_ms, "stages", json_from_stages(exercise),
                     "diagnostics", diagnostics, "checks", checks, "leaks", leaks, "weakest_orders",
                     weakest_orders_json_make(exercise->weakest));
}

static json_t *json_from_verdict(const struct verdict *verdict)
{
    json_t *exercises = json_array();
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        json_array_append_new(exercises, json_from_exercise(verdict->exercises[i]));
    }
    return json_pack("{s:i, s:{s:o}, s:{s:o, s:o, s:o, s:o}, s:s, s:o, s:o}", "format_version",
                     REPORT_JSON_FORMAT_VERSION, "grader", "version",
                     json_text(verdict->grader_version), "environment", "sandbox",
                     json_text(verdict->environment.sandbox), "compiler",
                     json_text(verdict->environment.compiler), "valgrind",
                     json_text(verdict->environment.valgrind), "kernel",
                     json_text(verdict->environment.kernel), "status", status_name(verdict->status),
                     "score", json_from_score(&verdict->score), "exercises", exercises);
}

void report_json_write(const struct verdict *verdict, const struct report_style *style,
                       struct text *out)
{
    (void)style;
    json_text_write(json_from_verdict(verdict), JSON_INDENT(2) | JSON_REAL_PRECISION(15), out);
}
