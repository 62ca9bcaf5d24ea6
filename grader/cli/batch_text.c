#include "cli/batch_text.h"

#include <inttypes.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

enum { MINUTE_MS = 60000, SHOWN_MAX = 10 };

static void append_printable(struct text *out, const char *string)
{
    utf8_append_printable(out, string, strlen(string), true);
}

static size_t sum(const size_t done[BATCH_FATES])
{
    size_t total = 0;
    for (int i = 0; i < BATCH_FATES; i++) {
        total += done[i];
    }
    return total;
}

static void append_duration(struct text *out, int64_t ms)
{
    if (ms < 2 * (int64_t)MINUTE_MS) {
        text_format(out, "%" PRId64 " s", (ms + 999) / 1000);
    } else if (ms < 120 * (int64_t)MINUTE_MS) {
        text_format(out, "%" PRId64 " min", (ms + MINUTE_MS - 1) / MINUTE_MS);
    } else {
        text_format(out, "%" PRId64 " h %" PRId64 " min", ms / (60 * (int64_t)MINUTE_MS),
                    ms / MINUTE_MS % 60);
    }
}

/* What was known takes no time and tells nothing about the rate. */
static size_t count_worked(const size_t done[BATCH_FATES])
{
    return sum(done) - done[BATCH_KNOWN];
}

static void append_rate(struct text *out, size_t worked, int64_t elapsed_ms)
{
    text_format(out, "%.1f a minute",
                (double)worked * MINUTE_MS / (double)(elapsed_ms > 0 ? elapsed_ms : 1));
}

void batch_text_progress(const struct batch_event *event, int64_t elapsed_ms, struct text *out)
{
    size_t done = sum(event->done);
    size_t worked = count_worked(event->done);
    size_t troubles = event->done[BATCH_UNGRADABLE] + event->done[BATCH_FAULT];
    text_format(out, "%zu of %zu done, %zu left", done, event->total, event->total - done);
    if (worked > 0) {
        text_append(out, ", ");
        append_rate(out, worked, elapsed_ms);
        text_append(out, ", ");
        append_duration(out, elapsed_ms / (int64_t)worked * (int64_t)(event->total - done));
        text_append(out, " to go");
    }
    if (troubles > 0) {
        text_format(out, ", %zu not graded", troubles);
    }
}

static void append_student(struct text *out, const struct person *person)
{
    append_printable(out, person->id);
    if (person->name != NULL && strcmp(person->name, person->id) != 0) {
        text_append(out, " (");
        append_printable(out, person->name);
        text_append(out, ")");
    }
}

static void append_points(struct text *out, int64_t hundredths)
{
    text_format(out, "%" PRId64 ".%02" PRId64, hundredths / 100, hundredths % 100);
}

static void append_fate(struct text *out, const struct batch_event *event)
{
    switch (event->fate) {
    case BATCH_GRADED:
        append_points(out, event->verdict->score.earned_hundredths);
        text_append(out, " of ");
        append_points(out, event->verdict->score.possible_hundredths);
        text_append(out, " points");
        break;
    case BATCH_KNOWN:
        text_append(out, "graded before");
        break;
    case BATCH_UNGRADABLE:
        text_append(out, "NOT GRADED: ");
        append_printable(out, event->sentence);
        break;
    default:
        text_append(out, "NOT GRADED, by a fault of the grader: ");
        append_printable(out, event->sentence);
    }
}

void batch_text_handin(const struct batch_event *event, bool quiet, struct text *out)
{
    bool trouble = event->fate == BATCH_UNGRADABLE || event->fate == BATCH_FAULT;
    if (quiet && !trouble && (event->fate == BATCH_KNOWN || event->note_count == 0)) {
        return;
    }
    append_student(out, &event->handin->person);
    text_append(out, ": ");
    append_fate(out, event);
    text_append(out, "\n");
    for (size_t i = 0; i < event->note_count; i++) {
        text_append(out, "    ");
        append_printable(out, event->notes[i]);
        text_append(out, "\n");
    }
}

static void append_absent(const struct roster *roster, struct text *out)
{
    AUTO_TEXT struct text list = {0};
    size_t count = 0;
    for (size_t i = 0; roster != NULL && i < roster->count; i++) {
        if (roster->rows[i].handed_in) {
            continue;
        }
        if (count < SHOWN_MAX) {
            text_append(&list, count > 0 ? ", " : "");
            append_student(&list, &roster->rows[i].person);
        }
        count++;
    }
    if (count > 0) {
        text_format(out, "Of the roster %zu handed in nothing: %s%s\n", count, text_string(&list),
                    count > SHOWN_MAX ? " ..." : "");
    }
}

static void append_strays(const struct handins *handins, struct text *out)
{
    for (size_t i = 0; i < handins->stray_count && i < SHOWN_MAX; i++) {
        text_format(out, "%s%s", i == 0 ? "Nobody's, and left aside: " : ", ", handins->strays[i]);
    }
    if (handins->stray_count > 0) {
        text_append(out, handins->stray_count > SHOWN_MAX ? " ...\n" : "\n");
    }
}

void batch_text_summary(const struct batch_plan *plan, const struct batch_result *result,
                        int64_t elapsed_ms, struct text *out)
{
    text_format(out, "\n%zu submissions: %zu graded", plan->handins->count,
                result->done[BATCH_GRADED]);
    text_format(out, ", %zu graded before", result->done[BATCH_KNOWN]);
    if (result->done[BATCH_UNGRADABLE] > 0) {
        text_format(out, ", %zu to be looked at", result->done[BATCH_UNGRADABLE]);
    }
    if (result->done[BATCH_FAULT] > 0) {
        text_format(out, ", %zu not graded by a fault of the grader", result->done[BATCH_FAULT]);
    }
    if (result->left > 0) {
        text_format(out, ", %zu left", result->left);
    }
    text_append(out, "; ");
    append_duration(out, elapsed_ms);
    if (count_worked(result->done) > 0) {
        text_append(out, ", ");
        append_rate(out, count_worked(result->done), elapsed_ms);
    }
    text_append(out, "\n");
    append_absent(plan->roster, out);
    append_strays(plan->handins, out);
    text_append(out, "Gradebook: ");
    append_printable(out, gradebook_path(plan->gradebook));
    text_append(out, "\n");
    if (result->left > 0) {
        text_append(out, "It was interrupted. The same command goes on from here.\n");
    } else if (result->done[BATCH_FAULT] > 0) {
        text_append(out, "The same command grades again what the grader could not.\n");
    }
}
