/* grader gradebook stats: the class in numbers. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/console.h"
#include "cli/gradebook_call.h"
#include "cli/gradebook_desk.h"
#include "cli/gradebook_text.h"
#include "gradebook/csv_cell.h"

enum { BAR_COLUMNS = 40, FAULTS_SHOWN = 10, PERCENT_PER_BIN = 100 / CLASS_STATS_BINS };

static void append_per_mille(struct text *out, unsigned per_mille)
{
    text_format(out, "%u.%u %%", per_mille / 10, per_mille % 10);
}

static void write_spread(const struct class_stats *stats, struct text *out)
{
    static const struct {
        const char *name;
        unsigned percent;
    } quantiles[] = {{"lowest", 0},
                     {"a quarter below", 25},
                     {"half below", 50},
                     {"three quarters below", 75},
                     {"highest", 100}};
    text_append(out, "\n  Marks, of what is possible\n");
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; i++) {
        text_format(out, "    %-22s", quantiles[i].name);
        append_per_mille(out, class_stats_quantile(stats, quantiles[i].percent));
        text_append(out, "\n");
    }
    text_format(out, "    %-22s", "mean");
    append_per_mille(out, class_stats_mean(stats));
    text_append(out, "\n\n");
}

static void write_bins(const struct gradebook_page *page, const struct class_stats *stats)
{
    size_t most = 1;
    for (int i = 0; i < CLASS_STATS_BINS; i++) {
        most = stats->bins[i] > most ? stats->bins[i] : most;
    }
    for (int i = 0; i < CLASS_STATS_BINS; i++) {
        size_t columns = (stats->bins[i] * BAR_COLUMNS + most - 1) / most;
        text_format(page->out, "    %3d %%  ", i * PERCENT_PER_BIN);
        for (size_t k = 0; k < columns; k++) {
            text_append(page->out, page->style.utf8 ? "█" : "#");
        }
        text_format(page->out, "%s%zu\n", columns > 0 ? " " : "", stats->bins[i]);
    }
}

static void write_exercises(const struct class_stats *stats, struct text *out)
{
    text_append(out, "\n  Exercises                students    mean of its points    all right\n");
    for (size_t i = 0; i < stats->exercise_count; i++) {
        const struct exercise_stats *exercise = &stats->exercises[i];
        AUTO_FREE char *folder = memory_format("%02u-%s", exercise->number, exercise->name);
        text_format(out, "    %-22s %8zu", folder, exercise->students);
        if (exercise->students > 0 && exercise->possible_hundredths > 0) {
            int64_t possible = exercise->possible_hundredths * (int64_t)exercise->students;
            unsigned mean = (unsigned)(exercise->sum_hundredths * 1000 / possible);
            unsigned full = (unsigned)(exercise->full * 1000 / exercise->students);
            text_format(out, "    %13u.%u %% %10u.%u %%", mean / 10, mean % 10, full / 10,
                        full % 10);
        }
        text_append(out, "\n");
    }
}

struct fault {
    const struct exercise_stats *exercise;
    const struct check_stats *check;
};

/* Most missed first; of equals the earlier exercise. */
static int by_missed(const void *left, const void *right)
{
    const struct fault *one = left;
    const struct fault *other = right;
    if (one->check->missed != other->check->missed) {
        return one->check->missed < other->check->missed ? 1 : -1;
    }
    if (one->exercise->number != other->exercise->number) {
        return one->exercise->number < other->exercise->number ? -1 : 1;
    }
    return strcmp(one->check->id, other->check->id);
}

static void write_faults(const struct gradebook_page *page, const struct class_stats *stats)
{
    AUTO_FREE struct fault *faults = NULL;
    size_t count = 0;
    for (size_t i = 0; i < stats->exercise_count; i++) {
        for (size_t k = 0; k < stats->exercises[i].check_count; k++) {
            if (stats->exercises[i].checks[k].missed > 0) {
                *memory_append(&faults, &count) = (struct fault){
                    .exercise = &stats->exercises[i], .check = &stats->exercises[i].checks[k]};
            }
        }
    }
    if (count == 0) {
        return;
    }
    qsort(faults, count, sizeof *faults, by_missed);
    text_append(page->out, "\n  Missed most\n");
    for (size_t i = 0; i < count && i < FAULTS_SHOWN; i++) {
        text_format(page->out, "    %4zu of %-4zu ", faults[i].check->missed,
                    faults[i].check->judged);
        AUTO_FREE char *name =
            memory_format("%02u/%s", faults[i].exercise->number, faults[i].check->id);
        report_style_append(&page->style, page->out, TONE_STRONG, name);
        text_append(page->out, ": ");
        report_style_append(&page->style, page->out, TONE_PLAIN, faults[i].check->title);
        text_append(page->out, "\n");
    }
}

static void write_stats(struct gradebook_page *page, const struct class_stats *stats)
{
    size_t students = 0;
    for (int state = MARK_NONE; state <= MARK_EXCUSED; state++) {
        students += stats->states[state];
    }
    text_format(page->out,
                "\n  %zu students, %zu attempts: %zu marks, %zu could not be judged, %zu handed in "
                "nothing, %zu excused; %zu decided by somebody\n",
                students, stats->attempts, stats->states[MARK_GIVEN], stats->states[MARK_UNGRADED],
                stats->states[MARK_NONE], stats->states[MARK_EXCUSED], stats->decided);
    if (stats->given > 0) {
        write_spread(stats, page->out);
        write_bins(page, stats);
        write_exercises(stats, page->out);
        write_faults(page, stats);
    }
    text_append(page->out, "\n");
}

enum cli_status gradebook_stats(const struct gradebook_call *gradebook)
{
    const struct gradebook_options *options = gradebook->options;
    AUTO_DESK struct gradebook_desk desk = {0};
    AUTO_CLASS_STATS struct class_stats stats = {0};
    if (options->format != NULL && strcmp(options->format, "text") != 0) {
        (void)error_set(gradebook->call->err,
                        "gradebook stats has the format text; 'export --format json' has it all");
        return CLI_USAGE;
    }
    if (!gradebook_desk_open(&desk, options->gradebook, options->policy, gradebook->call->err) ||
        !class_stats_make(&stats, desk.gradebook, &desk.policy, gradebook->call->err)) {
        return CLI_BROKEN;
    }
    struct gradebook_page page = {.desk = &desk,
                                  .style = console_style(options->color, STDOUT_FILENO),
                                  .out = gradebook->call->out};
    write_stats(&page, &stats);
    return CLI_PASSED;
}
