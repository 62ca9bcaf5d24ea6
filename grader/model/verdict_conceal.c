/* Hidden checks, as a student may see them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/verdict.h"

static void clear_string(char **string)
{
    free(*string);
    *string = NULL;
}

static bool is_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

void exercise_verdict_hide_check(struct exercise_verdict *exercise, struct check_verdict *check)
{
    check->hidden = true;
    for (size_t i = 0; i < exercise->leak_count; i++) {
        if (is_same(exercise->leaks[i].check, check->id)) {
            clear_string(&exercise->leaks[i].check);
        }
    }
}

/* A stage that is judged as a whole repeats the words of its check. */
static void conceal_message(struct exercise_verdict *exercise, const struct check_verdict *check)
{
    struct stage_verdict *stage = &exercise->stages[check->stage];
    if (is_same(stage->message, check->observed)) {
        clear_string(&stage->message);
    }
}

/* A stage with one check of its own is that check. */
static void conceal_evidence(struct exercise_verdict *exercise, enum stage stage)
{
    if (stage == STAGE_RACES) {
        weakest_orders_destroy(exercise->weakest);
        exercise->weakest = NULL;
    }
    if (stage == STAGE_MEMORY) {
        exercise_verdict_clear_diagnostics(exercise, stage);
    } else if (stage == STAGE_LEAKS) {
        exercise_verdict_clear_leaks(exercise);
    }
}

static void conceal_words(struct check_verdict *check, unsigned number)
{
    AUTO_FREE char *id = memory_format("hidden-%u", number);
    memory_set_string(&check->id, id);
    memory_set_string(&check->title, "a check that is not shown");
    clear_string(&check->did);
    clear_string(&check->expected);
    clear_string(&check->observed);
    schedule_destroy(check->schedule);
    check->schedule = NULL;
    clear_string(&check->location.file);
    clear_string(&check->location.function);
    clear_string(&check->location.excerpt);
    check->location.line = 0;
    check->location.column = 0;
    schedule_destroy(check->schedule);
    check->schedule = NULL;
    memory_set_string(&check->look,
                      check->status == STATUS_PASS
                          ? NULL
                          : "the lesson and the header: they tell all that is checked");
}

void verdict_conceal_hidden(struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        struct exercise_verdict *exercise = verdict->exercises[i];
        unsigned number = 0;
        for (size_t k = 0; k < exercise->check_count; k++) {
            struct check_verdict *check = &exercise->checks[k];
            if (check->hidden) {
                conceal_message(exercise, check);
                conceal_evidence(exercise, check->stage);
                conceal_words(check, ++number);
            }
        }
    }
}
