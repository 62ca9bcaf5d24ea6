#include "selftest/words.h"

#include "base/cleanup.h"

#include <criterion/criterion.h>
#include <string.h>

static void expect(const char *source, const char *expected)
{
    struct words words = {0};
    words_read_comments(&words, source);
    AUTO_FREE char *all = words_quote(&words, 0, 1000);
    cr_assert_str_eq(all, expected);
    words_finish(&words);
}

Test(words, are_those_of_comments)
{
    expect("int a; /* One\n * two.\n *\n *   EINVAL   three */ int b;", "One two. EINVAL three");
    expect("/*\n   a\n   b\n*/", "a b");
    expect("int a; // one\nint b; // two\n", "one two");
    expect("int a;", "");
    expect("/* open to the end", "open to the end");
    expect("/**/int a;/* b */", "b");
}

Test(words, one_star_is_a_mark)
{
    expect("/* and then\n * *info is untouched */", "and then *info is untouched");
    expect("/* a\n * - b\n **/", "a - b");
}

Test(words, literals_hold_no_comments)
{
    expect("char *a = \"/* no */ \\\" // no\"; char b = '\"'; /* yes */", "yes");
    expect("char b = '\\''; /* yes */", "yes");
}

Test(words, know_their_lines)
{
    struct words words = {0};
    words_read_comments(&words, "int a;\n/* one\n * two\n */\nint b; // three\n");
    cr_assert_eq(words.count, 3);
    cr_assert_eq(words.items[0].line, 2);
    cr_assert_eq(words.items[1].line, 3);
    cr_assert_eq(words.items[2].line, 5);
    words_finish(&words);
}
