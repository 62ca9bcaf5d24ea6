#include <string.h>

#include "base/memory.h"
#include "pages/html.h"
#include "pages/student_page.h"

static void write_said(struct text *out, const struct findings *findings, unsigned line)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->line == line) {
            text_append(out, "<div class=\"said\"><strong>");
            html_append(out, finding->label);
            text_append(out, ":</strong> ");
            html_append(out, finding->words);
            if (finding->check != NULL && finding->check->observed != NULL) {
                text_append(out, "<br/>");
                html_append_lines(out, finding->check->observed);
            }
            text_append(out, "</div>");
        }
    }
}

static bool is_found(const struct findings *findings, unsigned line)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].line == line) {
            return true;
        }
    }
    return false;
}

static void write_line(const struct exercise_verdict *exercise, const struct findings *findings,
                       unsigned number, const char *line, struct text *out)
{
    bool found = is_found(findings, number);
    text_format(out, "<tr id=\"e%02u-l%u\"%s><td class=\"line\">%u</td><td class=\"code\">",
                exercise->number, number, found ? " class=\"found\"" : "", number);
    html_append_lines(out, line);
    if (found) {
        write_said(out, findings, number);
    }
    text_append(out, "</td></tr>\n");
}

void student_source_write(const struct exercise_verdict *exercise, const struct findings *findings,
                          const char *source, struct text *out)
{
    text_append(out, "<table class=\"source\"><caption>");
    html_append(out, exercise->source);
    text_append(out, "</caption>\n<tbody>\n");
    unsigned number = 1;
    for (const char *at = source; *at != '\0'; number++) {
        size_t length = strcspn(at, "\n");
        AUTO_FREE char *line = memory_copy_bytes(at, length);
        write_line(exercise, findings, number, line, out);
        at += length + (at[length] == '\n');
    }
    text_append(out, "</tbody></table>\n");
}
