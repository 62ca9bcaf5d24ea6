/* What follows from what was found: statuses upwards, scores upwards. The rules: verdict.h. */
#include <assert.h>

#include "model/verdict.h"

bool exercise_verdict_check_failed(const struct exercise_verdict *exercise,
                                   const struct check_verdict *check)
{
    if (check->status == STATUS_SKIP) {
        return !exercise->stages[check->stage].not_asked;
    }
    return check->status != STATUS_PASS;
}

static void settle_stages(struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        struct stage_verdict *stage = &exercise->stages[check->stage];
        if (stage->status == STATUS_PASS && exercise_verdict_check_failed(exercise, check)) {
            stage->status = STATUS_FAIL;
        }
    }
}

static enum status exercise_status(const struct exercise_verdict *exercise)
{
    if (exercise->status == STATUS_MISSING || exercise->status == STATUS_ERROR) {
        return exercise->status;
    }
    bool failed = false;
    for (int i = 0; i < STAGE_COUNT; i++) {
        if (exercise->stages[i].status == STATUS_ERROR) {
            return STATUS_ERROR;
        }
        failed = failed || exercise->stages[i].status == STATUS_FAIL;
    }
    size_t passed = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        failed = failed || exercise_verdict_check_failed(exercise, &exercise->checks[i]);
        passed += exercise->checks[i].status == STATUS_PASS ? 1 : 0;
    }
    if (failed) {
        return STATUS_FAIL;
    }
    return passed > 0 ? STATUS_PASS : STATUS_ERROR;
}

int64_t exercise_verdict_earned_hundredths(const struct exercise_verdict *exercise)
{
    int64_t passed = 0;
    int64_t counted = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check->status == STATUS_PASS && check->stage == STAGE_RACES) {
            continue; /* takes points and gives none: see verdict.h */
        }
        if (check->status == STATUS_PASS) {
            passed += check->weight;
            counted += check->weight;
        } else if (exercise_verdict_check_failed(exercise, check)) {
            counted += check->weight;
        }
    }
    bool judged = exercise->status == STATUS_PASS || exercise->status == STATUS_FAIL;
    if (!judged || counted == 0 || exercise->stages[STAGE_BUILD].status == STATUS_FAIL) {
        return 0;
    }
    return exercise->score.possible_hundredths * passed / counted;
}

void exercise_verdict_settle(struct exercise_verdict *exercise)
{
    settle_stages(exercise);
    exercise->status = exercise_status(exercise);
    exercise->score.earned_hundredths = exercise_verdict_earned_hundredths(exercise);
}

void verdict_settle(struct verdict *verdict)
{
    bool error = verdict->exercise_count == 0;
    bool failed = false;
    verdict->score = (struct score){0};
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        assert(exercise->status != STATUS_SKIP);
        error = error || exercise->status == STATUS_ERROR;
        failed = failed || exercise->status != STATUS_PASS;
        verdict->score.earned_hundredths += exercise->score.earned_hundredths;
        verdict->score.possible_hundredths += exercise->score.possible_hundredths;
    }
    verdict->status = error ? STATUS_ERROR : failed ? STATUS_FAIL : STATUS_PASS;
}

const struct exercise_verdict *verdict_first_failed(const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        if (verdict->exercises[i]->status != STATUS_PASS) {
            return verdict->exercises[i];
        }
    }
    return NULL;
}
