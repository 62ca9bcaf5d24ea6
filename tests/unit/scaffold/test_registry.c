#include "scaffold/registry.h"

#include "base/cleanup.h"

#include <criterion/criterion.h>
#include <string.h>

#define LIST(names) "# The exercises.\nforeach(name IN ITEMS\n" names ")\n    if(x)\nendforeach()\n"

static void expect(const char *text, const char *folder, const char *expected)
{
    struct error err;
    AUTO_FREE char *changed = registry_add(text, folder, &err);
    cr_assert_str_eq(changed, expected);
}

Test(registry, adds_a_name_in_its_place)
{
    static const char text[] = LIST("        01-a\n        03-c");
    expect(text, "04-d", LIST("        01-a\n        03-c\n        04-d"));
    expect(text, "02-b", LIST("        01-a\n        02-b\n        03-c"));
    expect(text, "00-0", LIST("        00-0\n        01-a\n        03-c"));
    expect(text, "03-cc", LIST("        01-a\n        03-c\n        03-cc"));
}

Test(registry, leaves_a_name_that_is_there)
{
    static const char text[] = LIST("        01-a\n        03-c");
    expect(text, "03-c", text);
}

Test(registry, refuses_a_text_without_the_list)
{
    struct error err;
    cr_assert_null(registry_add("foreach(other IN ITEMS a)", "01-a", &err));
    cr_assert_null(registry_add("foreach(name IN ITEMS a", "01-a", &err));
    cr_assert_not_null(strstr(err.message, "has no list"));
}
