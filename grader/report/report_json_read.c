#include "report/report_json_read.h"

#include <jansson.h>
#include <string.h>

#include "base/memory.h"
#include "report/json_field.h"
#include "report/report_json.h"
#include "report/schedule_json.h"

static void json_cleanup(json_t **json)
{
    json_decref(*json);
}

/* -- Fields ------------------------------------------------------------------------------------ */

static bool read_duration(const json_t *object, int64_t *ms, struct error *err)
{
    return json_read_integer(object, "duration_ms", 0, INT64_MAX, ms, err);
}

static bool read_status(const json_t *object, enum status *status, struct error *err)
{
    const char *name = json_string_value(json_object_get(object, "status"));
    return (name != NULL && status_from_name(name, status)) || json_lacks("status", err);
}

static bool read_points(const json_t *object, const char *field, int64_t *hundredths,
                        struct error *err)
{
    static const double points_max = 1e9;
    const json_t *value = json_object_get(object, field);
    double points = json_number_value(value);
    if (!json_is_number(value) || !(points >= 0 && points <= points_max)) {
        return json_lacks(field, err);
    }
    *hundredths = (int64_t)(points * 100.0 + 0.5);
    return true;
}

static bool read_score(const json_t *object, struct score *score, struct error *err)
{
    const json_t *value = json_object_get(object, "score");
    return read_points(value, "earned", &score->earned_hundredths, err) &&
           read_points(value, "possible", &score->possible_hundredths, err);
}

static bool read_location(const json_t *object, struct location *location, struct error *err)
{
    const json_t *value = json_object_get(object, "location");
    return json_is_null(value) || (json_read_word(value, "file", &location->file, err) &&
                                   json_read_position(value, "line", &location->line, err) &&
                                   json_read_text(value, "function", &location->function, err));
}

/* -- Parts of an exercise ---------------------------------------------------------------------- */

static bool read_stages(const json_t *object, struct exercise_verdict *exercise, struct error *err)
{
    const json_t *stages = json_object_get(object, "stages");
    for (int i = 0; i < STAGE_COUNT; i++) {
        struct stage_verdict *stage = &exercise->stages[i];
        const json_t *value = json_object_get(stages, stage_name((enum stage)i));
        if (!read_status(value, &stage->status, err) ||
            !read_duration(value, &stage->duration_ms, err) ||
            !json_read_text(value, "message", &stage->message, err)) {
            return false;
        }
    }
    return true;
}

static bool read_diagnostic(const json_t *object, struct exercise_verdict *exercise,
                            struct error *err)
{
    struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
    bool built = exercise->stages[STAGE_BUILD].status == STATUS_PASS;
    if (!json_read_text(object, "file", &diagnostic->file, err) ||
        !json_read_position(object, "line", &diagnostic->line, err) ||
        !json_read_position(object, "column", &diagnostic->column, err) ||
        !json_read_word(object, "severity", &diagnostic->severity, err) ||
        !json_read_word(object, "message", &diagnostic->message, err)) {
        return false;
    }
    bool is_error = strcmp(diagnostic->severity, "error") == 0;
    diagnostic->stage = built && is_error ? STAGE_MEMORY : STAGE_BUILD;
    return true;
}

static bool read_check(const json_t *object, struct exercise_verdict *exercise, struct error *err)
{
    struct check_verdict *check = memory_append(&exercise->checks, &exercise->check_count);
    const char *stage = json_string_value(json_object_get(object, "stage"));
    if (stage == NULL || !stage_from_name(stage, &check->stage)) {
        return json_lacks("stage", err);
    }
    int64_t weight = 0;
    bool ok = json_read_word(object, "id", &check->id, err) &&
              json_read_word(object, "title", &check->title, err) &&
              read_status(object, &check->status, err) &&
              json_read_integer(object, "weight", 0, INT32_MAX, &weight, err) &&
              json_read_text(object, "did", &check->did, err) &&
              json_read_text(object, "expected", &check->expected, err) &&
              json_read_text(object, "observed", &check->observed, err) &&
              json_read_text(object, "look", &check->look, err) &&
              schedule_json_read(object, &check->schedule, err) &&
              read_location(object, &check->location, err) &&
              read_duration(object, &check->duration_ms, err);
    check->weight = (unsigned)weight;
    return ok;
}

static bool read_leak(const json_t *object, struct exercise_verdict *exercise, struct error *err)
{
    struct leak *leak = exercise_verdict_append_leak(exercise);
    return json_read_word(object, "kind", &leak->kind, err) &&
           json_read_text(object, "id", &leak->id, err) &&
           (json_is_null(json_object_get(object, "bytes")) ||
            json_read_integer(object, "bytes", 0, INT64_MAX, &leak->bytes, err)) &&
           json_read_text(object, "check", &leak->check, err) &&
           read_location(object, &leak->location, err);
}

