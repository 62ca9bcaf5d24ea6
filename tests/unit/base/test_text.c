#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

Test(text, empty_is_an_empty_string)
{
    AUTO_TEXT struct text text = {0};
    cr_assert_str_eq(text_string(&text), "");
    char *stolen = text_steal(&text);
    cr_assert_str_eq(stolen, "");
    free(stolen);
}

Test(text, appends_of_every_kind)
{
    AUTO_TEXT struct text text = {0};
    text_append(&text, "segment ");
    text_format(&text, "%d of %s", 7, "me");
    text_append_bytes(&text, "!?", 1);
    text_append_repeated(&text, '-', 3);
    cr_assert_str_eq(text_string(&text), "segment 7 of me!---");
    cr_assert_eq(text.length, strlen(text_string(&text)));
}

Test(text, grows_far)
{
    AUTO_TEXT struct text text = {0};
    for (int i = 0; i < 10000; i++) {
        text_format(&text, "%04d", i);
    }
    cr_assert_eq(text.length, 40000);
    cr_assert_str_eq(text_string(&text) + 39996, "9999");
}

Test(text, clear_keeps_nothing)
{
    AUTO_TEXT struct text text = {0};
    text_append(&text, "old");
    text_clear(&text);
    cr_assert_str_eq(text_string(&text), "");
    text_append(&text, "new");
    cr_assert_str_eq(text_string(&text), "new");
}
