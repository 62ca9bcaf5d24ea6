/* In which orders stores to one object may come, and which release sequences that leaves. */
#include "litmus.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

static const struct litmus_program programs[] = {
    {"stores_crossed", 2, "1|1 1|2 2|1 2|2", LITMUS_BARE, FINDING_KINDS},
    {"stores_crossed_release", 2, "1|1 1|2 2|1 2|2", LITMUS_BARE, FINDING_KINDS},
    {"stores_crossed_fences", 2, "1|2 2|1 2|2", LITMUS_BARE, FINDING_KINDS},
    {"stores_crossed_strong", 2, "1|2 2|1 2|2", LITMUS_BARE, FINDING_KINDS},
    {"store_after_load", 2, "|01 |02 |11 |12", LITMUS_BARE, FINDING_KINDS},
    {"store_after_acquire", 2, "|01 |02 |11", LITMUS_BARE, FINDING_KINDS},
    {"store_against_load", 2, "1|0 1|1 2|0 2|1", LITMUS_BARE, FINDING_KINDS},
    {"store_against_load_fences", 2, "1|0 1|1 2|1", LITMUS_BARE, FINDING_KINDS},
    {"store_against_load_strong", 2, "1|0 1|1 2|1", LITMUS_BARE, FINDING_KINDS},
    {"one_order", 2, "1|1 1|2 2|2", LITMUS_BARE, FINDING_KINDS},
    {"own_order", 2, "2|11 2|12 2|22 2|31 2|32 2|33 3|33", LITMUS_BARE, FINDING_KINDS},
    {"add_after_load", 2, "|00 |05 |10 |15", LITMUS_BARE, FINDING_KINDS},
    {"add_after_acquire", 2, "|00 |05 |15", LITMUS_BARE, FINDING_KINDS},
    {"compare_after_load", 2, "|00 |01 |10 |11", LITMUS_BARE, FINDING_KINDS},
    {"compare_after_acquire", 2, "|00 |01 |11", LITMUS_BARE, FINDING_KINDS},
    {"whole_addition", 2, "1|11 1|12 1|22 1|71 1|72 1|77 7|77 7|78 7|88", LITMUS_BARE,
     FINDING_KINDS},
    {"one_taker", 3, "0|0|1 0|1|0 1|0|0", LITMUS_BARE, FINDING_KINDS},
    {"own_sequence", 2, "| |7", LITMUS_BARE, FINDING_KINDS},
    {"broken_sequence", 3, "|7| ||", LITMUS_BARE, FINDING_RACE},
    {"added_sequence", 3, "|7| ||", LITMUS_BARE, FINDING_KINDS},
    {"fenced_sequence", 3, "|| ||7", LITMUS_BARE, FINDING_KINDS},
};

ParameterizedTestParameters(modification_order, has_exactly_the_outcomes_of_the_model)
{
    return cr_make_param_array(struct litmus_program, (void *)(uintptr_t)programs,
                               sizeof programs / sizeof programs[0]);
}

ParameterizedTest(struct litmus_program *program, modification_order,
                  has_exactly_the_outcomes_of_the_model)
{
    const struct search_options reduced = explore_reduced();
    litmus_expect(program, LITMUS_ORDER_OBJECT, &reduced);
}

ParameterizedTestParameters(modification_order, has_the_same_outcomes_without_reductions)
{
    return cr_make_param_array(struct litmus_program, (void *)(uintptr_t)programs,
                               sizeof programs / sizeof programs[0]);
}

ParameterizedTest(struct litmus_program *program, modification_order,
                  has_the_same_outcomes_without_reductions)
{
    const struct search_options unreduced = explore_unreduced();
    litmus_expect(program, LITMUS_ORDER_OBJECT, &unreduced);
}
