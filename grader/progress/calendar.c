#include "progress/calendar.h"

#include <string.h>
#include <time.h>

enum {
    DAYS_OF_WEEK = 7,
    WEEKS_LEAST = 4,
    WEEKS_MOST = 26,
    LABEL_COLUMNS = 8,
    WEEK_COLUMNS = 2,
    COLUMNS_DEFAULT = 80,
    MONTH_BYTES = 8,
};

/* Days since Monday, the 29th of December 1969, of the local date. */
static int64_t local_day(int64_t time_ms)
{
    time_t seconds = (time_t)(time_ms / 1000);
    struct tm local;
    if (localtime_r(&seconds, &local) == NULL) {
        return 0;
    }
    struct tm midnight = {
        .tm_year = local.tm_year, .tm_mon = local.tm_mon, .tm_mday = local.tm_mday};
    return (int64_t)timegm(&midnight) / 86400 + 3;
}

static int64_t first_week(const struct attempts *attempts, int64_t this_week, unsigned columns)
{
    int64_t room = (columns - LABEL_COLUMNS) / WEEK_COLUMNS;
    int64_t most = room < WEEKS_MOST ? room : WEEKS_MOST;
    int64_t earliest = this_week + 1 - most;
    int64_t wanted = this_week + 1 - WEEKS_LEAST;
    if (attempts->count > 0) {
        int64_t begun = local_day(attempts->items[0].time_ms) / DAYS_OF_WEEK;
        wanted = begun < wanted ? begun : wanted;
    }
    return wanted > earliest ? wanted : earliest;
}

/* Is there room for the month's name above this week, and none above the next two? */
static bool names_month(int64_t week, bool first, struct tm *date)
{
    time_t monday = (time_t)((week * DAYS_OF_WEEK - 3) * 86400);
    return gmtime_r(&monday, date) != NULL &&
           date->tm_mday <= (first ? 2 * DAYS_OF_WEEK : DAYS_OF_WEEK);
}

/* "Jan" above the first whole week of January; each takes the room of two weeks. */
static void write_months(struct text *out, int64_t from, int64_t to)
{
    text_append_repeated(out, ' ', LABEL_COLUMNS);
    for (int64_t week = from; week <= to; week++) {
        struct tm date;
        char month[MONTH_BYTES] = "";
        if (week < to && names_month(week, week == from, &date)) {
            (void)strftime(month, sizeof month, "%b ", &date);
            text_append(out, month);
            week++;
        } else {
            text_append_repeated(out, ' ', WEEK_COLUMNS);
        }
    }
    text_append(out, "\n");
}

/* Fills in how many attempts there were on each of the days from `first_day` to `today`. */
static void count_days(const struct attempts *attempts, int64_t first_day, int64_t today,
                       size_t counts[WEEKS_MOST * DAYS_OF_WEEK])
{
    memset(counts, 0, sizeof counts[0] * WEEKS_MOST * DAYS_OF_WEEK);
    for (size_t i = 0; i < attempts->count; i++) {
        int64_t day = local_day(attempts->items[i].time_ms);
        if (day >= first_day && day <= today) {
            counts[day - first_day]++;
        }
    }
}

static const char *shade(const struct report_style *style, size_t attempts)
{
    static const char *const blocks[] = {"\u00b7", "\u2591", "\u2592", "\u2593", "\u2588"};
    static const char *const ascii[] = {".", "-", "+", "*", "#"};
    unsigned level = attempts == 0   ? 0
                     : attempts <= 2 ? 1
                     : attempts <= 5 ? 2
                     : attempts <= 9 ? 3
                                     : 4;
    return style->utf8 ? blocks[level] : ascii[level];
}

void calendar_write(const struct report_style *style, struct text *out,
                    const struct attempts *attempts, int64_t now_ms)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int64_t today = local_day(now_ms);
    int64_t this_week = today / DAYS_OF_WEEK;
    unsigned columns = style->columns > 0 ? style->columns : COLUMNS_DEFAULT;
    int64_t from = first_week(attempts, this_week, columns);
    int64_t first_day = from * DAYS_OF_WEEK;
    size_t counts[WEEKS_MOST * DAYS_OF_WEEK];
    count_days(attempts, first_day, today, counts);
    write_months(out, from, this_week);
    for (int row = 0; row < DAYS_OF_WEEK; row++) {
        text_format(out, "    %s", names[row]);
        for (int64_t week = from; week <= this_week; week++) {
            int64_t day = week * DAYS_OF_WEEK + row;
            if (day <= today) {
                text_append(out, " ");
                report_style_append(style, out, TONE_GOOD, shade(style, counts[day - first_day]));
            }
        }
        text_append(out, "\n");
    }
    text_format(out, "        attempts in a day: %s none  %s 1-2  %s 3-5  %s 6-9  %s more\n",
                shade(style, 0), shade(style, 1), shade(style, 3), shade(style, 6),
                shade(style, 10));
}
