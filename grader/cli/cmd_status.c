/* grader alone: where you stand, and what to do next. Nothing is graded: it answers at once. */
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/standing_text.h"

enum { COLUMNS_DEFAULT = 80, LABEL_COLUMNS = 12 };

static void write_exercises(const struct learner *learner, const struct report_style *style,
                            struct text *out)
{
    text_append(out, "\n");
    for (size_t i = 0; i < learner->workbook.catalogue->count; i++) {
        const struct manifest *manifest = learner->workbook.catalogue->exercises[i];
        const struct standing *standing = &learner->standings[i];
        struct work work = work_examine(manifest);
        text_append(out, "  ");
        standing_text_append_stars(style, out, standing_stars(standing, manifest->hints.count));
        text_format(out, "  %-24s  ", manifest->folder);
        standing_text_append_state(style, out, manifest, standing, &work);
        text_append(out, "\n");
    }
}

static void write_sums(const struct learner *learner, const struct report_style *style,
                       struct text *out)
{
    size_t count = learner->workbook.catalogue->count;
    size_t passed = 0;
    for (size_t i = 0; i < count; i++) {
        passed += learner->standings[i].passed_ms != 0 ? 1 : 0;
    }
    if (passed > 0) {
        text_format(out, "\n  %zu of %zu passed, %u of %zu stars\n  ", passed, count,
                    learner_stars(learner), count * STANDING_STARS_MAX);
        standing_text_append_legend(style, out);
        text_append(out, "\n");
    }
}

/* What failed last, in one line: cut at the terminal's width. */
static void write_failure(const struct report_style *style, struct text *out,
                          const struct manifest *manifest, const struct standing *standing,
                          const struct work *work)
{
    const struct attempt *last = &standing->last;
    if (last->failure_check == NULL) {
        return;
    }
    AUTO_FREE char *ago = standing_text_ago(last->time_ms, clock_wall_ms());
    text_format(out, "    failed  %s, %s%s\n", last->failure_check, ago,
                standing_text_is_stale(standing, work) ? "; the source has changed since" : "");
    unsigned columns = style->columns > 0 ? style->columns : COLUMNS_DEFAULT;
    const char *line = last->failure_line != NULL && last->failure_line[0] != '\0'
                           ? last->failure_line
                           : last->failure_title;
    text_append_repeated(out, ' ', LABEL_COLUMNS);
    report_style_append_cut(style, out, TONE_BAD, line != NULL ? line : "",
                            columns - LABEL_COLUMNS);
    text_append(out, "\n");
    if (strcmp(last->failure_check, ATTEMPT_BUILD_FAILED) != 0) {
        text_format(out, "    why     ./workbook explain %u %s\n", manifest->number,
                    last->failure_check);
    }
}

static void write_next(const struct learner *learner, const struct report_style *style,
                       struct text *out, const struct manifest *next)
{
    struct work work = work_examine(next);
    text_append(out, "\n  Next: ");
    report_style_append(style, out, TONE_STRONG, next->title);
    text_append(out, "\n  ");
    report_style_wrap(style, out, 2, next->goal);
    text_append(out, "\n\n");
    write_failure(style, out, next, learner_standing(learner, next), &work);
    text_format(out, "    lesson  exercises/%s/README.md\n", next->folder);
    text_format(out, "    write   exercises/%s/%s\n", next->folder, next->source);
    text_format(out, "    check   ./workbook check %u\n", next->number);
    text_format(out, "    hint    ./workbook hint %u\n\n", next->number);
}

enum cli_status cmd_status(const struct command_call *call)
{
    AUTO_LEARNER struct learner learner = {0};
    if (!learner_open(&learner, PROGRESS_LOOK, call->err)) {
        return CLI_BROKEN;
    }
    learner_complain(&learner);
    struct report_style style = console_style(NULL, STDOUT_FILENO);
    write_exercises(&learner, &style, call->out);
    write_sums(&learner, &style, call->out);
    const struct manifest *next = learner_next(&learner);
    if (next != NULL) {
        write_next(&learner, &style, call->out, next);
    } else {
        text_append(call->out, "\n  All passed. How it went: ./workbook progress\n"
                               "  How others would write it: ./workbook diff 1\n\n");
    }
    return CLI_PASSED;
}
