/* What follows from the promises of all sources. */
#include "selftest/selftest.h"

struct selftest_score selftest_count(const struct selftest_exercise *exercise, enum bank_kind kind)
{
    struct selftest_score score = {0};
    for (size_t i = 0; i < exercise->bank.count; i++) {
        enum promise_state state = exercise->promises[i].state;
        if (exercise->bank.sources[i].kind == kind && state != PROMISE_NOT_ASKED) {
            score.asked++;
            score.kept += state == PROMISE_KEPT;
        }
    }
    return score;
}

size_t selftest_count_messages(const struct selftest_exercise *exercise, enum message_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < exercise->bank.count; i++) {
        count += exercise->messages[i].state == state;
    }
    return count;
}

enum promise_state selftest_exercise_state(const struct selftest_exercise *exercise)
{
    bool whole = exercise->uncovered_count == 0 && exercise->orphan_count == 0 &&
                 structure_holds(&exercise->structure) &&
                 selftest_count_messages(exercise, MESSAGE_BROKEN) == 0;
    enum promise_state state = whole ? PROMISE_KEPT : PROMISE_BROKEN;
    for (size_t i = 0; i < exercise->bank.count; i++) {
        state = exercise->promises[i].state > state ? exercise->promises[i].state : state;
    }
    return state;
}

enum promise_state selftest_state(const struct selftest *selftest)
{
    enum promise_state state = PROMISE_KEPT;
    for (size_t i = 0; i < selftest->exercise_count; i++) {
        enum promise_state one = selftest_exercise_state(&selftest->exercises[i]);
        state = one > state ? one : state;
    }
    return state;
}
