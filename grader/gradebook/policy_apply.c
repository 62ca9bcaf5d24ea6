#include "gradebook/policy_apply.h"

#include "base/memory.h"
#include "gradebook/mark.h"
#include "report/report_json.h"

void policy_apply_hiding(const struct policy *policy, struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        struct exercise_verdict *exercise = verdict->exercises[i];
        for (size_t k = 0; k < exercise->check_count; k++) {
            struct check_verdict *check = &exercise->checks[k];
            if (!policy_shows_check(policy, exercise->name, check->id)) {
                exercise_verdict_hide_check(exercise, check);
            }
        }
    }
}

static void apply_weights(const struct policy *policy, struct exercise_verdict *exercise)
{
    const struct policy_exercise *rule = policy_find_exercise(policy, exercise->name);
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct policy_check *check = policy_find_check(rule, exercise->checks[i].id);
        if (check != NULL && check->weight != POLICY_AS_IS) {
            exercise->checks[i].weight = (unsigned)check->weight;
        }
    }
}

static void list_exercises(const struct verdict *verdict, struct gradebook_exercises *exercises)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        *memory_append(&exercises->items, &exercises->count) =
            (struct gradebook_exercise){.number = exercise->number,
                                        .name = memory_copy_string(exercise->name),
                                        .possible_hundredths = exercise->score.possible_hundredths};
    }
}

/* What the policy leaves out is worth nothing. */
static void take_points(const struct mark *mark, struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        struct exercise_verdict *exercise = verdict->exercises[i];
        const struct exercise_mark *points = mark_find_exercise(mark, exercise->name);
        exercise->score = points != NULL ? points->score : (struct score){0};
    }
    verdict->score = mark->score;
}

bool policy_apply_points(const struct policy *policy, struct verdict *verdict, struct error *err)
{
    AUTO_TEXT struct text json = {0};
    AUTO_FREE char *compact = NULL;
    AUTO_VERDICT_SUMMARY struct verdict_summary summary = {0};
    if (verdict->status == STATUS_ERROR) {
        return true;
    }
    report_json_write(verdict, NULL, &json);
    if (!verdict_summary_read(&summary, text_string(&json), &compact, err)) {
        return false;
    }
    struct gradebook_attempt attempt = {
        .submitted_ms = GRADEBOOK_TIME_UNKNOWN, .verdict = 1, .summary = summary};
    const struct gradebook_record record = {
        .student.id = "", .attempts = &attempt, .attempt_count = 1};
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    AUTO_MARK struct mark mark = {0};
    list_exercises(verdict, &exercises);
    mark_make(&mark, policy, &exercises, &record);
    take_points(&mark, verdict);
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        apply_weights(policy, verdict->exercises[i]);
    }
    return true;
}
