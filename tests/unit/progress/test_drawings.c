#include <criterion/criterion.h>
#include <time.h>

#include "progress/calendar.h"
#include "progress/plot.h"
#include "state.h"

enum { DAY_MS = 86400000 };

/* Sunday, 22 November 2026, noon. */
static const int64_t now_ms = 1795348800000;

static void expect_drawn(const struct text *out, const char *expected)
{
    cr_assert_str_eq(text_string(out), expected, "\n%s", text_string(out));
}

static struct attempts attempts_days_ago(const int *days)
{
    struct attempts attempts = {0};
    for (; *days >= 0; days++) {
        *memory_append(&attempts.items, &attempts.count) =
            (struct attempt){.time_ms = now_ms - (int64_t)*days * DAY_MS};
    }
    return attempts;
}

static void use_utc(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
}

TestSuite(drawings, .init = use_utc);

Test(drawings, calendar)
{
    /* By time, the oldest first: 13 October, 16 November once, 18 three times, today ten times. */
    static const int days[] = {40, 6, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1};
    AUTO_ATTEMPTS struct attempts attempts = attempts_days_ago(days);
    AUTO_TEXT struct text out = {0};
    const struct report_style style = {.utf8 = true};
    calendar_write(&style, &out, &attempts, now_ms);
    expect_drawn(&out, "        Oct   Nov   \n"
                       "    Mon · · · · · ░\n"
                       "    Tue ░ · · · · ·\n"
                       "    Wed · · · · · ▒\n"
                       "    Thu · · · · · ·\n"
                       "    Fri · · · · · ·\n"
                       "    Sat · · · · · ·\n"
                       "    Sun · · · · · █\n"
                       "        attempts in a day: · none  ░ 1-2  ▒ 3-5  ▓ 6-9  █ more\n");
}

Test(drawings, calendar_in_ascii_and_of_half_a_week)
{
    static const int days[] = {0, -1};
    AUTO_ATTEMPTS struct attempts attempts = attempts_days_ago(days);
    attempts.items[0].time_ms -= 3L * DAY_MS;
    AUTO_TEXT struct text out = {0};
    const struct report_style style = {0};
    calendar_write(&style, &out, &attempts, now_ms - 3L * DAY_MS);
    expect_drawn(&out, "          Nov   \n"
                       "    Mon . . . .\n"
                       "    Tue . . . .\n"
                       "    Wed . . . .\n"
                       "    Thu . . . -\n"
                       "    Fri . . .\n"
                       "    Sat . . .\n"
                       "    Sun . . .\n"
                       "        attempts in a day: . none  - 1-2  + 3-5  * 6-9  # more\n");
}

Test(drawings, calendar_of_years_keeps_to_the_width)
{
    static const int days[] = {2000, 1, -1};
    AUTO_ATTEMPTS struct attempts attempts = attempts_days_ago(days);
    AUTO_TEXT struct text out = {0};
    const struct report_style style = {.columns = 40};
    calendar_write(&style, &out, &attempts, now_ms);
    const char *monday = strstr(text_string(&out), "    Mon");
    cr_assert_eq(strcspn(monday, "\n"), 39);
}

Test(drawings, plot)
{
    static const int64_t values[] = {0, 1, 12, 24, 48};
    AUTO_TEXT struct text out = {0};
    const struct report_style style = {.utf8 = true};
    plot_write(&style, &out, values, 5, 48);
    expect_drawn(&out, "      48 ┤    █\n"
                       "         ┤    █\n"
                       "         ┤    █\n"
                       "         ┤   ██\n"
                       "         ┤  ▄██\n"
                       "         ┤ ▁███\n"
                       "       0 └─────\n");
}

Test(drawings, plot_in_ascii_of_more_than_fits)
{
    int64_t values[1000];
    for (int i = 0; i < 1000; i++) {
        values[i] = i + 1;
    }
    AUTO_TEXT struct text out = {0};
    const struct report_style style = {.columns = 21};
    plot_write(&style, &out, values, 1000, 1000);
    expect_drawn(&out, "    1000 |         #\n"
                       "         |       ###\n"
                       "         |     #####\n"
                       "         |    ######\n"
                       "         |  ########\n"
                       "         |##########\n"
                       "       0 +----------\n");
}
