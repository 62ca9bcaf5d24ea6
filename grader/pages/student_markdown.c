#include <string.h>

#include "base/utf8.h"
#include "pages/student_page.h"
#include "report/report_parts.h"
#include "report/schedule_text.h"

static const struct report_style symbols = {.utf8 = true};

/* Text as text: CommonMark takes a backslash before any ASCII punctuation for that character (section 2.4). */
static void append(struct text *out, const char *string)
{
    AUTO_TEXT struct text printable = {0};
    utf8_append_printable(&printable, string, strlen(string), true);
    for (size_t i = 0; i < printable.length; i++) {
        if (strchr("\\`*_{}[]()<>#+-.!|&~", printable.bytes[i]) != NULL) {
            text_append(out, "\\");
        }
        text_append_bytes(out, &printable.bytes[i], 1);
    }
}

static void append_points(struct text *out, const struct score *score)
{
    parts_append_points(out, score->earned_hundredths);
    text_append(out, " of ");
    parts_append_points(out, score->possible_hundredths);
}

static void write_mark(const struct student_page *page, struct text *out)
{
    text_append(out, "# ");
    append(out, page->student);
    text_append(out, "\n\n**");
    if (page->has_no_mark) {
        text_append(out, "No mark");
    } else {
        append_points(out, &page->verdict->score);
        text_append(out, " points");
    }
    text_append(out, ".**\n");
    for (size_t i = 0; i < page->remark_count; i++) {
        text_append(out, i == 0 ? "\n- " : "- ");
        append(out, page->remarks[i]);
        text_append(out, "\n");
    }
}

static void write_overview(const struct student_page *page, struct text *out)
{
    if (page->verdict->exercise_count == 0) {
        return;
    }
    text_append(out, "\n| Exercise | Result | Points |\n|---|---|---:|\n");
    for (size_t i = 0; i < page->verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = page->verdict->exercises[i];
        text_format(out, "| %02u ", exercise->number);
        append(out, exercise->name);
        text_format(out, " | %s %s | ", parts_symbol(exercise->status, &symbols),
                    parts_word(exercise->status));
        append_points(out, &exercise->score);
        text_append(out, " |\n");
    }
}

static void write_part(struct text *out, const char *label, const char *words)
{
    if (words != NULL && words[0] != '\0') {
        text_format(out, "- %s: ", label);
        append(out, words);
        text_append(out, "\n");
    }
}

/* The line itself, as indented code (section 4.4): nothing in one line can end that. */
static void write_line(struct text *out, const char *source, unsigned line)
{
    for (unsigned i = 1; i < line && *source != '\0'; i++) {
        source += strcspn(source, "\n");
        source += *source == '\n';
    }
    size_t length = strcspn(source, "\n");
    if (length == 0) {
        return;
    }
    text_append(out, "\n      ");
    for (; length > 0 && (*source == ' ' || *source == '\t'); length--) {
        text_append(out, *source++ == '\t' ? "    " : " ");
    }
    utf8_append_printable(out, source, length, true);
    text_append(out, "\n");
}

/* The steps as indented code, in the list's item. */
static void write_schedule(struct text *out, const struct schedule *schedule)
{
    if (schedule == NULL) {
        return;
    }
    AUTO_TEXT struct text steps = {0};
    schedule_text_append(&steps, schedule);
    text_append(out, "- Step by step:\n\n");
    for (const char *at = text_string(&steps); *at != '\0';) {
        const size_t length = strcspn(at, "\n");
        text_append(out, "      ");
        utf8_append_printable(out, at, length, true);
        text_append(out, "\n");
        at += length + (at[length] == '\n');
    }
    text_append(out, "\n");
    AUTO_FREE char *repair = schedule_repair_words(schedule);
    write_part(out, "The rule", schedule->rule);
    write_part(out, "Would mend it", repair);
}

static void write_finding(const struct exercise_verdict *exercise, const struct finding *finding,
                          const char *source, struct text *out)
{
    text_append(out, "\n### ");
    append(out, finding->label);
    text_append(out, ": ");
    append(out, finding->words);
    text_append(out, "\n\n");
    if (finding->check != NULL) {
        write_part(out, "We did", finding->check->did);
        write_part(out, "We expected", finding->check->expected);
        write_part(out, "What happened", finding->check->observed);
        write_schedule(out, finding->check->schedule);
        write_part(out, "Look at", finding->check->look);
    }
    if (finding->line > 0) {
        text_append(out, "- Where: ");
        append(out, exercise->source);
        text_format(out, ", line %u\n", finding->line);
    }
    if (finding->line > 0 && source != NULL) {
        write_line(out, source, finding->line);
    }
}

static void write_exercise(const struct exercise_verdict *exercise, const char *source,
                           struct text *out)
{
    AUTO_FINDINGS struct findings findings;
    findings_collect(&findings, exercise);
    const char *words = findings_none_words(exercise);
    if (findings.count == 0 && words == NULL) {
        return;
    }
    text_format(out, "\n## %02u ", exercise->number);
    append(out, exercise->name);
    text_append(out, "\n");
    for (size_t i = 0; i < findings.count; i++) {
        write_finding(exercise, &findings.items[i], source, out);
    }
    if (findings.count == 0) {
        text_append(out, "\n");
        append(out, words);
        text_append(out, "\n");
    }
}

void student_markdown_write(const struct student_page *page, struct text *out)
{
    write_mark(page, out);
    write_overview(page, out);
    for (size_t i = 0; i < page->verdict->exercise_count; i++) {
        const char *source = page->sources != NULL ? page->sources[i] : NULL;
        write_exercise(page->verdict->exercises[i], source, out);
    }
}
