#include <criterion/criterion.h>
#include <string.h>

#include "model/layout.h"
#include "workbook_fixture.h"

Test(layout, build_tree)
{
    cr_assert_eq(unsetenv("WORKBOOK_ROOT"), 0);
    AUTO_LAYOUT struct layout layout = {0};
    struct error err;
    cr_assert(layout_find(&layout, &err), "%s", err.message);
    cr_assert_eq(layout.kind, LAYOUT_BUILD, "this test runs in the build tree");
    cr_assert_str_eq(layout.root, OWN_ROOT);
    cr_assert_not_null(strstr(layout.libexec, "/libexec/workbook"));
}

Test(layout, environment_replaces_the_root, .init = NULL, .fini = fixture_remove)
{
    const char *root = fixture_make();
    AUTO_LAYOUT struct layout layout = {0};
    struct error err;
    cr_assert(layout_find(&layout, &err), "%s", err.message);
    cr_assert_str_eq(layout.root, root);
}

Test(layout, a_root_without_exercises_is_none)
{
    cr_assert_eq(setenv("WORKBOOK_ROOT", "/nonexistent", 1), 0);
    AUTO_LAYOUT struct layout layout = {0};
    struct error err;
    cr_assert_not(layout_find(&layout, &err));
    cr_assert_str_eq(err.message, "/nonexistent is not a workbook: it has no folder 'exercises'");
}
