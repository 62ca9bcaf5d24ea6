#include "report/report_findings.h"

#include <string.h>

#include "report/leak_faults.h"
#include "report/report_excerpt.h"
#include "report/report_parts.h"

/* Longer lists are cut: nobody repairs eleven things at once. */
enum { LIST_MAX = 10 };

static void write_diagnostic(const struct report_style *style, struct text *out,
                             const struct diagnostic *diagnostic)
{
    parts_begin_line(out);
    if (diagnostic->file != NULL) {
        parts_append_place(style, out, diagnostic->file, diagnostic->line, diagnostic->column);
        text_append(out, ": ");
    }
    if (diagnostic->severity != NULL && diagnostic->stage == STAGE_BUILD) {
        bool error = strcmp(diagnostic->severity, "error") == 0;
        report_style_append(style, out, error ? TONE_BAD : TONE_WARN, diagnostic->severity);
        text_append(out, ": ");
    }
    const char *message = diagnostic->message != NULL ? diagnostic->message : "";
    report_style_wrap(style, out, PARTS_INDENT + 4, message);
    text_append(out, "\n");
    report_excerpt_write(style, out, PARTS_INDENT, diagnostic->line, diagnostic->column,
                         diagnostic->excerpt);
}

static void write_cut(struct text *out, size_t total)
{
    if (total > LIST_MAX) {
        parts_begin_line(out);
        text_format(out, "and %zu more; --format json has them all\n", total - LIST_MAX);
    }
}

void report_findings_write_diagnostics(const struct exercise_verdict *exercise,
                                       const struct report_style *style, struct text *out,
                                       enum stage stage, const char *heading)
{
    size_t total = 0;
    for (size_t i = 0; i < exercise->diagnostic_count; i++) {
        if (exercise->diagnostics[i].stage != stage) {
            continue;
        }
        if (total == 0) {
            parts_write_heading(style, out, heading);
        }
        if (total < LIST_MAX) {
            write_diagnostic(style, out, &exercise->diagnostics[i]);
        }
        total++;
    }
    write_cut(out, total);
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void write_leak(const struct report_style *style, struct text *out,
                       const struct leak_fault *fault)
{
    const struct leak *leak = fault->leak;
    parts_begin_line(out);
    report_style_append(style, out, TONE_PLAIN, leak_kind_words(leak->kind));
    if (leak->id != NULL) {
        text_append(out, " ");
        report_style_append(style, out, TONE_PLAIN, leak->id);
    }
    if (leak->bytes >= 0) {
        text_format(out, ", %lld bytes", (long long)leak->bytes);
    }
    if (leak->check != NULL) {
        text_append(out, ", in check ");
        report_style_append(style, out, TONE_PLAIN, leak->check);
    }
    if (fault->other_checks > 0) {
        text_format(out, " and %zu more", fault->other_checks);
    }
    if (leak->location.file != NULL) {
        text_append(out, ", made at ");
        parts_append_place(style, out, leak->location.file, leak->location.line, 0);
    }
    text_append(out, "\n");
    report_excerpt_write(style, out, PARTS_INDENT, leak->location.line, leak->location.column,
                         leak->location.excerpt);
}

void report_findings_write_leaks(const struct exercise_verdict *exercise,
                                 const struct report_style *style, struct text *out)
{
    if (exercise->leak_count == 0) {
        return;
    }
    parts_write_heading(style, out, "Left behind");
    AUTO_LEAK_FAULTS struct leak_faults faults;
    leak_faults_find(exercise, &faults);
    for (size_t i = 0; i < faults.count && i < LIST_MAX; i++) {
        write_leak(style, out, &faults.items[i]);
    }
    write_cut(out, faults.count);
}

/* A stage that is judged as a whole gives its message to its check, which is shown in full. */
static bool is_said_by_check(const struct exercise_verdict *exercise, enum stage stage)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check->stage == stage && check->observed != NULL &&
            is_same_text(check->observed, exercise->stages[stage].message)) {
            return true;
        }
    }
    return false;
}

/* Errors of the grader, and what a stage as a whole has to say. */
void report_findings_write_messages(const struct exercise_verdict *exercise,
                                    const struct report_style *style, struct text *out)
{
    for (int i = 0; i < STAGE_COUNT; i++) {
        const struct stage_verdict *stage = &exercise->stages[i];
        bool worth_saying = stage->status == STATUS_FAIL || stage->status == STATUS_ERROR;
        if (stage->message == NULL || !worth_saying || is_said_by_check(exercise, (enum stage)i)) {
            continue;
        }
        text_append(out, "\n");
        parts_begin_line(out);
        if (stage->status == STATUS_ERROR) {
            report_style_append(style, out, TONE_WARN, "The grader's own trouble, not yours: ");
        }
        report_style_wrap(style, out, PARTS_INDENT, stage->message);
        text_append(out, "\n");
    }
}
