#include "cli/progress_text.h"

#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "cli/standing_text.h"
#include "progress/calendar.h"
#include "progress/plot.h"
#include "report/report_parts.h"

enum { POINTS_COLUMNS = 12 };

#define DAY "%Y-%m-%d" /* date_append_local */

static void append_points(struct text *out, const struct standing *standing)
{
    AUTO_TEXT struct text points = {0};
    if (standing->attempts > 0) {
        parts_append_points(&points, standing->best.earned_hundredths);
        text_append(&points, " of ");
        parts_append_points(&points, standing->best.possible_hundredths);
    }
    text_format(out, "%-*s", POINTS_COLUMNS, text_string(&points));
}

static void write_line(const struct report_style *style, struct text *out,
                       const struct manifest *manifest, const struct standing *standing)
{
    size_t hints = manifest->hints.count;
    text_append(out, "  ");
    standing_text_append_stars(style, out, standing_stars(standing, hints));
    text_format(out, "  %-22s  ", manifest->folder);
    append_points(out, standing);
    text_format(out, "%8llu  %5u of %zu", (unsigned long long)standing->attempts,
                standing_hints_open(standing, hints), hints);
    if (standing->passed_ms != 0) {
        text_append(out, "  ");
        date_append_local(out, standing->passed_ms, DAY);
    }
    text_append(out, standing->revealed_ms != 0 ? "  (solution seen)" : "");
    text_append(out, "\n");
}

static void write_table(const struct report_style *style, struct text *out,
                        const struct learner *learner)
{
    text_append(out, "\n  ");
    report_style_append(style, out, TONE_STRONG,
                        "     exercise                best        attempts  hints     passed on");
    text_append(out, "\n");
    for (size_t i = 0; i < learner->workbook.catalogue->count; i++) {
        write_line(style, out, learner->workbook.catalogue->exercises[i], &learner->standings[i]);
    }
    text_format(out, "\n  %u of %zu stars: ", learner_stars(learner),
                learner->workbook.catalogue->count * STANDING_STARS_MAX);
    standing_text_append_legend(style, out);
    text_append(out, "\n");
}

/* After each attempt: the sum of the best points so far of all exercises. Owned by the caller. */
static int64_t *sum_points(const struct catalogue *catalogue, const struct attempts *attempts)
{
    AUTO_FREE int64_t *best = memory_allocate(catalogue->count, sizeof *best);
    int64_t *sums = memory_allocate(attempts->count, sizeof *sums);
    int64_t sum = 0;
    for (size_t i = 0; i < attempts->count; i++) {
        const struct attempt *attempt = &attempts->items[i];
        for (size_t k = 0; k < catalogue->count; k++) {
            int64_t earned = attempt->score.earned_hundredths;
            if (strcmp(catalogue->exercises[k]->name, attempt->exercise) == 0 && earned > best[k]) {
                sum += earned - best[k];
                best[k] = earned;
            }
        }
        sums[i] = sum / 100;
    }
    return sums;
}

static void write_plot(const struct report_style *style, struct text *out,
                       const struct catalogue *catalogue, const struct attempts *attempts)
{
    AUTO_FREE int64_t *sums = sum_points(catalogue, attempts);
    int64_t most = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        most += catalogue->exercises[i]->weight;
    }
    text_append(out, "\n  Points, after each attempt from ");
    date_append_local(out, attempts->items[0].time_ms, DAY);
    text_append(out, " to ");
    date_append_local(out, attempts->items[attempts->count - 1].time_ms, DAY);
    text_append(out, "\n\n");
    plot_write(style, out, sums, attempts->count, most);
}

void progress_text_write(const struct report_style *style, struct text *out,
                         const struct learner *learner, const struct attempts *attempts,
                         int64_t now_ms)
{
    write_table(style, out, learner);
    if (attempts->count == 0) {
        text_append(out, "\n  Nothing was checked yet: ./workbook check 1\n\n");
        return;
    }
    text_append(out, "\n  Evenings\n\n");
    calendar_write(style, out, attempts, now_ms);
    write_plot(style, out, learner->workbook.catalogue, attempts);
    text_append(out, "\n");
}