static bool read_list(const json_t *object, const char *field, struct exercise_verdict *exercise,
                      bool (*read)(const json_t *, struct exercise_verdict *, struct error *),
                      struct error *err)
{
    const json_t *list = json_object_get(object, field);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!read(json_array_get(list, i), exercise, err)) {
            return false;
        }
    }
    return json_is_array(list) || json_lacks(field, err);
}

/* -- What the document does not say ------------------------------------------------------------ */

static bool assume_asked(struct exercise_verdict *exercise, bool memory_asked, bool races_asked)
{
    exercise->stages[STAGE_MEMORY].not_asked = !memory_asked;
    exercise->stages[STAGE_RACES].not_asked = !races_asked;
    return exercise_verdict_earned_hundredths(exercise) == exercise->score.earned_hundredths;
}

/* The document does not say which stages were asked for; its points do. */
static void find_not_asked(struct exercise_verdict *exercise)
{
    bool found = assume_asked(exercise, true, true) || assume_asked(exercise, true, false) ||
                 assume_asked(exercise, false, true) || assume_asked(exercise, false, false);
    if (!found) {
        (void)assume_asked(exercise, true, true);
    }
}

static char *guess_source(const char *name)
{
    char *source = memory_format("%s.c", name);
    for (char *at = strchr(source, '-'); at != NULL; at = strchr(at, '-')) {
        *at = '_';
    }
    return source;
}

/* -- The whole --------------------------------------------------------------------------------- */

static struct exercise_verdict *append_exercise(struct verdict *verdict, unsigned number,
                                                char *name)
{
    AUTO_FREE char *folder = memory_format("%02u-%s", number, name);
    AUTO_FREE char *source = guess_source(name);
    const struct manifest manifest = {
        .number = number, .name = name, .folder = folder, .source = source};
    return verdict_append_exercise(verdict, &manifest);
}

static bool read_exercise(const json_t *object, struct verdict *verdict, struct error *err)
{
    int64_t number;
    AUTO_FREE char *name = NULL;
    if (!json_read_integer(object, "number", 1, 99, &number, err) ||
        !json_read_word(object, "name", &name, err)) {
        return false;
    }
    struct exercise_verdict *exercise = append_exercise(verdict, (unsigned)number, name);
    bool ok =
        read_status(object, &exercise->status, err) && read_score(object, &exercise->score, err) &&
        json_read_text(object, "source_sha256", &exercise->source_sha256, err) &&
        read_duration(object, &exercise->duration_ms, err) && read_stages(object, exercise, err) &&
        read_list(object, "diagnostics", exercise, read_diagnostic, err) &&
        read_list(object, "checks", exercise, read_check, err) &&
        read_list(object, "leaks", exercise, read_leak, err) &&
        weakest_orders_json_read(object, &exercise->weakest, err);
    find_not_asked(exercise);
    return ok;
}

static bool read_environment(const json_t *document, struct verdict *verdict, struct error *err)
{
    const json_t *object = json_object_get(document, "environment");
    return json_read_word(json_object_get(document, "grader"), "version", &verdict->grader_version,
                          err) &&
           json_read_text(object, "sandbox", &verdict->environment.sandbox, err) &&
           json_read_text(object, "compiler", &verdict->environment.compiler, err) &&
           json_read_text(object, "valgrind", &verdict->environment.valgrind, err) &&
           json_read_text(object, "kernel", &verdict->environment.kernel, err);
}

static bool read_verdict(const json_t *document, struct verdict *verdict, struct error *err)
{
    const json_t *exercises = json_object_get(document, "exercises");
    int64_t version;
    if (!json_read_integer(document, "format_version", REPORT_JSON_FORMAT_VERSION,
                           REPORT_JSON_FORMAT_VERSION, &version, err) ||
        !read_environment(document, verdict, err) ||
        !read_status(document, &verdict->status, err) ||
        !read_score(document, &verdict->score, err)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(exercises); i++) {
        if (!read_exercise(json_array_get(exercises, i), verdict, err)) {
            return false;
        }
    }
    return json_is_array(exercises) || json_lacks("exercises", err);
}

bool report_json_read(const char *json, struct verdict **verdict, struct error *err)
{
    json_error_t fault;
    AUTO(json_cleanup) json_t *document = json_loads(json, JSON_REJECT_DUPLICATES, &fault);
    if (document == NULL) {
        return error_set(err, "this is no verdict: line %d: %s", fault.line, fault.text);
    }
    AUTO_VERDICT struct verdict *read = verdict_create();
    if (!read_verdict(document, read, err)) {
        return false;
    }
    *verdict = steal_pointer(&read);
    return true;
}
