#include "cli/standing_text.h"

#include <string.h>

#include "base/memory.h"
#include "report/report_parts.h"

void standing_text_append_stars(const struct report_style *style, struct text *out, unsigned stars)
{
    if (stars == 0) {
        text_append_repeated(out, ' ', STANDING_STARS_MAX);
        return;
    }
    AUTO_TEXT struct text row = {0};
    for (unsigned i = 0; i < STANDING_STARS_MAX; i++) {
        const char *full = style->utf8 ? "\u2605" : "*";
        const char *empty = style->utf8 ? "\u00b7" : ".";
        text_append(&row, i < stars ? full : empty);
    }
    report_style_append(style, out, TONE_WARN, text_string(&row));
}

void standing_text_append_legend(const struct report_style *style, struct text *out)
{
    report_style_append(style, out, TONE_FAINT,
                        style->utf8 ? "\u2605 passed   \u2605\u2605 without seeing the solution   "
                                      "\u2605\u2605\u2605 nor the last hint"
                                    : "* passed   ** without seeing the solution   "
                                      "*** nor the last hint");
}

bool standing_text_is_stale(const struct standing *standing, const struct work *work)
{
    return standing->attempts > 0 && work->state != WORK_MISSING &&
           strcmp(standing->last.source_sha256, work->sha256) != 0;
}

static void append_passed(const struct report_style *style, struct text *out,
                          const struct standing *standing, const struct work *work)
{
    report_style_append(style, out, TONE_GOOD, "passed");
    if (work->state == WORK_UNTOUCHED) {
        text_append(out, "; the file is a stub again");
    } else if (standing_text_is_stale(standing, work)) {
        text_append(out, "; changed since, not checked again");
    } else if (standing->last.status != STATUS_PASS) {
        report_style_append(style, out, TONE_WARN, "; as it is now it fails");
    }
}

static void append_attempted(const struct report_style *style, struct text *out,
                             const struct standing *standing, const struct work *work)
{
    AUTO_TEXT struct text words = {0};
    if (standing->last.status == STATUS_PASS) {
        text_append(&words, "passed without Valgrind; check it whole");
    } else {
        parts_append_points(&words, standing->last.score.earned_hundredths);
        text_append(&words, " of ");
        parts_append_points(&words, standing->last.score.possible_hundredths);
        text_format(&words, " points, %zu of %zu checks", attempt_count_passed(&standing->last),
                    standing->last.check_count);
    }
    report_style_append(style, out, TONE_WARN, text_string(&words));
    text_append(out, standing_text_is_stale(standing, work) ? "; changed since" : "");
}

static void append_unattempted(const struct report_style *style, struct text *out,
                               const struct work *work)
{
    AUTO_TEXT struct text words = {0};
    switch (work->state) {
    case WORK_BEGUN:
        text_format(&words, "begun, %zu to do", work->todos);
        report_style_append(style, out, TONE_WARN, text_string(&words));
        break;
    case WORK_WRITTEN:
        report_style_append(style, out, TONE_PLAIN, "written; check it");
        break;
    default:
        report_style_append(style, out, TONE_FAINT, "not begun");
        break;
    }
}

void standing_text_append_state(const struct report_style *style, struct text *out,
                                const struct manifest *manifest, const struct standing *standing,
                                const struct work *work)
{
    if (work->state == WORK_MISSING) {
        AUTO_FREE char *words = memory_format("%s is not there", manifest->source);
        report_style_append(style, out, TONE_BAD, words);
    } else if (standing->passed_ms != 0) {
        append_passed(style, out, standing, work);
    } else if (standing->attempts > 0) {
        append_attempted(style, out, standing, work);
    } else {
        append_unattempted(style, out, work);
    }
}

char *standing_text_ago(int64_t time_ms, int64_t now_ms)
{
    static const struct {
        int64_t seconds;
        const char *unit;
    } units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}};
    int64_t seconds = (now_ms - time_ms) / 1000;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        int64_t count = seconds / units[i].seconds;
        if (count > 0) {
            return memory_format("%lld %s%s ago", (long long)count, units[i].unit,
                                 count > 1 ? "s" : "");
        }
    }
    return memory_copy_string("just now");
}
