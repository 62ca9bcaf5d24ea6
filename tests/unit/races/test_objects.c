/* Semaphores, mutexes, locks, condition variables, futexes and barriers; and what has no model. */
#include "litmus.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>

static const struct litmus_program programs[] = {
    {"post_and_wait", 2, "|7", LITMUS_PREPARED, FINDING_KINDS},
    {"both_wait", 2, "|", LITMUS_PREPARED, FINDING_STUCK},
    {"locked", 2, "|0 |1", LITMUS_PREPARED, FINDING_KINDS},
    {"locked_twice", 2, "|0 |1", LITMUS_PREPARED, FINDING_KINDS},
    {"checked_mutex", 2, "11|0 11|1", LITMUS_PREPARED, FINDING_KINDS},
    {"spun", 2, "|0 |1", LITMUS_PREPARED, FINDING_KINDS},
    {"readers_and_writer", 3, "|0|0 |0|1 |1|0 |1|1", LITMUS_PREPARED, FINDING_KINDS},
    {"writing_readers", 2, "|", LITMUS_PREPARED, FINDING_RACE},
    {"futex_compares", 2, "|", LITMUS_PREPARED, FINDING_KINDS},
    {"signalled", 2, "|7", LITMUS_PREPARED, FINDING_KINDS},
    {"lost_signal", 2, "|", LITMUS_PREPARED, FINDING_STUCK},
    {"meet", 2, "07|17 17|07", LITMUS_PREPARED, FINDING_KINDS},
    {"meet_twice", 2, "2|2", LITMUS_PREPARED, FINDING_KINDS},
    {"meet_and_race", 2, "2|2", LITMUS_PREPARED, FINDING_RACE},
    {"meet_nobody", 1, "", LITMUS_PREPARED, FINDING_STUCK},
};

ParameterizedTestParameters(objects, has_exactly_the_outcomes_of_the_model)
{
    return cr_make_param_array(struct litmus_program, (void *)(uintptr_t)programs,
                               sizeof programs / sizeof programs[0]);
}

ParameterizedTest(struct litmus_program *program, objects, has_exactly_the_outcomes_of_the_model)
{
    const struct search_options reduced = explore_reduced();
    litmus_expect(program, LITMUS_OBJECTS_OBJECT, &reduced);
}

ParameterizedTestParameters(objects, has_the_same_outcomes_without_reductions)
{
    return cr_make_param_array(struct litmus_program, (void *)(uintptr_t)programs,
                               sizeof programs / sizeof programs[0]);
}

ParameterizedTest(struct litmus_program *program, objects, has_the_same_outcomes_without_reductions)
{
    const struct search_options unreduced = explore_unreduced();
    litmus_expect(program, LITMUS_OBJECTS_OBJECT, &unreduced);
}

Test(objects, a_file_is_not_judged_that_calls_what_has_no_model)
{
    static const struct {
        const char *program, *why;
    } calls[] = {
        {"calls_lock_pi", "it calls futex with FUTEX_LOCK_PI"},
        {"calls_shmget", "it calls shmget"},
        {"calls_msgget", "it calls msgget"},
        {"calls_mq_open", "it calls mq_open"},
        {"calls_fork", "it calls fork"},
    };
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        struct litmus_program program = {.processes = 1};
        snprintf(program.name, sizeof program.name, "%s", calls[i].program);
        const struct search_options options = explore_reduced();
        const struct explored explored = litmus_explore(&program, LITMUS_OBJECTS_OBJECT, &options);
        cr_assert_str_eq(explored.unchecked, calls[i].why);
        cr_assert_not(explored.result.complete);
        for (int kind = 0; kind < FINDING_KINDS; kind++) {
            cr_assert_not(explored.found[kind]);
        }
    }
}
