#include <criterion/criterion.h>

#include "report/style.h"

static void expect_wrapped(unsigned columns, unsigned indent, const char *given,
                           const char *expected)
{
    struct report_style style = {.utf8 = true, .columns = columns};
    AUTO_TEXT struct text out = {0};
    report_style_wrap(&style, &out, indent, given);
    cr_assert_str_eq(text_string(&out), expected);
}

Test(style, wraps_at_the_width)
{
    expect_wrapped(12, 2, "aaa bbb ccc ddd", "aaa bbb\n  ccc ddd");
    expect_wrapped(9, 0, "aaa  bbb ccc", "aaa  bbb\nccc");
    expect_wrapped(4, 2, "unbreakable word", "unbreakable\n  word");
    expect_wrapped(40, 3, "one\ntwo\n", "one\n   two");
    expect_wrapped(40, 3, "", "");
    expect_wrapped(5, 0, "\u00e4\u00e4 \u00f6\u00f6", "\u00e4\u00e4 \u00f6\u00f6");
}

Test(style, makes_harmless)
{
    expect_wrapped(40, 0, "bell\a and\033[0m", "bell\\x07 and\\x1b[0m");
}

Test(style, color_only_when_wanted)
{
    AUTO_TEXT struct text out = {0};
    struct report_style style = {0};
    report_style_append(&style, &out, TONE_BAD, "no");
    style.color = true;
    report_style_append(&style, &out, TONE_BAD, "no");
    cr_assert_str_eq(text_string(&out), "no\033[31mno\033[0m");
}
