#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/memory.h"

Test(memory, append_grows_and_zeroes)
{
    int *numbers = NULL;
    size_t count = 0;
    for (int i = 0; i < 1000; i++) {
        int *element = memory_append(&numbers, &count);
        cr_assert_eq(*element, 0);
        *element = i;
    }
    cr_assert_eq(count, 1000);
    for (int i = 0; i < 1000; i++) {
        cr_assert_eq(numbers[i], i);
    }
    free(numbers);
}

Test(memory, set_string_accepts_a_part_of_the_old_one)
{
    AUTO_FREE char *string = memory_copy_string("attach-detach");
    memory_set_string(&string, string + 7);
    cr_assert_str_eq(string, "detach");
    memory_set_string(&string, NULL);
    cr_assert_null(string);
}

Test(memory, copy_of_null_is_null)
{
    cr_assert_null(memory_copy_string(NULL));
}

Test(memory, none_left_ends_with_the_graders_status, .exit_code = 3)
{
    (void)memory_allocate(SIZE_MAX / 2, 4);
}

Test(memory, steal_leaves_the_empty_value)
{
    AUTO_FREE char *string = memory_format("%d", 42);
    char *stolen = steal_pointer(&string);
    cr_assert_null(string);
    cr_assert_str_eq(stolen, "42");
    free(stolen);
    AUTO_CLOSE int fd = dup(1);
    int mine = steal_fd(&fd);
    cr_assert_eq(fd, -1);
    cr_assert_eq(close(mine), 0);
}
