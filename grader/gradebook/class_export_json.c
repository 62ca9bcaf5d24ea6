#include <jansson.h>

#include "base/memory.h"
#include "gradebook/class_export.h"
#include "gradebook/csv_cell.h"
#include "report/json_text.h"

struct json_class {
    json_t *students;
    struct export_result *result;
};

static json_t *json_score(const struct score *score)
{
    return json_pack("{s:o, s:o}", "earned", json_points(score->earned_hundredths), "possible",
                     json_points(score->possible_hundredths));
}

static json_t *json_time(int64_t time_ms)
{
    AUTO_TEXT struct text stamp = {0};
    csv_append_time(&stamp, time_ms);
    return time_ms >= 0 ? json_string(text_string(&stamp)) : json_null();
}

static json_t *json_override(const struct gradebook_override *override)
{
    if (override == NULL) {
        return json_null();
    }
    return json_pack("{s:o, s:s, s:o, s:o, s:o, s:o}", "exercise", json_text(override->exercise),
                     "kind", override_kind_name(override->kind), "points",
                     override->kind == OVERRIDE_POINTS ? json_points(override->hundredths)
                                                       : json_null(),
                     "who", json_text(override->who), "why", json_text(override->why), "time",
                     json_time(override->time_ms));
}

static json_t *json_attempt_number(const struct gradebook_attempt *attempt)
{
    return attempt != NULL ? json_integer(attempt->number) : json_null();
}

static json_t *json_exercises(const struct mark *mark)
{
    json_t *list = json_array();
    for (size_t i = 0; i < mark->exercise_count; i++) {
        const struct exercise_mark *exercise = &mark->exercises[i];
        json_array_append_new(
            list, json_pack("{s:I, s:o, s:o, s:b, s:o, s:I, s:o}", "number",
                            (json_int_t)exercise->exercise->number, "name",
                            json_text(exercise->exercise->name), "score",
                            json_score(&exercise->score), "extra", exercise->extra ? 1 : 0,
                            "attempt", json_attempt_number(exercise->attempt), "late_percent",
                            (json_int_t)exercise->lateness.percent, "decision",
                            json_override(exercise->override)));
    }
    return list;
}

static json_t *json_attempts(const struct gradebook_record *record)
{
    json_t *list = json_array();
    for (size_t i = 0; i < record->attempt_count; i++) {
        const struct gradebook_attempt *attempt = &record->attempts[i];
        bool verdict = attempt->verdict != 0;
        json_array_append_new(
            list, json_pack("{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "number",
                            (json_int_t)attempt->number, "submitted",
                            json_time(attempt->submitted_ms), "origin", json_text(attempt->origin),
                            "content_sha256", json_text(attempt->content_sha256), "problem",
                            json_text(attempt->problem), "verdict", json_text(attempt->key),
                            "graded", json_time(verdict ? attempt->graded_ms : -1), "status",
                            json_text(verdict ? status_name(attempt->summary.status) : NULL),
                            "score", verdict ? json_score(&attempt->summary.score) : json_null()));
    }
    return list;
}

static json_t *json_decisions(const struct gradebook_record *record)
{
    json_t *list = json_array();
    for (size_t i = 0; i < record->override_count; i++) {
        json_array_append_new(list, json_override(&record->overrides[i]));
    }
    return list;
}

static json_t *json_notes(const struct gradebook_record *record)
{
    json_t *list = json_array();
    for (size_t i = 0; i < record->note_count; i++) {
        const struct gradebook_note *note = &record->notes[i];
        json_array_append_new(list,
                              json_pack("{s:o, s:o, s:o}", "who", json_text(note->who), "words",
                                        json_text(note->words), "time", json_time(note->time_ms)));
    }
    return list;
}

static void visit(const struct class_member *member, void *context)
{
    const struct json_class *class = context;
    const struct gradebook_student *student = &member->record->student;
    const struct mark *mark = member->mark;
    json_array_append_new(
        class->students,
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
                  "id", json_text(student->id), "name", json_text(student->name), "email",
                  json_text(student->email), "login", json_text(student->login), "sis_id",
                  json_text(student->sis_id), "canvas_id", json_text(student->canvas_id), "section",
                  json_text(student->section), "state", mark_state_name(mark->state), "score",
                  mark->state == MARK_GIVEN ? json_score(&mark->score) : json_null(), "attempt",
                  json_attempt_number(mark->attempt), "decision", json_override(mark->override),
                  "exercises", json_exercises(mark), "attempts", json_attempts(member->record),
                  "decisions", json_decisions(member->record), "notes",
                  json_notes(member->record)));
    class->result->written++;
}

static void json_cleanup(json_t **json)
{
    json_decref(*json);
}

bool class_export_json(const struct export_request *request, struct text *out,
                       struct export_result *result, struct error *err)
{
    struct json_class class = {.students = json_array(), .result = result};
    const struct class_visitor visitor = {.visit = visit, .context = &class};
    AUTO(json_cleanup)
    json_t *document = json_pack("{s:i, s:o}", "format_version", 1, "students", class.students);
    if (document == NULL) {
        memory_give_up();
    }
    if (!class_visit(request->gradebook, request->policy, &visitor, err)) {
        return false;
    }
    json_text_write(json_incref(document), JSON_INDENT(2) | JSON_REAL_PRECISION(15), out);
    return true;
}
