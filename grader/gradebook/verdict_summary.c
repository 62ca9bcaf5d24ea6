#include "gradebook/verdict_summary.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void json_cleanup(json_t **json)
{
    json_decref(*json);
}

static void exercise_finish(struct exercise_summary *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        free(exercise->checks[i].id);
        free(exercise->checks[i].title);
    }
    free(exercise->checks);
    free(exercise->name);
}

void verdict_summary_finish(struct verdict_summary *summary)
{
    for (size_t i = 0; i < summary->exercise_count; i++) {
        exercise_finish(&summary->exercises[i]);
    }
    free(summary->exercises);
    *summary = (struct verdict_summary){0};
}

static bool lacks(const char *field, struct error *err)
{
    return error_set(err, "this is no verdict: it has no valid \"%s\"", field);
}

static bool read_text(const json_t *object, const char *field, char **text, struct error *err)
{
    const char *value = json_string_value(json_object_get(object, field));
    *text = memory_copy_string(value);
    return value != NULL || lacks(field, err);
}

static bool read_status(const json_t *object, enum status *status, struct error *err)
{
    const char *name = json_string_value(json_object_get(object, "status"));
    return (name != NULL && status_from_name(name, status)) || lacks("status", err);
}

static bool read_unsigned(const json_t *object, const char *field, unsigned *number,
                          struct error *err)
{
    const json_t *value = json_object_get(object, field);
    json_int_t integer = json_integer_value(value);
    if (!json_is_integer(value) || integer < 0 || integer > INT32_MAX) {
        return lacks(field, err);
    }
    *number = (unsigned)integer;
    return true;
}

static bool read_hundredths(const json_t *object, const char *field, int64_t *hundredths,
                            struct error *err)
{
    static const double points_max = 1e9;
    const json_t *value = json_object_get(object, field);
    double points = json_number_value(value);
    if (!json_is_number(value) || points < 0 || points > points_max) {
        return lacks(field, err);
    }
    *hundredths = (int64_t)(points * 100.0 + 0.5);
    return true;
}

static bool read_score(const json_t *object, struct score *score, struct error *err)
{
    const json_t *value = json_object_get(object, "score");
    return read_hundredths(value, "earned", &score->earned_hundredths, err) &&
           read_hundredths(value, "possible", &score->possible_hundredths, err);
}

static bool read_check(const json_t *object, struct check_summary *check, struct error *err)
{
    const char *stage = json_string_value(json_object_get(object, "stage"));
    return read_text(object, "id", &check->id, err) &&
           read_text(object, "title", &check->title, err) &&
           read_status(object, &check->status, err) &&
           ((stage != NULL && stage_from_name(stage, &check->stage)) || lacks("stage", err)) &&
           read_unsigned(object, "weight", &check->weight, err);
}

/* As model/verdict.h has it: what was skipped counts unless its stage was not asked for, and of the races stage only
 * what failed. */
static bool check_counts(const struct check_summary *check, bool memory_asked, bool races_asked)
{
    if (check->stage == STAGE_RACES && check->status == STATUS_PASS) {
        return false;
    }
    bool asked = check->stage == STAGE_MEMORY  ? memory_asked
                 : check->stage == STAGE_RACES ? races_asked
                                               : true;
    return check->status != STATUS_SKIP || asked;
}

/* Marks what counts, and says whether the exercise's points follow from it. */
static bool assume_asked(struct exercise_summary *exercise, bool memory_asked, bool races_asked)
{
    int64_t passed = 0;
    int64_t counted = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        struct check_summary *check = &exercise->checks[i];
        check->counts = check_counts(check, memory_asked, races_asked);
        counted += check->counts ? check->weight : 0;
        passed += check->counts && check->status == STATUS_PASS ? check->weight : 0;
    }
    int64_t earned = counted > 0 ? exercise->score.possible_hundredths * passed / counted : 0;
    return exercise->score.earned_hundredths == earned;
}

/* A verdict does not say which stages were asked for; its points do. */
static void find_what_counts(struct exercise_summary *exercise)
{
    bool found = assume_asked(exercise, true, true) || assume_asked(exercise, true, false) ||
                 assume_asked(exercise, false, true) || assume_asked(exercise, false, false);
    if (!found) {
        (void)assume_asked(exercise, true, true);
    }
}

static bool read_exercise(const json_t *object, struct exercise_summary *exercise,
                          struct error *err)
{
    const json_t *checks = json_object_get(object, "checks");
    if (!read_unsigned(object, "number", &exercise->number, err) ||
        !read_text(object, "name", &exercise->name, err) ||
        !read_status(object, &exercise->status, err) ||
        !read_score(object, &exercise->score, err)) {
        return false;
    }
    if (!json_is_array(checks)) {
        return lacks("checks", err);
    }
    for (size_t i = 0; i < json_array_size(checks); i++) {
        struct check_summary *check = memory_append(&exercise->checks, &exercise->check_count);
        if (!read_check(json_array_get(checks, i), check, err)) {
            return false;
        }
    }
    find_what_counts(exercise);
    return true;
}

static bool read_verdict(const json_t *verdict, struct verdict_summary *summary, struct error *err)
{
    const json_t *exercises = json_object_get(verdict, "exercises");
    if (json_integer_value(json_object_get(verdict, "format_version")) != 1) {
        return lacks("format_version", err);
    }
    if (!read_status(verdict, &summary->status, err) ||
        !read_score(verdict, &summary->score, err)) {
        return false;
    }
    if (!json_is_array(exercises)) {
        return lacks("exercises", err);
    }
    for (size_t i = 0; i < json_array_size(exercises); i++) {
        struct exercise_summary *exercise =
            memory_append(&summary->exercises, &summary->exercise_count);
        if (!read_exercise(json_array_get(exercises, i), exercise, err)) {
            return false;
        }
    }
    return true;
}

bool verdict_summary_read(struct verdict_summary *summary, const char *json, char **compact,
                          struct error *err)
{
    *summary = (struct verdict_summary){0};
    *compact = NULL;
    json_error_t fault;
    AUTO(json_cleanup) json_t *verdict = json_loads(json, JSON_REJECT_DUPLICATES, &fault);
    if (verdict == NULL) {
        return error_set(err, "this is no verdict: line %d: %s", fault.line, fault.text);
    }
    if (!read_verdict(verdict, summary, err)) {
        verdict_summary_finish(summary);
        return false;
    }
    *compact = json_dumps(verdict, JSON_COMPACT | JSON_REAL_PRECISION(15));
    if (*compact == NULL) {
        memory_give_up();
    }
    return true;
}
