#include "base/cancel.h"

#include <criterion/criterion.h>

Test(cancel, stays_raised)
{
    struct cancel cancel;
    struct error err;
    cr_assert(cancel_init(&cancel, &err));
    cr_assert_not(cancel_is_raised(&cancel));
    cancel_raise(&cancel);
    cancel_raise(&cancel);
    cr_assert(cancel_is_raised(&cancel));
    cr_assert(cancel_is_raised(&cancel), "asking does not take it back");
    cancel_finish(&cancel);
}

Test(cancel, of_nobody_is_never_raised)
{
    cr_assert_not(cancel_is_raised(NULL));
}
