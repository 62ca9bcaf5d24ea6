#include "selftest/golden.h"

#include <criterion/criterion.h>

static void expect_match(const char *golden, const char *text)
{
    AUTO_GOLDEN_DIFFERENCE struct golden_difference difference = {0};
    cr_expect(golden_matches(golden, text, &difference), "'%s' against '%s'", golden, text);
    cr_expect_eq(difference.line, 0);
}

static void expect_difference(const char *golden, const char *text, unsigned line,
                              const char *expected, const char *got)
{
    AUTO_GOLDEN_DIFFERENCE struct golden_difference difference = {0};
    cr_assert(!golden_matches(golden, text, &difference), "'%s' against '%s'", golden, text);
    cr_expect_eq(difference.line, line, "line %u", difference.line);
    cr_expect_str_eq(difference.expected, expected);
    cr_expect_str_eq(difference.got, got);
}

Test(golden, the_same_text)
{
    expect_match("", "");
    expect_match("one\n\n  two\n", "one\n\n  two\n");
    expect_match("a newline at the end\n", "a newline at the end");
}

Test(golden, the_first_line_that_differs)
{
    expect_difference("one\n  two\nthree\n", "one\n    2\n3\n", 2, "two", "2");
    expect_difference("one\n two\n", "one\n  two\n", 2, "two", "two");
    expect_difference("one\n", "one\ntwo\n", 2, "", "two");
    expect_difference("one\ntwo\n", "one\n", 2, "two", "");
    expect_difference("<any>", "", 1, "<any>", "");
    expect_difference("one", "", 1, "one", "");
    expect_difference("one", "one more", 1, "one", "one more");
}

Test(golden, a_hole_stands_for_any_run_of_text)
{
    expect_match("<any>\n", "\n");
    expect_match("<any>", "all of it");
    expect_match("pid <any> ended\n", "pid 4711 ended\n");
    expect_match("pid <any>", "pid ");
    expect_match("<any> of <any>", "3 of 4");
    expect_match("<any>ab", "aab");
    expect_match("<any>b<any>c", "abbc");
    expect_match("<any><any>", "x");
    expect_difference("<any>b", "abc", 1, "<any>b", "abc");
    expect_difference("a<any>b", "ab ", 1, "a<any>b", "ab ");
    expect_difference("ab<any>b", "ab", 1, "ab<any>b", "ab");
}

Test(golden, a_hole_ends_with_its_line)
{
    expect_difference("a<any>\nc\n", "a\nb\nc\n", 2, "c", "b");
    expect_difference("<any>\n", "a\nb\n", 2, "", "b");
}

Test(golden, what_only_looks_like_a_hole)
{
    expect_match("#include <any.h>", "#include <any.h>");
    expect_difference("<an", "<any>", 1, "<an", "<any>");
}

static void expect_renewed(const char *golden, const char *text, const char *renewed)
{
    AUTO_TEXT struct text out = {0};
    AUTO_GOLDEN_DIFFERENCE struct golden_difference difference = {0};
    golden_renew(golden, text, &out);
    cr_expect_str_eq(text_string(&out), renewed);
    cr_expect(golden_matches(text_string(&out), text, &difference));
}

Test(golden, renewed_it_keeps_the_holes_that_still_match)
{
    expect_renewed("", "one\ntwo\n", "one\ntwo\n");
    expect_renewed("old\npid <any> ended\n", "new\nmore\npid 4711 ended\n",
                   "new\nmore\npid <any> ended\n");
    expect_renewed("pid <any> ended\n", "pid 4711 stopped\n", "pid 4711 stopped\n");
    expect_renewed("<any>1\n<any>2\n", "a2\na1\na2\n", "<any>2\na1\na2\n");
    expect_renewed("plain\n", "plain\n", "plain\n");
}
