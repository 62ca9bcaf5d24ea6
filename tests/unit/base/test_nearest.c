#include <criterion/criterion.h>

#include "base/nearest.h"

static const char *const names[] = {"check", "list", "hint", "doctor", "attach-detach"};

Test(nearest, distance_counts_steps)
{
    cr_assert_eq(nearest_distance("check", "check"), 0);
    cr_assert_eq(nearest_distance("chekc", "check"), 1);
    cr_assert_eq(nearest_distance("Check", "check"), 0);
    cr_assert_eq(nearest_distance("", "list"), 4);
    cr_assert_eq(nearest_distance("kitten", "sitting"), 3);
}

Test(nearest, finds_what_was_meant)
{
    cr_assert_str_eq(nearest_find("chekc", names, 5), "check");
    cr_assert_str_eq(nearest_find("docter", names, 5), "doctor");
    cr_assert_str_eq(nearest_find("attach", names, 5), "attach-detach");
}

Test(nearest, suggests_nothing_far_fetched)
{
    cr_assert_null(nearest_find("frobnicate", names, 5));
    cr_assert_null(nearest_find("", names, 5));
    cr_assert_null(nearest_find("x", names, 0));
}
