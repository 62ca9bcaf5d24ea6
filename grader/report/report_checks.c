#include "report/report_checks.h"

#include <string.h>

#include "report/report_excerpt.h"
#include "report/report_parts.h"
#include "report/schedule_text.h"

enum { PART_COLUMN = 20 }; /* where the words of the four parts begin */

static void write_part(const struct report_style *style, struct text *out, const char *label,
                       const char *words)
{
    if (words == NULL || words[0] == '\0') {
        return;
    }
    parts_begin_line(out);
    report_style_append(style, out, TONE_FAINT, label);
    text_append_repeated(out, ' ', PART_COLUMN - PARTS_INDENT - strlen(label));
    report_style_wrap(style, out, PART_COLUMN, words);
    text_append(out, "\n");
}

static void write_location(const struct report_style *style, struct text *out,
                           const struct location *location)
{
    if (location->file == NULL) {
        return;
    }
    text_append(out, "\n");
    parts_begin_line(out);
    parts_append_place(style, out, location->file, location->line, 0);
    if (location->function != NULL) {
        text_append(out, ", in ");
        report_style_append(style, out, TONE_PLAIN, location->function);
    }
    text_append(out, "\n");
    report_excerpt_write(style, out, PARTS_INDENT, location->line, location->column,
                         location->excerpt);
}

static void write_schedule(const struct report_style *style, struct text *out,
                           const struct schedule *schedule)
{
    if (schedule != NULL) {
        AUTO_TEXT struct text steps = {0};
        schedule_text_append(&steps, schedule);
        write_part(style, out, "Step by step", text_string(&steps));
        write_part(style, out, "The rule", schedule->rule);
    }
}

static void write_repair(const struct report_style *style, struct text *out,
                         const struct schedule *schedule)
{
    AUTO_FREE char *words = schedule != NULL ? schedule_repair_words(schedule) : NULL;
    write_part(style, out, "Would mend it", words);
}

static void write_check_in_full(const struct report_style *style, struct text *out,
                                const struct check_verdict *check)
{
    text_append(out, "\n");
    parts_begin_line(out);
    report_style_append(style, out, TONE_BAD, parts_symbol(check->status, style));
    text_append(out, " ");
    report_style_append(style, out, TONE_STRONG, check->title);
    AUTO_TEXT struct text note = {0};
    if (check->status != STATUS_FAIL) {
        text_format(&note, "%s, ", parts_word(check->status));
    }
    text_format(&note, "check %s", check->id);
    text_append(out, "  ");
    report_style_append(style, out, TONE_FAINT, text_string(&note));
    text_append(out, "\n\n");
    write_part(style, out, "We did", check->did);
    write_part(style, out, "We expected", check->expected);
    write_part(style, out, "What happened", check->observed);
    write_schedule(style, out, check->schedule);
    write_part(style, out, "Look at", check->look);
    write_repair(style, out, check->schedule);
    write_location(style, out, &check->location);
}

static bool check_is_finding(const struct exercise_verdict *exercise,
                             const struct check_verdict *check)
{
    return check->status != STATUS_SKIP && exercise_verdict_check_failed(exercise, check);
}

static void write_check_line(const struct report_style *style, struct text *out,
                             const struct check_verdict *check)
{
    parts_begin_line(out);
    report_style_append(style, out, TONE_BAD, parts_symbol(check->status, style));
    text_append(out, " ");
    report_style_wrap(style, out, PARTS_INDENT + 2, check->title);
    if (check->status != STATUS_FAIL) {
        text_append(out, "  ");
        report_style_append(style, out, TONE_FAINT, parts_word(check->status));
    }
    text_append(out, "\n");
}

static void write_other_checks(const struct exercise_verdict *exercise,
                               const struct report_style *style, struct text *out,
                               const struct check_verdict *first)
{
    size_t failed = 0;
    size_t passed = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        failed += check != first && check_is_finding(exercise, check) ? 1 : 0;
        passed += check->status == STATUS_PASS && check->stage == STAGE_BEHAVIOUR ? 1 : 0;
    }
    if (failed == 0) {
        return;
    }
    if (passed == 0 && failed > 3) {
        /* Nothing works yet: a page of crosses would teach nobody anything. */
        text_append(out, "\n");
        parts_begin_line(out);
        text_format(out, "%zu more checks wait behind this one.\n", failed);
        return;
    }
    parts_write_heading(style, out, "Also failing");
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check != first && check_is_finding(exercise, check)) {
            write_check_line(style, out, check);
        }
    }
}

/* Checks that were not judged: those of the later stages wait for the behaviour, the others were
 * not run. */
static void write_unreached(struct text *out, size_t not_run, size_t not_proven)
{
    if (not_run + not_proven == 0) {
        return;
    }
    text_append(out, "\n");
    if (not_run > 0) {
        parts_begin_line(out);
        text_format(out, "%zu check%s could not be run.\n", not_run, not_run == 1 ? "" : "s");
    }
    if (not_proven > 0) {
        parts_begin_line(out);
        text_append(out, "Memory and leaks are proven once the behaviour is right.\n");
    }
}

const struct check_verdict *report_checks_write_first(const struct exercise_verdict *exercise,
                                                      const struct report_style *style,
                                                      struct text *out)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (check_is_finding(exercise, &exercise->checks[i])) {
            write_check_in_full(style, out, &exercise->checks[i]);
            return &exercise->checks[i];
        }
    }
    return NULL;
}

static void write_more(const struct exercise_verdict *exercise, const struct report_style *style,
                       struct text *out, const struct check_verdict *check)
{
    AUTO_TEXT struct text command = {0};
    if (check->hidden) {
        return;
    }
    text_format(&command, "./workbook explain %u/%s", exercise->number, check->id);
    text_append(out, "\n");
    write_part(style, out, "More about it", text_string(&command));
}

void report_checks_write(const struct exercise_verdict *exercise, const struct report_style *style,
                         struct text *out)
{
    const struct check_verdict *first = report_checks_write_first(exercise, style, out);
    if (first == NULL) {
        return;
    }
    write_more(exercise, style, out, first);
    size_t not_run = 0;
    size_t not_proven = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check->status == STATUS_SKIP && exercise_verdict_check_failed(exercise, check)) {
            not_run += check->stage == STAGE_BEHAVIOUR ? 1 : 0;
            not_proven += check->stage != STAGE_BEHAVIOUR ? 1 : 0;
        }
    }
    write_other_checks(exercise, style, out, first);
    write_unreached(out, not_run, not_proven);
}
