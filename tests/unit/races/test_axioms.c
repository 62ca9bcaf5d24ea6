/* The checker finds what the standard's axioms allow: no outcome more, or correct programs would fail, and no
 * outcome less, or wrong ones would pass. */
#include "axioms.h"

#include <criterion/criterion.h>
#include <string.h>

enum { PROGRAMS = 300 };

static struct explored explore_program(const struct random_program *program, uint32_t seed)
{
    struct search_options options = explore_reduced();
    options.steps_max = 20000000;
    const struct explored explored = random_program_explore(program, &options);
    cr_assert(explored.result.complete, "program %u was not explored to its end", seed);
    return explored;
}

/* Is each word of `words` one of `all`? Both are in order. */
static bool is_part(const char *words, const char *all)
{
    while (*words != '\0') {
        const size_t length = strcspn(words, " ");
        while (strcspn(all, " ") != length || strncmp(words, all, length) != 0) {
            all += strcspn(all, " ");
            if (*all == '\0') {
                return false;
            }
            all++;
        }
        words += length + (words[length] == ' ' ? 1 : 0);
    }
    return true;
}

Test(axioms, allow_exactly_what_is_explored_without_seq_cst)
{
    for (uint32_t seed = 1; seed <= PROGRAMS; seed++) {
        const struct random_program program = random_program_make(seed, false);
        char allowed[OUTCOMES_BYTES];
        axioms_outcomes(&program, allowed, sizeof allowed);
        const struct explored explored = explore_program(&program, seed);
        cr_assert_str_eq(explored.outcomes, allowed, "program %u: {%s}, and allowed are {%s}", seed,
                         explored.outcomes, allowed);
    }
}

/* Executions in which the single order of seq_cst operations is not that of time are not explored. */
Test(axioms, allow_what_is_explored_with_seq_cst)
{
    unsigned less = 0;
    for (uint32_t seed = 1; seed <= PROGRAMS; seed++) {
        const struct random_program program = random_program_make(seed, true);
        char allowed[OUTCOMES_BYTES];
        axioms_outcomes(&program, allowed, sizeof allowed);
        const struct explored explored = explore_program(&program, seed);
        cr_assert(is_part(explored.outcomes, allowed), "program %u: {%s}, and allowed are {%s}",
                  seed, explored.outcomes, allowed);
        less += strcmp(explored.outcomes, allowed) != 0 ? 1 : 0;
    }
    cr_assert_lt(less * 20, PROGRAMS, "in %u of %d programs an allowed outcome is not explored",
                 less, PROGRAMS);
}
