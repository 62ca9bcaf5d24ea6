#include "examiner/second.h"

#include <criterion/criterion.h>

enum { NS_IN_MS = 1000000 };

Test(second, with_room_is_not_waited_for)
{
    cr_assert_eq(second_wait_ns(0, 100), 0);
    cr_assert_eq(second_wait_ns(500L * NS_IN_MS, 100), 0);
    cr_assert_eq(second_wait_ns(850L * NS_IN_MS, 100), 0);
}

/* The end alone is none: what is asked for begins a moment later. */
Test(second, without_room_is_waited_for_to_its_end)
{
    cr_assert_eq(second_wait_ns(899L * NS_IN_MS, 100), 101L * NS_IN_MS);
    cr_assert_eq(second_wait_ns(999999999, 100), 1);
    cr_assert_eq(second_wait_ns(600L * NS_IN_MS, 400), 400L * NS_IN_MS);
}

Test(second, is_not_waited_for_where_none_has_room)
{
    cr_assert_eq(second_wait_ns(999999999, 971), 0);
    cr_assert_eq(second_wait_ns(999999999, 5000), 0);
    cr_assert_eq(second_wait_ns(1, 970), 999999999);
}
