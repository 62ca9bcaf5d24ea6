#include "report/report_exercise.h"

#include <string.h>

#include "report/report_checks.h"
#include "report/report_findings.h"
#include "report/report_parts.h"

size_t report_exercise_count_warnings(const struct exercise_verdict *exercise)
{
    size_t count = 0;
    for (size_t i = 0; i < exercise->diagnostic_count; i++) {
        const struct diagnostic *diagnostic = &exercise->diagnostics[i];
        count += diagnostic->stage == STAGE_BUILD && diagnostic->severity != NULL &&
                 strcmp(diagnostic->severity, "warning") == 0;
    }
    return count;
}

void report_exercise_write_line(const struct exercise_verdict *exercise,
                                const struct report_style *style, struct text *out)
{
    enum report_tone tone = parts_tone(exercise->status);
    text_append(out, "  ");
    report_style_append(style, out, tone, parts_symbol(exercise->status, style));
    text_append(out, " ");
    report_style_append(style, out, TONE_STRONG, exercise->folder);
    size_t length = strlen(exercise->folder);
    text_append_repeated(out, ' ', length < 26 ? 26 - length : 1);
    report_style_append(style, out, tone, parts_word(exercise->status));
    text_append_repeated(out, ' ', 12 - strlen(parts_word(exercise->status)));

    AUTO_TEXT struct text points = {0};
    parts_append_points(&points, exercise->score.earned_hundredths);
    text_format(out, "%6s / ", text_string(&points));
    parts_append_points(out, exercise->score.possible_hundredths);
    size_t warnings = report_exercise_count_warnings(exercise);
    if (exercise->status == STATUS_PASS && warnings > 0) {
        text_format(out, "   (%zu compiler warning%s)", warnings, warnings == 1 ? "" : "s");
    }
    text_append(out, "\n");
}

void report_exercise_write_compiler_words(const struct exercise_verdict *exercise,
                                          const struct report_style *style, struct text *out)
{
    report_findings_write_diagnostics(exercise, style, out, STAGE_BUILD, "What the compiler says");
}

static void write_valgrind_words(const struct exercise_verdict *exercise,
                                 const struct report_style *style, struct text *out)
{
    report_findings_write_diagnostics(exercise, style, out, STAGE_MEMORY, "What Valgrind says");
}

void report_exercise_write_findings(const struct exercise_verdict *exercise,
                                    const struct report_style *style, struct text *out)
{
    if (exercise->status == STATUS_MISSING) {
        text_append(out, "\n");
        parts_begin_line(out);
        const char *message = exercise->stages[STAGE_BUILD].message;
        report_style_wrap(style, out, PARTS_INDENT, message != NULL ? message : exercise->source);
        text_append(out, message != NULL ? "\n\n" : " is not there.\n\n");
        return;
    }
    /* Nothing is checked in what does not compile, so the compiler never talks past a check. */
    report_findings_write_messages(exercise, style, out);
    report_checks_write(exercise, style, out);
    report_exercise_write_compiler_words(exercise, style, out);
    write_valgrind_words(exercise, style, out);
    report_findings_write_leaks(exercise, style, out);
    text_append(out, "\n");
}

const struct check_verdict *
report_exercise_write_first_finding(const struct exercise_verdict *exercise,
                                    const struct report_style *style, struct text *out)
{
    report_findings_write_messages(exercise, style, out);
    const struct check_verdict *first = report_checks_write_first(exercise, style, out);
    if (first == NULL) {
        report_exercise_write_compiler_words(exercise, style, out);
    } else if (first->stage == STAGE_MEMORY) {
        write_valgrind_words(exercise, style, out);
    } else if (first->stage == STAGE_LEAKS) {
        report_findings_write_leaks(exercise, style, out);
    }
    return first;
}
