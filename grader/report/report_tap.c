#include "report/report_tap.h"

#include "report/report_items.h"
#include "report/schedule_text.h"

#include "base/memory.h"

#include <stdlib.h>

/* A backslash and a number sign mean something to a reader of TAP wherever they are. */
static void append_escaped(struct text *out, const char *string)
{
    AUTO_TEXT struct text words = {0};
    report_words_append_line(&words, string);
    for (const char *at = text_string(&words); *at != '\0'; at++) {
        if (*at == '\\' || *at == '#') {
            text_append(out, "\\");
        }
        text_append_bytes(out, at, 1);
    }
}

/* A scalar of YAML 1.2 in double quotes. Of what words hold only three characters need an escape. */
static void append_quoted(struct text *out, const char *string)
{
    AUTO_TEXT struct text words = {0};
    report_words_append(&words, string);
    text_append(out, "\"");
    for (const char *at = text_string(&words); *at != '\0'; at++) {
        if (*at == '\n') {
            text_append(out, "\\n");
        } else if (*at == '"' || *at == '\\') {
            text_format(out, "\\%c", *at);
        } else {
            text_append_bytes(out, at, 1);
        }
    }
    text_append(out, "\"");
}

static void append_entry(struct text *out, const char *name, const char *value)
{
    if (value != NULL) {
        text_format(out, "  %s: ", name);
        append_quoted(out, value);
        text_append(out, "\n");
    }
}

static void append_schedule(struct text *out, const struct schedule *schedule)
{
    if (schedule == NULL) {
        return;
    }
    AUTO_TEXT struct text steps = {0};
    schedule_text_append(&steps, schedule);
    AUTO_FREE char *repair = schedule_repair_words(schedule);
    append_entry(out, "schedule", text_string(&steps));
    append_entry(out, "rule", schedule->rule);
    append_entry(out, "repair", repair);
}

static void append_place(struct text *out, const struct location *place)
{
    if (place->file == NULL) {
        return;
    }
    text_append(out, "  at:\n");
    text_append(out, "    file: ");
    append_quoted(out, place->file);
    text_append(out, "\n");
    if (place->line > 0) {
        text_format(out, "    line: %u\n", place->line);
    }
    if (place->function != NULL) {
        text_append(out, "    function: ");
        append_quoted(out, place->function);
        text_append(out, "\n");
    }
}

static void append_block(struct text *out, const struct report_item *item)
{
    AUTO_TEXT struct text headline = {0};
    report_item_append_headline(item, &headline);
    text_append(out, "  ---\n");
    append_entry(out, "message", text_string(&headline));
    append_entry(out, "severity", status_name(item->status));
    append_entry(out, "stage", stage_name(item->stage));
    if (item->check == NULL) {
        AUTO_TEXT struct text words = {0};
        report_item_append_words(item, &words);
        append_entry(out, "details", text_string(&words));
    } else {
        append_entry(out, "check", item->check->id);
        append_entry(out, "did", item->check->did);
        append_entry(out, "expected", item->check->expected);
        append_entry(out, "observed", item->check->observed);
        append_schedule(out, item->check->schedule);
        append_entry(out, "look", item->check->look);
        append_place(out, &item->check->location);
    }
    text_append(out, "  ...\n");
}

static void append_point(struct text *out, size_t number, const struct report_item *item)
{
    bool ok = item->status == STATUS_PASS || item->status == STATUS_SKIP;
    text_format(out, "%sok %zu - ", ok ? "" : "not ", number);
    append_escaped(out, item->exercise->folder);
    text_append(out, ": ");
    append_escaped(out, item->title);
    if (item->status == STATUS_SKIP) {
        AUTO_TEXT struct text reason = {0};
        report_item_append_headline(item, &reason);
        text_append(out, " # SKIP ");
        append_escaped(out, text_string(&reason));
    }
    text_append(out, "\n");
    if (!ok) {
        append_block(out, item);
    }
}

void report_tap_write(const struct verdict *verdict, const struct report_style *style,
                      struct text *out)
{
    (void)style;
    AUTO_TEXT struct text points = {0};
    size_t number = 0;
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        AUTO_REPORT_ITEMS struct report_items items = {0};
        report_items_make(verdict->exercises[i], &items);
        for (size_t k = 0; k < items.count; k++) {
            append_point(&points, ++number, &items.items[k]);
        }
    }
    text_format(out, "TAP version 14\n1..%zu\n", number);
    text_append_bytes(out, text_string(&points), points.length);
}
