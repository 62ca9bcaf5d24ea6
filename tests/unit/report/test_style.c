#include <criterion/criterion.h>

#include "report/printable.h"
#include "report/report_items.h"
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

/* Where each word, or each character, looked to the end of the text again, these would run for minutes. */
enum { LARGE = 256 << 10 };

static char *repeat(const char *piece)
{
    AUTO_TEXT struct text text = {0};
    while (text.length < LARGE) {
        text_append(&text, piece);
    }
    return text_steal(&text);
}

Test(style, a_large_text_costs_what_it_is_long, .timeout = 60)
{
    static const char *const pieces[] = {"a ", "\n", "\u00e4"};
    const struct report_style style = {.columns = 60};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        AUTO_FREE char *large = repeat(pieces[i]);
        AUTO_TEXT struct text out = {0};
        report_style_wrap(&style, &out, 4, large);
        printable_append(&style, &out, large);
        report_words_append(&out, large);
        cr_assert_geq(out.length, LARGE);
    }
}
