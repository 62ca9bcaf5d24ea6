#include <criterion/criterion.h>
#include <string.h>

#include "demo/demo.h"

Test(demo, is_found_by_its_name)
{
    struct error err;
    size_t count = 0;
    const struct demo *demos = demo_list(&count);
    cr_assert_eq(count, 5);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(demo_find(demos[i].name, &err), &demos[i]);
    }
}

Test(demo, unknown)
{
    struct error err;
    cr_assert_null(demo_find("rign", &err));
    cr_assert_str_eq(err.message, "there is no demo 'rign'; did you mean 'ring'?");
    cr_assert_null(demo_find("quicksort", &err));
    cr_assert_not_null(strstr(err.message, "there are posix, sysv, ready-flag"));
}
