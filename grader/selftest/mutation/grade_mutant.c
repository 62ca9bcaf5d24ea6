#include "selftest/mutation/grade_mutant.h"

#include "base/memory.h"
#include "model/verdict.h"

static bool is_failed(const struct check_verdict *check)
{
    return check->status == STATUS_FAIL || check->status == STATUS_CRASH ||
           check->status == STATUS_TIMEOUT;
}

/* "behaviour/begins", or the name of a stage that has a fault of its own. */
static char *find_killer(const struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (is_failed(check)) {
            return memory_format("%s/%s", stage_name(check->stage), check->id);
        }
    }
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        if (exercise->stages[stage].status == STATUS_FAIL) {
            return memory_copy_string(stage_name((enum stage)stage));
        }
    }
    return memory_copy_string("the grader");
}

static char *find_trouble(const struct exercise_verdict *exercise)
{
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        const struct stage_verdict *found = &exercise->stages[stage];
        if (found->status == STATUS_ERROR && found->message != NULL) {
            return memory_format("%s: %s", stage_name((enum stage)stage), found->message);
        }
    }
    return memory_format("its status is %s", status_name(exercise->status));
}

static void judge(const struct exercise_verdict *exercise, struct generated_mutant *result)
{
    if (exercise->stages[STAGE_BUILD].status == STATUS_FAIL) {
        result->fate = FATE_STILLBORN;
    } else if (exercise->status == STATUS_PASS) {
        result->fate = FATE_SURVIVED;
    } else if (exercise->status == STATUS_FAIL) {
        result->fate = FATE_KILLED;
        result->by = find_killer(exercise);
    } else {
        result->fate = FATE_UNJUDGED;
        result->by = find_trouble(exercise);
    }
}

static void grade_once(const struct generated_request *request, const struct manifest *manifest,
                       const char *source, bool fast, struct generated_mutant *result)
{
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct error err;
    const struct manifest *const exercises[] = {manifest};
    struct grade_request one = {
        .layout = request->layout,
        .exercises = exercises,
        .exercise_count = 1,
        .submission = SUBMISSION_TEXT,
        .text = source,
        .jobs = 1,
        .fast = fast,
        .stop_at_failure = fast,
    };
    if (request->grade(&one, &verdict, &err)) {
        judge(verdict->exercises[0], result);
    } else {
        result->fate = FATE_UNJUDGED;
        result->by = memory_copy_string(err.message);
    }
}

void grade_mutant(const struct generated_request *request, const struct manifest *manifest,
                  const char *source, struct generated_mutant *result)
{
    grade_once(request, manifest, source, true, result);
    if (result->fate == FATE_SURVIVED && !request->fast) {
        grade_once(request, manifest, source, false, result);
    }
}
