/* What there is to say about an item (report/report_items.h). */
#include "report/report_findings.h"
#include "report/report_items.h"
#include "report/report_parts.h"
#include "report/schedule_text.h"
#include "report/style.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

/* For the parts that come from the text report: lists, excerpts of the source. */
static const struct report_style plain = {.utf8 = true, .columns = 100};

static void append_lines(struct text *out, const char *string, const char *newline)
{
    for (size_t left = strlen(string); left > 0;) {
        size_t length = text_line_length(string, left);
        utf8_append_printable(out, string, length, true);
        if (length == left) {
            return;
        }
        text_append(out, newline);
        string += length + 1;
        left -= length + 1;
    }
}

void report_words_append(struct text *out, const char *string)
{
    append_lines(out, string, "\n");
}

void report_words_append_line(struct text *out, const char *string)
{
    append_lines(out, string, " ");
}

static const char *skip_reason(const struct report_item *item)
{
    const struct exercise_verdict *exercise = item->exercise;
    const struct stage_verdict *stage = &exercise->stages[item->stage];
    if (exercise->status == STATUS_MISSING || exercise->stages[STAGE_BUILD].status == STATUS_FAIL) {
        return "the source was not built";
    }
    if (stage->not_asked) {
        return "left out on demand";
    }
    if (stage->message != NULL) {
        return stage->message;
    }
    return item->stage == STAGE_BEHAVIOUR ? "it could not be run"
                                          : "proven once the behaviour is right";
}

/* Of a stage as a whole, or of a check that says nothing itself. */
static const char *stage_words(const struct report_item *item)
{
    const char *message = item->exercise->stages[item->stage].message;
    if (message != NULL) {
        return message;
    }
    if (item->status == STATUS_CRASH || item->status == STATUS_TIMEOUT) {
        return item->status == STATUS_CRASH ? "it crashed" : "it took too long";
    }
    return item->status == STATUS_ERROR ? "this could not be judged" : "failed";
}

void report_item_append_headline(const struct report_item *item, struct text *out)
{
    if (item->status == STATUS_PASS) {
        return;
    }
    if (item->status == STATUS_SKIP) {
        report_words_append_line(out, skip_reason(item));
    } else if (item->status == STATUS_ERROR) {
        text_append(out, "The grader's own trouble, not yours: ");
        report_words_append_line(out, stage_words(item));
    } else if (item->exercise->status == STATUS_MISSING && item->stage == STAGE_BUILD) {
        report_words_append_line(out, item->exercise->source);
        text_append(out, " is not there.");
    } else {
        bool said = item->check != NULL && item->check->observed != NULL;
        report_words_append_line(out, said ? item->check->observed : stage_words(item));
    }
}

static void append_part(struct text *out, const char *label, const char *words)
{
    if (words != NULL && words[0] != '\0') {
        text_format(out, "%s: ", label);
        report_words_append(out, words);
        text_append(out, "\n");
    }
}

static void append_place(struct text *out, const struct location *location)
{
    if (location->file == NULL) {
        return;
    }
    parts_append_place(&plain, out, location->file, location->line, 0);
    if (location->function != NULL) {
        text_append(out, ", in ");
        report_words_append(out, location->function);
    }
    text_append(out, "\n");
}

static void append_schedule(struct text *out, const struct schedule *schedule)
{
    if (schedule == NULL) {
        return;
    }
    AUTO_TEXT struct text steps = {0};
    schedule_text_append(&steps, schedule);
    AUTO_FREE char *repair = schedule_repair_words(schedule);
    text_append(out, "Step by step:\n");
    report_words_append(out, text_string(&steps));
    append_part(out, "The rule", schedule->rule);
    append_part(out, "Would mend it", repair);
}

static void append_check(struct text *out, const struct report_item *item)
{
    const struct check_verdict *check = item->check;
    append_part(out, "We did", check->did);
    append_part(out, "We expected", check->expected);
    append_part(out, "What happened",
                check->observed != NULL ? check->observed : stage_words(item));
    append_schedule(out, check->schedule);
    append_part(out, "Look at", check->look);
    append_place(out, &check->location);
    if (check->stage == STAGE_MEMORY) {
        report_findings_write_diagnostics(item->exercise, &plain, out, STAGE_MEMORY,
                                          "What Valgrind says");
    } else if (check->stage == STAGE_LEAKS) {
        report_findings_write_leaks(item->exercise, &plain, out);
    }
}

void report_item_append_words(const struct report_item *item, struct text *out)
{
    if (item->status == STATUS_PASS) {
        return;
    }
    if (item->check != NULL && report_item_failed(item)) {
        append_check(out, item);
        return;
    }
    text_append(out, item->status == STATUS_SKIP ? "Not judged: " : "");
    report_item_append_headline(item, out);
    text_append(out, "\n");
    if (item->stage == STAGE_BUILD) {
        report_findings_write_diagnostics(item->exercise, &plain, out, STAGE_BUILD,
                                          "What the compiler says");
    }
}
