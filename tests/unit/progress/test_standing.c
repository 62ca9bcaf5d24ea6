#include <criterion/criterion.h>

#include "progress/standing.h"

enum { HINTS = 3 };

Test(standing, no_star_without_a_whole_pass)
{
    struct standing standing = {.passed_fast_ms = 5};
    cr_assert_eq(standing_stars(&standing, HINTS), 0);
}

Test(standing, three_stars_with_all_hints_but_the_last)
{
    struct standing standing = {.passed_ms = 50, .hint_ms = {0, 10, 20}};
    cr_assert_eq(standing_stars(&standing, HINTS), 3);
}

Test(standing, the_last_hint_costs_one_and_the_solution_two)
{
    struct standing standing = {.passed_ms = 50, .hint_ms = {0, 10, 20, 30}};
    cr_assert_eq(standing_stars(&standing, HINTS), 2);
    standing.revealed_ms = 40;
    cr_assert_eq(standing_stars(&standing, HINTS), 1);
}

Test(standing, what_is_seen_after_the_pass_costs_nothing)
{
    struct standing standing = {.passed_ms = 50, .hint_ms = {0, 60, 60, 60}, .revealed_ms = 70};
    cr_assert_eq(standing_stars(&standing, HINTS), 3);
}

Test(standing, the_next_hint)
{
    struct standing standing = {.hint_ms = {0, 10}};
    cr_assert_eq(standing_next_hint(&standing, HINTS), 2);
    cr_assert_eq(standing_hints_open(&standing, HINTS), 1);
    cr_assert_not(standing_hint_costs_star(&standing, HINTS, 2));
    cr_assert(standing_hint_costs_star(&standing, HINTS, 3));
    standing.hint_ms[3] = 11;
    cr_assert_not(standing_hint_costs_star(&standing, HINTS, 3), "it is open already");
    standing.hint_ms[2] = 12;
    cr_assert_eq(standing_next_hint(&standing, HINTS), 0);
    /* A manifest with more hints than are kept. */
    cr_assert_eq(standing_next_hint(&standing, 100), 4);
}

Test(standing, the_gate_says_what_is_missing)
{
    struct standing standing = {.failed = 1, .hint_ms = {0, 10}};
    struct standing_gate gate = standing_gate(&standing, HINTS);
    cr_assert(!gate.open && !gate.passed);
    cr_assert_eq(gate.hints_missing, 2);
    cr_assert_eq(gate.failures_missing, 2);
    standing.failed = 30;
    standing.hint_ms[2] = standing.hint_ms[3] = 20;
    gate = standing_gate(&standing, HINTS);
    cr_assert(gate.open && !gate.passed);
    standing = (struct standing){.passed_ms = 1};
    gate = standing_gate(&standing, HINTS);
    cr_assert(gate.open && gate.passed);
    standing = (struct standing){.passed_fast_ms = 1};
    cr_assert_not(standing_gate(&standing, HINTS).open, "a fast pass is not a pass");
}
