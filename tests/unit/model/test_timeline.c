#include "model/timeline.h"

#include <criterion/criterion.h>

Test(timeline, kinds_have_names)
{
    for (int kind = TIMELINE_SPAWN; kind <= TIMELINE_FINDING; kind++) {
        enum timeline_kind back;
        cr_assert(timeline_kind_from_name(timeline_kind_name((enum timeline_kind)kind), &back));
        cr_expect_eq((int)back, kind);
    }
    enum timeline_kind none;
    cr_expect_not(timeline_kind_from_name("dance", &none));
    cr_expect_not(timeline_kind_from_name(NULL, &none));
}
