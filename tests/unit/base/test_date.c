#include <criterion/criterion.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"

static void expect(struct text *out, const char *words)
{
    cr_assert_str_eq(text_string(out), words);
    text_clear(out);
}

Test(date, a_moment_here_and_in_greenwich)
{
    AUTO_TEXT struct text out = {0};
    setenv("TZ", "XYZ-2", 1);
    tzset();
    date_append_utc(&out, 1795215540999, DATE_ISO_8601);
    expect(&out, "2026-11-20T22:59:00Z");
    date_append_local(&out, 1795215540999, "%Y-%m-%d %H:%M %z");
    expect(&out, "2026-11-21 00:59 +0200");
    date_append_utc(&out, 0, "%d.%m.%Y");
    expect(&out, "01.01.1970");
}

Test(date, any_number_of_milliseconds_is_a_moment)
{
    AUTO_TEXT struct text out = {0};
    date_append_utc(&out, INT64_MAX, DATE_ISO_8601);
    expect(&out, "292278994-08-17T07:12:55Z");
    date_append_utc(&out, INT64_MIN, "%d.%m.");
    expect(&out, "16.05.");
}
