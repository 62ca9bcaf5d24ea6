#include "report/report_summary.h"

#include "base/cleanup.h"
#include "report/report_items.h"
#include "report/report_notes.h"
#include "report/report_parts.h"

enum { OTHERS_MAX = 10 };

static void append_line(const struct exercise_verdict *exercise, struct text *out)
{
    report_words_append_line(out, exercise->folder);
    text_format(out, ": %s, ", parts_word(exercise->status));
    parts_append_points(out, exercise->score.earned_hundredths);
    text_append(out, " of ");
    parts_append_points(out, exercise->score.possible_hundredths);
    text_append(out, " points\n");
}

static void append_notes(const struct verdict *verdict, struct text *out)
{
    if (verdict->status == STATUS_ERROR) {
        text_append(out, "Some of this could not be judged, and it is not the work's fault: these "
                         "points are no result.\n");
    }
    AUTO_REPORT_NOTES struct report_notes notes;
    report_notes_make(verdict, "", &notes);
    for (size_t i = 0; i < notes.count; i++) {
        report_words_append_line(out, notes.items[i]);
        text_append(out, "\n");
    }
}

void report_summary_append(const struct verdict *verdict, struct text *out)
{
    size_t passed = 0;
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        append_line(verdict->exercises[i], out);
        passed += verdict->exercises[i]->status == STATUS_PASS ? 1 : 0;
    }
    text_format(out, "%zu of %zu passed: ", passed, verdict->exercise_count);
    parts_append_points(out, verdict->score.earned_hundredths);
    text_append(out, " of ");
    parts_append_points(out, verdict->score.possible_hundredths);
    text_append(out, " points.\n");
    append_notes(verdict, out);
}

static bool is_finding(const struct report_item *item)
{
    return report_item_failed(item) || item->status == STATUS_ERROR;
}

static void append_first(const struct report_item *item, struct text *out)
{
    if (item->check != NULL) {
        report_words_append_line(out, item->title);
        text_format(out, " (%s, check %s)\n", parts_word(item->status), item->id);
    }
    report_item_append_words(item, out);
}

/* One line each, and not too many of them: nobody repairs eleven things at once. */
static void append_others(const struct report_items *items, size_t from, struct text *out)
{
    size_t count = 0;
    for (size_t i = from; i < items->count; i++) {
        if (!is_finding(&items->items[i])) {
            continue;
        }
        if (count == 0) {
            text_append(out, "\nAlso failing:\n");
        }
        if (count++ < OTHERS_MAX) {
            text_append(out, "- ");
            report_words_append_line(out, items->items[i].title);
            text_append(out, "\n");
        }
    }
    if (count > OTHERS_MAX) {
        text_format(out, "and %zu more\n", count - OTHERS_MAX);
    }
}

void report_summary_append_findings(const struct exercise_verdict *exercise, struct text *out)
{
    AUTO_REPORT_ITEMS struct report_items items = {0};
    report_items_make(exercise, &items);
    for (size_t i = 0; i < items.count; i++) {
        if (is_finding(&items.items[i])) {
            append_first(&items.items[i], out);
            append_others(&items, i + 1, out);
            return;
        }
    }
}
