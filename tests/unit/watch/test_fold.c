#include "watch/fold.h"

#include <criterion/criterion.h>

static void expect(const char *page, unsigned columns, const char *folded)
{
    AUTO_TEXT struct text out = {0};
    fold_append(&out, page, columns);
    cr_assert_str_eq(text_string(&out), folded);
}

Test(fold, short_lines_stay)
{
    expect("", 20, "");
    expect("one\n\n  two\n", 20, "one\n\n  two\n");
    expect("exactly twenty chars\n", 20, "exactly twenty chars\n");
}

Test(fold, long_ones_go_on_below)
{
    expect("  one two three four five\nsix", 20, "  one two three four\n      five\nsix");
    expect("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd", 20,
           "aaaaaaaaaabbbbbbbbbb\n    ccccccccccdddddd\n    dddd");
}

Test(fold, a_tone_takes_no_room)
{
    expect("\033[1mexactly twenty chars\033[0m\n", 20, "\033[1mexactly twenty chars\033[0m\n");
}

Test(fold, characters_are_not_broken)
{
    expect("\u6f22\u6f22\u6f22", 3, "\u6f22\n\u6f22\n\u6f22");
}

Test(fold, what_has_no_room_at_all_is_left)
{
    expect("\u6f22\u6f22", 1, "\u6f22\u6f22");
}
