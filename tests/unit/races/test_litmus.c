/* What C11 allows and forbids, on the programs that everybody uses to tell memory models apart. */
#include "explore.h"
#include "litmus_programs.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>

struct program {
    char name[32];
    unsigned processes;
    char outcomes[160];
    bool prepared;             /* the objects are made */
    enum finding_kind finding; /* FINDING_KINDS: none */
};

/* The one under test: roles have no argument for it. */
static const struct program *current;

static size_t size(void)
{
    return sizeof(struct litmus);
}

static bool prepare(void *memory)
{
    if (current->prepared) {
        ((void (*)(void *))races_function("prepare_objects"))(memory);
    }
    return true;
}

static void run(void *memory, unsigned number)
{
    static char names[4][48];
    snprintf(names[number], sizeof names[number], "%s_%u", current->name, number);
    ((void (*)(void *))races_function(names[number]))(memory);
}

static void run_0(void *memory)
{
    run(memory, 0);
}
static void run_1(void *memory)
{
    run(memory, 1);
}
static void run_2(void *memory)
{
    run(memory, 2);
}
static void run_3(void *memory)
{
    run(memory, 3);
}

static const struct races_role roles[] = {{.name = "0", .run = run_0},
                                          {.name = "1", .run = run_1},
                                          {.name = "2", .run = run_2},
                                          {.name = "3", .run = run_3}};

static struct explored explore_program(const struct program *program,
                                       const struct search_options *options)
{
    const struct races_scenario scenario = {.name = program->name,
                                            .did = "litmus",
                                            .size = size,
                                            .prepare = prepare,
                                            .roles = roles,
                                            .role_count = program->processes};
    current = program;
    return explore(&scenario, options);
}

static const struct program programs[] = {
    {"mp_relaxed", 2, "|00 |01 |10 |11", false, FINDING_KINDS},
    {"mp_release_only", 2, "|00 |01 |10 |11", false, FINDING_KINDS},
    {"mp_release_acquire", 2, "|00 |01 |11", false, FINDING_KINDS},
    {"mp_strong", 2, "|00 |01 |11", false, FINDING_KINDS},
    {"mp_fences", 2, "|00 |01 |11", false, FINDING_KINDS},
    {"sb_release_acquire", 2, "0|0 0|1 1|0 1|1", false, FINDING_KINDS},
    {"sb_strong", 2, "0|1 1|0 1|1", false, FINDING_KINDS},
    {"sb_fences", 2, "0|1 1|0 1|1", false, FINDING_KINDS},
    /* 1|1 is allowed, and not explored: docs/races.md. */
    {"lb_relaxed", 2, "0|0 0|1 1|0", false, FINDING_KINDS},
    {"coherence", 2, "|00 |01 |02 |11 |12 |22", false, FINDING_KINDS},
    {"causality", 3, "|0|00 |0|01 |0|10 |0|11 |1|00 |1|01 |1|11", false, FINDING_KINDS},
    {"iriw_release_acquire", 4,
     "||00|00 ||00|01 ||00|10 ||00|11 ||01|00 ||01|01 ||01|10 ||01|11 "
     "||10|00 ||10|01 ||10|10 ||10|11 ||11|00 ||11|01 ||11|10 ||11|11",
     false, FINDING_KINDS},
    {"iriw_strong", 4,
     "||00|00 ||00|01 ||00|10 ||00|11 ||01|00 ||01|01 ||01|10 ||01|11 "
     "||10|00 ||10|01 ||10|11 ||11|00 ||11|01 ||11|10 ||11|11",
     false, FINDING_KINDS},
    {"additions", 3, "0|1|2 0|2|1 1|0|2 1|2|0 2|0|1 2|1|0", false, FINDING_KINDS},
    {"weak_exchange", 1, "00 15", false, FINDING_KINDS},
    {"strong_exchange", 1, "15", false, FINDING_KINDS},
    {"hand_over", 2, "|7", false, FINDING_KINDS},
    {"hand_over_relaxed", 2, "|7", false, FINDING_RACE},
    {"hand_over_unreleased", 2, "|7", false, FINDING_RACE},
    {"hand_over_unacquired", 2, "|7", false, FINDING_RACE},
    {"hand_over_volatile", 2, "|7", false, FINDING_RACE},
    {"release_sequence", 3, "|| ||7", false, FINDING_KINDS},
    {"copies", 2, "| |whole", false, FINDING_KINDS},
    {"post_and_wait", 2, "|7", true, FINDING_KINDS},
    {"both_wait", 2, "|", true, FINDING_STUCK},
    {"locked", 2, "|0 |1", true, FINDING_KINDS},
    {"signalled", 2, "|7", true, FINDING_KINDS},
    {"lost_signal", 2, "|", true, FINDING_STUCK},
};

