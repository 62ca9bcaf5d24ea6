#include "report/report_text.h"

#include "base/cleanup.h"

#include "report/report_exercise.h"
#include "report/report_notes.h"
#include "report/report_parts.h"
#include "report/weakest_text.h"

static size_t count_passed(const struct verdict *verdict)
{
    size_t passed = 0;
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        passed += verdict->exercises[i]->status == STATUS_PASS ? 1 : 0;
    }
    return passed;
}

/* Findings end with an empty line; a line alone does not. */
static bool last_passed(const struct verdict *verdict)
{
    size_t count = verdict->exercise_count;
    return count == 0 || verdict->exercises[count - 1]->status == STATUS_PASS;
}

static void write_score(const struct verdict *verdict, const struct report_style *style,
                        struct text *out)
{
    size_t passed = count_passed(verdict);
    AUTO_TEXT struct text line = {0};
    if (passed == verdict->exercise_count && passed > 1) {
        text_format(&line, "All %zu exercises passed: ", passed);
    } else if (passed == verdict->exercise_count) {
        text_append(&line, "Passed: ");
    } else {
        text_format(&line, "%zu of %zu passed: ", passed, verdict->exercise_count);
    }
    parts_append_points(&line, verdict->score.earned_hundredths);
    text_append(&line, " of ");
    parts_append_points(&line, verdict->score.possible_hundredths);
    text_append(&line, " points.");

    text_append(out, last_passed(verdict) ? "\n  " : "  ");
    report_style_append(style, out, passed == verdict->exercise_count ? TONE_GOOD : TONE_STRONG,
                        text_string(&line));
    text_append(out, "\n");
}

static void write_notes(const struct verdict *verdict, const struct report_style *style,
                        struct text *out)
{
    AUTO_REPORT_NOTES struct report_notes notes;
    report_notes_make(verdict, "; ./workbook doctor says why", &notes);
    for (size_t i = 0; i < notes.count; i++) {
        text_append(out, "  ");
        report_style_wrap(style, out, 2, notes.items[i]);
        text_append(out, "\n");
    }
}

static void write_step(const struct report_style *style, struct text *out, const char *label,
                       const char *what)
{
    text_format(out, "    %-8s", label);
    report_style_append(style, out, TONE_PLAIN, what);
    text_append(out, "\n");
}

static void write_next(const struct exercise_verdict *next, const struct report_style *style,
                       struct text *out)
{
    AUTO_TEXT struct text step = {0};
    text_append(out, "\n  What to do first: ");
    report_style_append(style, out, TONE_STRONG, next->folder);
    text_append(out, "\n");
    text_format(&step, "exercises/%s/README.md", next->folder);
    write_step(style, out, "lesson", text_string(&step));
    text_clear(&step);
    text_format(&step, "./workbook hint %u", next->number);
    write_step(style, out, "hint", text_string(&step));
    if (next->stages[STAGE_BEHAVIOUR].status == STATUS_FAIL) {
        text_clear(&step);
        text_format(&step, "./workbook trace %u", next->number);
        write_step(style, out, "see it", text_string(&step));
    }
    text_clear(&step);
    text_format(&step, "./workbook check %u", next->number);
    write_step(style, out, "again", text_string(&step));
}

void report_text_write(const struct verdict *verdict, const struct report_style *style,
                       struct text *out)
{
    text_append(out, "\n");
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        report_exercise_write_line(exercise, style, out);
        if (exercise->status != STATUS_PASS) {
            report_exercise_write_findings(exercise, style, out);
        } else if (verdict->exercise_count == 1) {
            report_exercise_write_compiler_words(exercise, style, out);
        }
        weakest_text_write(exercise->weakest, style, out);
    }
    write_score(verdict, style, out);
    write_notes(verdict, style, out);
    const struct exercise_verdict *next = verdict_first_failed(verdict);
    if (next != NULL) {
        write_next(next, style, out);
    }
    text_append(out, "\n");
}
