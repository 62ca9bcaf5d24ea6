#include "selftest/selftest.h"

#include "base/clock.h"
#include "base/memory.h"
#include "selftest/rounds.h"

#include <stdlib.h>

struct message_store selftest_message_store(const struct selftest_request *request,
                                            const struct selftest_exercise *exercise)
{
    return (struct message_store){
        .root = request->layout->root,
        .manifest = exercise->bank.manifest,
        .accept = request->accept_messages,
    };
}

static bool prepare(const struct selftest_request *request, struct selftest_exercise *exercise,
                    const struct manifest *manifest, struct error *err)
{
    if (!bank_load(request->layout->root, manifest, &exercise->bank, err)) {
        return false;
    }
    exercise->promises = memory_allocate(exercise->bank.count, sizeof exercise->promises[0]);
    exercise->messages = memory_allocate(exercise->bank.count, sizeof exercise->messages[0]);
    exercise->durations_ms =
        memory_allocate(exercise->bank.count, sizeof exercise->durations_ms[0]);
    struct message_store store = selftest_message_store(request, exercise);
    if (request->kinds[BANK_MUTANT] &&
        !messages_find_orphans(&store, &exercise->bank, &exercise->orphans, &exercise->orphan_count,
                               err)) {
        return false;
    }
    bool looked_at = request->structure || request->kinds[BANK_MUTANT];
    for (size_t i = 0; looked_at && i < manifest->check_count; i++) {
        if (!bank_covers(&exercise->bank, &manifest->checks[i])) {
            *memory_append(&exercise->uncovered, &exercise->uncovered_count) =
                manifest->checks[i].id;
        }
    }
    if (request->structure) {
        structure_examine(request->layout->root, &exercise->bank, &exercise->structure);
    }
    return true;
}

bool selftest_run(const struct selftest_request *request, struct selftest *selftest,
                  struct error *err)
{
    int64_t begin_ms = clock_now_ms();
    *selftest =
        (struct selftest){.exercise_count = request->exercise_count, .sample = request->sample};
    selftest->exercises = memory_allocate(request->exercise_count, sizeof selftest->exercises[0]);
    for (size_t i = 0; i < request->exercise_count; i++) {
        if (!prepare(request, &selftest->exercises[i], request->exercises[i], err)) {
            selftest_finish(selftest);
            return false;
        }
    }
    bool ran = rounds_run(request, selftest, err);
    selftest->duration_ms = clock_now_ms() - begin_ms;
    if (!ran) {
        selftest_finish(selftest);
    }
    return ran;
}

void selftest_finish(struct selftest *selftest)
{
    for (size_t i = 0; i < selftest->exercise_count; i++) {
        struct selftest_exercise *exercise = &selftest->exercises[i];
        for (size_t k = 0; exercise->promises != NULL && k < exercise->bank.count; k++) {
            promise_finish(&exercise->promises[k]);
            message_finish(&exercise->messages[k]);
        }
        for (size_t k = 0; k < exercise->orphan_count; k++) {
            free(exercise->orphans[k]);
        }
        free(exercise->orphans);
        free(exercise->messages);
        free(exercise->promises);
        free(exercise->durations_ms);
        free(exercise->uncovered);
        structure_finish(&exercise->structure);
        bank_finish(&exercise->bank);
    }
    for (size_t i = 0; i < selftest->flip_count; i++) {
        repeat_difference_finish(&selftest->flips[i].difference);
    }
    free(selftest->flips);
    free(selftest->rounds);
    free(selftest->exercises);
    *selftest = (struct selftest){0};
}
