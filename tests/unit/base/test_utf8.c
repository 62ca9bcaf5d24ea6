#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"

static size_t decode(const char *bytes, uint32_t *code)
{
    return utf8_decode(bytes, strlen(bytes), code);
}

Test(utf8, decodes_what_is_valid)
{
    uint32_t code = 0;
    cr_assert_eq(decode("A", &code), 1);
    cr_assert_eq(code, 'A');
    cr_assert_eq(decode("\u00e4", &code), 2);
    cr_assert_eq(code, 0xe4);
    cr_assert_eq(decode("\u2713", &code), 3);
    cr_assert_eq(code, 0x2713);
    cr_assert_eq(decode("\U0001f600", &code), 4);
    cr_assert_eq(code, 0x1f600);
    cr_assert_eq(utf8_decode("", 1, &code), 1, "a NUL is a character");
}

Test(utf8, refuses_what_is_not)
{
    static const char *const wrong[] = {
        "\x80",
        "\xc0\x80",
        "\xc1\xbf",
        "\xe0\x80\x80",
        "\xed\xa0\x80",
        "\xf0\x80\x80\x80",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xff",
        "\xe2\x9c",
        "\xc3(",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint32_t code = 0;
        cr_assert_eq(decode(wrong[i], &code), 0, "case %zu", i);
    }
}

static void expect_printable(const char *given, bool utf8, const char *expected)
{
    AUTO_TEXT struct text text = {0};
    utf8_append_printable(&text, given, strlen(given), utf8);
    cr_assert_str_eq(text_string(&text), expected);
}

Test(utf8, printable_escapes_what_a_terminal_obeys)
{
    expect_printable("plain \\ text", true, "plain \\ text");
    expect_printable("a\033[31mred\a", true, "a\\x1b[31mred\\x07");
    expect_printable("one\ntwo\tthree\r", true, "one\\ntwo\\tthree\\x0d");
    expect_printable("\x7f\xc2\x9b", true, "\\x7f\\xc2\\x9b");
    expect_printable("bad \xff byte", true, "bad \\xff byte");
    expect_printable("turn \u202e round", true, "turn \\u{202e} round");
    expect_printable("gr\u00fcn", true, "gr\u00fcn");
    expect_printable("gr\u00fcn", false, "gr\\xc3\\xbcn");
}

Test(utf8, json_stays_the_same_document)
{
    static const char given[] = "{\n \"a\": \"gr\u00fcn \u202e\xc2\x9b\x7f \U000e0001\\n\"\n}";
    AUTO_TEXT struct text text = {0};
    utf8_append_json(&text, given, sizeof given - 1);
    cr_assert_str_eq(text_string(&text),
                     "{\n \"a\": \"gr\u00fcn \\u202E\\u009B\\u007F \\uDB40\\uDC01\\n\"\n}");
}

Test(utf8, valid_replaces_bytes)
{
    AUTO_TEXT struct text text = {0};
    utf8_append_valid(&text, "a\xff\u00fc\xe2\x9c", 6);
    cr_assert_str_eq(text_string(&text), "a\ufffd\u00fc\ufffd\ufffd");
}

Test(utf8, columns)
{
    cr_assert_eq(utf8_columns('a'), 1);
    cr_assert_eq(utf8_columns(0x0301), 0);
    cr_assert_eq(utf8_columns(0x4e2d), 2);
}
