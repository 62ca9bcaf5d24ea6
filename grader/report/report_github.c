#include "report/report_github.h"

#include "report/report_items.h"
#include "report/report_summary.h"

#include <string.h>

/* A command ends with its line, and a property at a comma or colon; a per cent sign escapes. */
static void append_escaped(struct text *out, const char *words, const char *special)
{
    for (const char *at = words; *at != '\0'; at++) {
        if (strchr(special, *at) != NULL) {
            text_format(out, "%%%02X", (unsigned char)*at);
        } else {
            text_append_bytes(out, at, 1);
        }
    }
}

static void append_property(struct text *out, const char *words)
{
    append_escaped(out, words, "%\r\n:,");
}

static void append_message(struct text *out, const char *words)
{
    append_escaped(out, words, "%\r\n");
}

struct place {
    const char *file; /* in the exercise's folder; NULL: unknown */
    unsigned line, column;
};

/* Where to look first: at the first failing check that knows its place, or at the compiler's error. */
static struct place find_place(const struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (exercise_verdict_check_failed(exercise, check) && check->location.file != NULL) {
            const struct location *location = &check->location;
            return (struct place){location->file, location->line, location->column};
        }
    }
    for (size_t i = 0; i < exercise->diagnostic_count; i++) {
        const struct diagnostic *diagnostic = &exercise->diagnostics[i];
        if (diagnostic->severity != NULL && strcmp(diagnostic->severity, "error") == 0) {
            return (struct place){diagnostic->file, diagnostic->line, diagnostic->column};
        }
    }
    return (struct place){0};
}

/* A `#line` can name any file at all: what is not in the folder stays without its line. */
static bool is_in_folder(const char *file)
{
    return file != NULL && file[0] != '\0' && file[0] != '.' && strchr(file, '/') == NULL;
}

static void append_place(const struct exercise_verdict *exercise, struct text *out)
{
    struct place place = find_place(exercise);
    bool known = is_in_folder(place.file);
    AUTO_TEXT struct text path = {0};
    text_format(&path, "exercises/%s/", exercise->folder);
    report_words_append_line(&path, known ? place.file : exercise->source);
    text_append(out, "file=");
    append_property(out, text_string(&path));
    text_append(out, ",");
    if (known && place.line > 0) {
        text_format(out, "line=%u,", place.line);
    }
    if (known && place.line > 0 && place.column > 0) {
        text_format(out, "col=%u,", place.column);
    }
}

static void append_error(const struct exercise_verdict *exercise, size_t left_out, struct text *out)
{
    AUTO_TEXT struct text title = {0};
    report_words_append_line(&title, exercise->folder);
    text_append(&title,
                exercise->status == STATUS_ERROR ? " could not be judged" : " did not pass");
    AUTO_TEXT struct text words = {0};
    report_summary_append_findings(exercise, &words);
    if (left_out > 0) {
        text_format(&words, "\n%zu more exercises did not pass; the log names them.\n", left_out);
    }
    text_append(out, "::error ");
    append_place(exercise, out);
    text_append(out, "title=");
    append_property(out, text_string(&title));
    text_append(out, "::");
    append_message(out, text_string(&words));
    text_append(out, "\n");
}

static size_t count_not_passed(const struct verdict *verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        count += verdict->exercises[i]->status != STATUS_PASS ? 1 : 0;
    }
    return count;
}

void report_github_write(const struct verdict *verdict, const struct report_style *style,
                         struct text *out)
{
    (void)style;
    size_t failed = count_not_passed(verdict);
    size_t shown = 0;
    for (size_t i = 0; i < verdict->exercise_count && shown < REPORT_GITHUB_ERRORS_MAX; i++) {
        if (verdict->exercises[i]->status == STATUS_PASS) {
            continue;
        }
        shown++;
        size_t left_out = shown == REPORT_GITHUB_ERRORS_MAX ? failed - shown : 0;
        append_error(verdict->exercises[i], left_out, out);
    }
    report_summary_append(verdict, out);
}
