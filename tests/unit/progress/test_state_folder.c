#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

#include "progress/state_folder.h"
#include "state.h"

static void expect_folder(const char *expected)
{
    AUTO_FREE char *found = state_folder_find(&state_err);
    cr_assert_str_eq(found, expected);
}

Test(state_folder, the_first_that_is_set)
{
    setenv("HOME", "/home/nobody", 1);
    unsetenv("WORKBOOK_STATE");
    unsetenv("XDG_STATE_HOME");
    expect_folder("/home/nobody/.local/state/workbook");
    setenv("XDG_STATE_HOME", "relative", 1);
    expect_folder("/home/nobody/.local/state/workbook");
    setenv("XDG_STATE_HOME", "/xdg", 1);
    expect_folder("/xdg/workbook");
    setenv("WORKBOOK_STATE", "", 1);
    expect_folder("/xdg/workbook");
    setenv("WORKBOOK_STATE", "/own", 1);
    expect_folder("/own");
}

Test(state_folder, is_made_with_those_above_it_for_one_alone, .init = state_make,
     .fini = state_remove)
{
    AUTO_FREE char *deep = memory_format("%s/a/b/c", state_folder);
    cr_assert(state_folder_make(deep, &state_err), "%s", state_err.message);
    cr_assert(state_folder_make(deep, &state_err), "%s", state_err.message);
    struct stat status;
    cr_assert_eq(stat(deep, &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0700);
}

Test(state_folder, a_file_in_its_place, .init = state_make, .fini = state_remove)
{
    AUTO_FREE char *file = memory_format("%s/a", state_folder);
    AUTO_FREE char *below = memory_format("%s/a/b", state_folder);
    cr_assert_eq(mknod(file, S_IFREG | 0600, 0), 0);
    cr_assert_not(state_folder_make(file, &state_err));
    cr_assert_not_null(strstr(state_err.message, "is no folder"));
    cr_assert_not(state_folder_make(below, &state_err));
    cr_assert_not_null(strstr(state_err.message, "Not a directory"));
}
