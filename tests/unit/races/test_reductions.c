/* The reductions of the search lose no outcome, and gain none. */
#include "random_program.h"

#include <criterion/criterion.h>

enum { PROGRAMS = 150 };

static struct explored explore_with(const struct random_program *program, bool sleep_sets,
                                    bool known_graphs)
{
    struct search_options options = explore_unreduced();
    options.sleep_sets = sleep_sets;
    options.known_graphs = known_graphs;
    return random_program_explore(program, &options);
}

Test(reductions, lose_no_outcome_of_random_programs)
{
    uint64_t all = 0;
    uint64_t reduced = 0;
    for (uint32_t seed = 1; seed <= PROGRAMS; seed++) {
        struct random_program program = random_program_make(seed, true);
        program.mortal = seed % 3 == 0;
        const struct explored everything = explore_with(&program, false, false);
        cr_assert(everything.result.complete, "program %u was not explored to its end", seed);
        for (int way = 1; way < 4; way++) {
            const struct explored less = explore_with(&program, (way & 1) != 0, (way & 2) != 0);
            cr_assert(less.result.complete);
            cr_assert_str_eq(less.outcomes, everything.outcomes,
                             "program %u, reductions %d: {%s} and not {%s}", seed, way,
                             less.outcomes, everything.outcomes);
            reduced += way == 3 ? less.result.executions : 0;
        }
        all += everything.result.executions;
    }
    cr_assert_lt(reduced * 4, all, "%lu of %lu executions are hardly a reduction",
                 (unsigned long)reduced, (unsigned long)all);
}
