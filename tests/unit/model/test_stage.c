#include <criterion/criterion.h>

#include "model/stage.h"

Test(stage, names_go_there_and_back)
{
    for (int i = 0; i < STAGE_COUNT; i++) {
        enum stage stage = STAGE_COUNT;
        cr_assert(stage_from_name(stage_name((enum stage)i), &stage));
        cr_assert_eq((int)stage, i);
    }
    enum stage stage = STAGE_COUNT;
    cr_assert_not(stage_from_name("behavior", &stage));
    cr_assert_eq(stage, STAGE_COUNT);
}
