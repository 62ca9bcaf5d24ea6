#include "sandbox/bubblewrap.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static bool holds(const struct bubblewrap *list, const char *argument)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->arguments[i], argument) == 0) {
            return true;
        }
    }
    return false;
}

Test(bubblewrap, arguments_in_order_and_an_end)
{
    struct bubblewrap list;
    bubblewrap_init(&list);
    bubblewrap_add(&list, "--dir", "/x", NULL);
    bubblewrap_add_format(&list, "%d", 7);
    cr_assert_eq(list.count, 4);
    cr_assert_str_eq(list.arguments[0], "bwrap");
    cr_assert_str_eq(list.arguments[2], "/x");
    cr_assert_str_eq(list.arguments[3], "7");
    cr_assert_null(list.arguments[4]);
    bubblewrap_finish(&list);
}

Test(bubblewrap, many_arguments)
{
    struct bubblewrap list;
    bubblewrap_init(&list);
    for (int i = 0; i < 1000; i++) {
        bubblewrap_add_format(&list, "%d", i);
        cr_assert_null(list.arguments[list.count]);
    }
    cr_assert_str_eq(list.arguments[1000], "999");
    bubblewrap_finish(&list);
}

/* Each sandbox ends with its maker, has a session of its own, and no environment of ours. */
Test(bubblewrap, the_base_of_every_sandbox)
{
    struct bubblewrap list;
    bubblewrap_init(&list);
    bubblewrap_add_base(&list);
    cr_assert(holds(&list, "--die-with-parent"));
    cr_assert(holds(&list, "--new-session"));
    cr_assert(holds(&list, "--clearenv"));
    cr_assert_not(holds(&list, "/etc"));
    cr_assert_not(holds(&list, "/home"));
    cr_assert_not(holds(&list, "--bind"), "nothing that can be written");
    bubblewrap_finish(&list);
}

Test(bubblewrap, owns_descriptors)
{
    struct bubblewrap list;
    bubblewrap_init(&list);
    int fd = open("/dev/null", O_RDONLY);
    bubblewrap_add_file(&list, fd, "/file", "0444");
    cr_assert_eq(list.descriptor_count, 1);
    bubblewrap_finish(&list);
    cr_assert_eq(fcntl(fd, F_GETFD), -1, "it is closed with the list");
}
