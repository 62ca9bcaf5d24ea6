#include <string.h>

#include "gradebook/class_export.h"
#include "gradebook/csv_cell.h"

struct csv {
    struct text *out;
    struct export_result *result;
};

static void append_next(struct text *out, const char *cell)
{
    text_append(out, ",");
    csv_append_text(out, cell);
}

static void begin(const struct mark *blank, void *context)
{
    const struct csv *csv = context;
    text_append(csv->out, "id,name,email,section,state,earned,possible");
    for (size_t i = 0; i < blank->exercise_count; i++) {
        const struct gradebook_exercise *exercise = blank->exercises[i].exercise;
        text_format(csv->out, ",%02u-", exercise->number);
        csv_append_text(csv->out, exercise->name);
    }
    text_append(csv->out, ",attempts,submitted,late_percent,verdict,decided_by,why\n");
}

static void append_mark(struct text *out, const struct mark *mark)
{
    append_next(out, mark_state_name(mark->state));
    text_append(out, ",");
    if (mark->state == MARK_GIVEN) {
        csv_append_points(out, mark->score.earned_hundredths);
    }
    text_append(out, ",");
    csv_append_points(out, mark->score.possible_hundredths);
    for (size_t i = 0; i < mark->exercise_count; i++) {
        const struct exercise_mark *exercise = &mark->exercises[i];
        text_append(out, ",");
        if (exercise->attempt != NULL || exercise->override != NULL) {
            csv_append_points(out, exercise->score.earned_hundredths);
        }
    }
}

/* Of the one attempt that counts; empty where several do. */
static void append_attempt(struct text *out, const struct mark *mark)
{
    if (mark->attempt == NULL) {
        text_append(out, ",,,");
        return;
    }
    text_append(out, ",");
    csv_append_time(out, mark->attempt->submitted_ms);
    text_append(out, ",");
    if (mark->exercise_count > 0) {
        text_format(out, "%u", mark->exercises[0].lateness.percent);
    }
    append_next(out, mark->attempt->key);
}

/* The decision on the whole, or else the first one on an exercise. */
static const struct gradebook_override *find_decision(const struct mark *mark)
{
    const struct gradebook_override *decision = mark->override;
    for (size_t i = 0; i < mark->exercise_count && decision == NULL; i++) {
        decision = mark->exercises[i].override;
    }
    return decision;
}

static void visit(const struct class_member *member, void *context)
{
    const struct csv *csv = context;
    const struct gradebook_student *student = &member->record->student;
    const struct gradebook_override *decision = find_decision(member->mark);
    csv_append_text(csv->out, student->id);
    append_next(csv->out, student->name);
    append_next(csv->out, student->email);
    append_next(csv->out, student->section);
    append_mark(csv->out, member->mark);
    text_format(csv->out, ",%zu", member->record->attempt_count);
    append_attempt(csv->out, member->mark);
    append_next(csv->out, decision != NULL ? decision->who : NULL);
    append_next(csv->out, decision != NULL ? decision->why : NULL);
    text_append(csv->out, "\n");
    csv->result->written++;
}

bool class_export_csv(const struct export_request *request, struct text *out,
                      struct export_result *result, struct error *err)
{
    struct csv csv = {.out = out, .result = result};
    const struct class_visitor visitor = {.begin = begin, .visit = visit, .context = &csv};
    return class_visit(request->gradebook, request->policy, &visitor, err);
}
