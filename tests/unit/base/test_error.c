#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "base/error.h"

Test(error, set_formats_and_is_false)
{
    struct error err;
    cr_assert_not(error_set(&err, "line %d of %s", 3, "a.cfg"));
    cr_assert_str_eq(err.message, "line 3 of a.cfg");
}

Test(error, a_sentence_ends_in_no_newline)
{
    struct error err;
    (void)error_set(&err, "it said: %s", "not permitted\n\n");
    cr_assert_str_eq(err.message, "it said: not permitted");
}

Test(error, errno_is_spelled_out)
{
    struct error err;
    errno = ENOENT;
    cr_assert_not(error_set_errno(&err, "cannot open %s", "x"));
    cr_assert_str_eq(err.message, "cannot open x: No such file or directory");
}

Test(error, a_long_sentence_is_cut_and_terminated)
{
    char word[2000];
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    struct error err;
    errno = ENOENT;
    (void)error_set_errno(&err, "%s", word);
    cr_assert_eq(strlen(err.message), sizeof err.message - 1);
}
