#include <string.h>

#include "pages/html.h"
#include "pages/student_page.h"
#include "report/report_parts.h"
#include "report/schedule_text.h"

static const struct report_style symbols = {.utf8 = true};

static void write_status(struct text *out, enum status status)
{
    const char *tone = status == STATUS_PASS ? "good" : status == STATUS_ERROR ? "warn" : "bad";
    text_format(out, "<span class=\"%s\"><span aria-hidden=\"true\">%s</span> %s</span>", tone,
                parts_symbol(status, &symbols), parts_word(status));
}

static void write_points(struct text *out, const struct score *score)
{
    parts_append_points(out, score->earned_hundredths);
    text_append(out, " of ");
    parts_append_points(out, score->possible_hundredths);
}

static void write_mark(const struct student_page *page, struct text *out)
{
    text_append(out, "<p><strong>");
    if (page->has_no_mark) {
        text_append(out, "No mark.");
    } else {
        write_points(out, &page->verdict->score);
        text_append(out, " points.");
    }
    text_append(out, "</strong></p>\n");
    text_append(out, page->remark_count > 0 ? "<ul>\n" : "");
    for (size_t i = 0; i < page->remark_count; i++) {
        html_append_element(out, "li", page->remarks[i]);
    }
    text_append(out, page->remark_count > 0 ? "</ul>\n" : "");
}

static void write_overview(const struct student_page *page, struct text *out)
{
    if (page->verdict->exercise_count == 0) {
        return;
    }
    text_append(out, "<table><caption>The exercises</caption>\n<thead><tr>"
                     "<th scope=\"col\">Exercise</th><th scope=\"col\">Result</th>"
                     "<th scope=\"col\" class=\"number\">Points</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < page->verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = page->verdict->exercises[i];
        text_format(out, "<tr><th scope=\"row\"><a href=\"#e%02u\">%02u ", exercise->number,
                    exercise->number);
        html_append(out, exercise->name);
        text_append(out, "</a></th><td>");
        write_status(out, exercise->status);
        text_append(out, "</td><td class=\"number\">");
        write_points(out, &exercise->score);
        text_append(out, "</td></tr>\n");
    }
    text_append(out, "</tbody></table>\n");
}

static void write_part(struct text *out, const char *label, const char *words)
{
    if (words != NULL && words[0] != '\0') {
        text_format(out, "<dt>%s</dt><dd>", label);
        html_append_lines(out, words);
        text_append(out, "</dd>\n");
    }
}

/* Linked when the source that is shown has the line. */
static void write_place(const struct exercise_verdict *exercise, unsigned line, unsigned lines,
                        struct text *out)
{
    if (line == 0) {
        return;
    }
    bool linked = line <= lines;
    text_append(out, "<dt>Where</dt><dd>");
    if (linked) {
        text_format(out, "<a href=\"#e%02u-l%u\">", exercise->number, line);
    }
    html_append(out, exercise->source);
    text_format(out, ", line %u%s</dd>\n", line, linked ? "</a>" : "");
}

static void write_rule(const struct schedule *schedule, struct text *out)
{
    if (schedule != NULL) {
        AUTO_FREE char *repair = schedule_repair_words(schedule);
        write_part(out, "The rule", schedule->rule);
        write_part(out, "Would mend it", repair);
    }
}

static void write_finding(const struct exercise_verdict *exercise, const struct finding *finding,
                          unsigned lines, struct text *out)
{
    text_append(out, "<h3><span class=\"bad\">");
    html_append(out, finding->label);
    text_append(out, ":</span> ");
    html_append(out, finding->words);
    text_append(out, "</h3>\n<dl>\n");
    if (finding->check != NULL) {
        write_part(out, "We did", finding->check->did);
        write_part(out, "We expected", finding->check->expected);
        write_part(out, "What happened", finding->check->observed);
        write_rule(finding->check->schedule, out);
        write_part(out, "Look at", finding->check->look);
        write_part(out, "Check", finding->check->id);
    }
    write_place(exercise, finding->line, lines, out);
    text_append(out, "</dl>\n");
    if (finding->check != NULL && finding->check->schedule != NULL) {
        student_schedule_write(finding->check->schedule, out);
    }
}

static unsigned count_lines(const char *source)
{
    unsigned lines = 0;
    for (const char *at = source; at != NULL && *at != '\0'; lines++) {
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return lines;
}

static void write_exercise(const struct exercise_verdict *exercise, const char *source,
                           struct text *out)
{
    AUTO_FINDINGS struct findings findings;
    findings_collect(&findings, exercise);
    unsigned lines = count_lines(source);
    text_format(out, "<section>\n<h2 id=\"e%02u\">%02u ", exercise->number, exercise->number);
    html_append(out, exercise->name);
    text_append(out, ": ");
    write_status(out, exercise->status);
    text_append(out, "</h2>\n");
    for (size_t i = 0; i < findings.count; i++) {
        write_finding(exercise, &findings.items[i], lines, out);
    }
    const char *words = findings_none_words(exercise);
    if (findings.count == 0 && words != NULL) {
        html_append_element(out, "p", words);
    }
    if (exercise->weakest != NULL) {
        student_weakest_write(exercise->weakest, out);
    }
    if (source != NULL) {
        student_source_write(exercise, &findings, source, out);
    } else if (exercise->status != STATUS_MISSING) {
        text_append(out, "<p class=\"faint\">The source is not at hand.</p>\n");
    }
    text_append(out, "</section>\n");
}

void student_html_write(const struct student_page *page, struct text *out)
{
    html_begin(out, page->student);
    write_mark(page, out);
    write_overview(page, out);
    for (size_t i = 0; i < page->verdict->exercise_count; i++) {
        const char *source = page->sources != NULL ? page->sources[i] : NULL;
        write_exercise(page->verdict->exercises[i], source, out);
    }
    html_end(out);
}
