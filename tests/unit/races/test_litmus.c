/* What C11 allows and forbids, on the programs that everybody uses to tell memory models apart. */
#include "litmus.h"
#include "races/runtime.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

static const struct litmus_program programs[] = {
    {"mp_relaxed", 2, "|00 |01 |10 |11", LITMUS_BARE, FINDING_KINDS},
    {"mp_release_only", 2, "|00 |01 |10 |11", LITMUS_BARE, FINDING_KINDS},
    {"mp_release_acquire", 2, "|00 |01 |11", LITMUS_BARE, FINDING_KINDS},
    {"mp_strong", 2, "|00 |01 |11", LITMUS_BARE, FINDING_KINDS},
    {"mp_fences", 2, "|00 |01 |11", LITMUS_BARE, FINDING_KINDS},
    {"sb_release_acquire", 2, "0|0 0|1 1|0 1|1", LITMUS_BARE, FINDING_KINDS},
    {"sb_strong", 2, "0|1 1|0 1|1", LITMUS_BARE, FINDING_KINDS},
    {"sb_fences", 2, "0|1 1|0 1|1", LITMUS_BARE, FINDING_KINDS},
    /* 1|1 is allowed, and not explored: docs/races.md. */
    {"lb_relaxed", 2, "0|0 0|1 1|0", LITMUS_BARE, FINDING_KINDS},
    {"coherence", 2, "|00 |01 |02 |11 |12 |22", LITMUS_BARE, FINDING_KINDS},
    {"causality", 3, "|0|00 |0|01 |0|10 |0|11 |1|00 |1|01 |1|11", LITMUS_BARE, FINDING_KINDS},
    {"iriw_release_acquire", 4,
     "||00|00 ||00|01 ||00|10 ||00|11 ||01|00 ||01|01 ||01|10 ||01|11 "
     "||10|00 ||10|01 ||10|10 ||10|11 ||11|00 ||11|01 ||11|10 ||11|11",
     LITMUS_BARE, FINDING_KINDS},
    {"iriw_strong", 4,
     "||00|00 ||00|01 ||00|10 ||00|11 ||01|00 ||01|01 ||01|10 ||01|11 "
     "||10|00 ||10|01 ||10|11 ||11|00 ||11|01 ||11|10 ||11|11",
     LITMUS_BARE, FINDING_KINDS},
    {"additions", 3, "0|1|2 0|2|1 1|0|2 1|2|0 2|0|1 2|1|0", LITMUS_BARE, FINDING_KINDS},
    {"weak_exchange", 1, "00 15", LITMUS_BARE, FINDING_KINDS},
    {"strong_exchange", 1, "15", LITMUS_BARE, FINDING_KINDS},
    {"hand_over", 2, "|7", LITMUS_BARE, FINDING_KINDS},
    {"hand_over_relaxed", 2, "|7", LITMUS_BARE, FINDING_RACE},
    {"hand_over_unreleased", 2, "|7", LITMUS_BARE, FINDING_RACE},
    {"hand_over_unacquired", 2, "|7", LITMUS_BARE, FINDING_RACE},
    {"hand_over_volatile", 2, "|7", LITMUS_BARE, FINDING_RACE},
    {"hand_over_cached", 2, "|7", LITMUS_BARE, FINDING_KINDS},
    {"release_sequence", 3, "|| ||7", LITMUS_BARE, FINDING_KINDS},
    {"copies", 2, "| |whole", LITMUS_BARE, FINDING_KINDS},
    {"killed_storing", 2, "done|11 |00 |01", LITMUS_KILLED, FINDING_KINDS},
    {"killed_copying", 2, "| |whol |whole!!", LITMUS_KILLED, FINDING_KINDS},
    {"killed_unseen", 3, "|| ||0 ||7", LITMUS_KILLED, FINDING_KINDS},
    {"killed_locking", 2, "| |mine", LITMUS_KILLED, FINDING_STUCK},
    {"keeps_what_it_sees", 2, "|1", LITMUS_BARE, FINDING_KINDS},
};

ParameterizedTestParameters(litmus, has_exactly_the_outcomes_of_the_model)
{
    return cr_make_param_array(struct litmus_program, (void *)(uintptr_t)programs,
                               sizeof programs / sizeof programs[0]);
}

ParameterizedTest(struct litmus_program *program, litmus, has_exactly_the_outcomes_of_the_model)
{
    const struct search_options reduced = explore_reduced();
    litmus_expect(program, LITMUS_OBJECT, &reduced);
}

ParameterizedTestParameters(litmus, has_the_same_outcomes_without_reductions)
{
    return cr_make_param_array(struct litmus_program, (void *)(uintptr_t)programs,
                               sizeof programs / sizeof programs[0]);
}

ParameterizedTest(struct litmus_program *program, litmus, has_the_same_outcomes_without_reductions)
{
    const struct search_options unreduced = explore_unreduced();
    litmus_expect(program, LITMUS_OBJECT, &unreduced);
}

Test(litmus, a_race_is_found_within_two_surprises)
{
    static const struct litmus_program program = {"hand_over_relaxed", 2, "", LITMUS_BARE,
                                                  FINDING_RACE};
    struct search_options options = search_defaults();
    options.exhaustive = false;
    const struct explored explored = litmus_explore(&program, LITMUS_OBJECT, &options);
    cr_assert(explored.found[FINDING_RACE]);
}

Test(litmus, a_crash_is_a_finding_and_the_search_goes_on)
{
    static const struct litmus_program program = {"crashes", 2, "", LITMUS_BARE, FINDING_CRASH};
    const struct search_options options = explore_reduced();
    const struct explored explored = litmus_explore(&program, LITMUS_OBJECT, &options);
    cr_assert(explored.found[FINDING_CRASH]);
    cr_assert(explored.result.complete);
}

Test(litmus, what_is_not_modelled_is_not_judged)
{
    static const struct litmus_program program = {"unmodelled", 1, "", LITMUS_BARE, FINDING_KINDS};
    const struct search_options options = explore_reduced();
    const struct explored explored = litmus_explore(&program, LITMUS_OBJECT, &options);
    cr_assert_str_eq(explored.unchecked, "it calls fork");
    cr_assert_not(explored.result.complete);
}

static size_t size_by_unmodelled(void)
{
    races_unmodelled("open");
}

Test(litmus, what_is_not_modelled_is_not_judged_while_the_memory_is_measured)
{
    const struct races_scenario scenario = {.name = "none", .size = size_by_unmodelled};
    const struct search_options options = explore_reduced();
    const struct explored explored = explore(&scenario, LITMUS_OBJECT, &options);
    cr_assert_str_eq(explored.unchecked, "it calls open");
}

Test(litmus, the_limit_counts_steps)
{
    static const struct litmus_program program = {"iriw_release_acquire", 4, "", LITMUS_BARE,
                                                  FINDING_KINDS};
    struct search_options options = explore_unreduced();
    options.steps_max = 50;
    const struct explored first = litmus_explore(&program, LITMUS_OBJECT, &options);
    const struct explored second = litmus_explore(&program, LITMUS_OBJECT, &options);
    cr_assert_not(first.result.complete);
    cr_assert_eq(first.result.executions, second.result.executions);
    cr_assert_eq(first.result.steps, second.result.steps);
}