static void expect_program(const struct program *program, const struct search_options *options)
{
    const struct explored explored = explore_program(program, options);
    cr_assert_str_empty(explored.unchecked, "%s: %s", program->name, explored.unchecked);
    cr_assert(explored.result.complete, "%s was not explored to its end", program->name);
    cr_assert_str_eq(explored.outcomes, program->outcomes, "%s: {%s}, and not {%s}", program->name,
                     explored.outcomes, program->outcomes);
    for (int kind = 0; kind < FINDING_KINDS; kind++) {
        cr_assert_eq(explored.found[kind], kind == (int)program->finding, "%s: finding %d",
                     program->name, kind);
    }
}

ParameterizedTestParameters(litmus, has_exactly_the_outcomes_of_the_model)
{
    return cr_make_param_array(struct program, (void *)(uintptr_t)programs,
                               sizeof programs / sizeof programs[0]);
}

ParameterizedTest(struct program *program, litmus, has_exactly_the_outcomes_of_the_model)
{
    const struct search_options reduced = explore_reduced();
    expect_program(program, &reduced);
}

ParameterizedTestParameters(litmus, has_the_same_outcomes_without_reductions)
{
    return cr_make_param_array(struct program, (void *)(uintptr_t)programs,
                               sizeof programs / sizeof programs[0]);
}

ParameterizedTest(struct program *program, litmus, has_the_same_outcomes_without_reductions)
{
    const struct search_options unreduced = explore_unreduced();
    expect_program(program, &unreduced);
}

Test(litmus, a_race_is_found_within_two_surprises)
{
    static const struct program program = {"hand_over_relaxed", 2, "", false, FINDING_RACE};
    struct search_options options = search_defaults();
    options.exhaustive = false;
    const struct explored explored = explore_program(&program, &options);
    cr_assert(explored.found[FINDING_RACE]);
}

Test(litmus, a_crash_is_a_finding_and_the_search_goes_on)
{
    static const struct program program = {"crashes", 2, "", false, FINDING_CRASH};
    const struct search_options options = explore_reduced();
    const struct explored explored = explore_program(&program, &options);
    cr_assert(explored.found[FINDING_CRASH]);
    cr_assert(explored.result.complete);
}

Test(litmus, what_is_not_modelled_is_not_judged)
{
    static const struct program program = {"unmodelled", 1, "", false, FINDING_KINDS};
    const struct search_options options = explore_reduced();
    const struct explored explored = explore_program(&program, &options);
    cr_assert_str_eq(explored.unchecked, "it calls fork");
    cr_assert_not(explored.result.complete);
}

Test(litmus, the_limit_counts_steps)
{
    static const struct program program = {"iriw_release_acquire", 4, "", false, FINDING_KINDS};
    struct search_options options = explore_unreduced();
    options.steps_max = 50;
    const struct explored first = explore_program(&program, &options);
    const struct explored second = explore_program(&program, &options);
    cr_assert_not(first.result.complete);
    cr_assert_eq(first.result.executions, second.result.executions);
    cr_assert_eq(first.result.steps, second.result.steps);
}
