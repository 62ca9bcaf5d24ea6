#include "report/schedule_text.h"

#include <string.h>

#include "base/cleanup.h"

/* The text report leaves 60 columns for a part. */
enum { WIDTH = 58, ROWS_MAX = 26 };

/* `words` from column `indent` on, broken at blanks; what follows a break is set in by two. */
static void append_cell(struct text *out, size_t indent, const char *words)
{
    size_t column = indent;
    text_append_repeated(out, ' ', indent);
    while (*words != '\0') {
        const size_t blanks = strspn(words, " ");
        const size_t length = blanks + strcspn(words + blanks, " ");
        if (column > indent + 2 && column + length > WIDTH) {
            text_append(out, "\n");
            text_append_repeated(out, ' ', indent + 2);
            column = indent + 2;
            text_append_bytes(out, words + blanks, length - blanks);
            column += length - blanks;
        } else {
            text_append_bytes(out, words, length);
            column += length;
        }
        words += length;
    }
    text_append(out, "\n");
}

static size_t column_of(const struct schedule *schedule, size_t process)
{
    return process * (WIDTH / (schedule->process_count > 0 ? schedule->process_count : 1));
}

static void append_heads(struct text *out, const struct schedule *schedule)
{
    size_t column = 0;
    for (size_t i = 0; i < schedule->process_count; i++) {
        const size_t begin = column_of(schedule, i);
        text_append_repeated(out, ' ', begin > column ? begin - column : i > 0 ? 1 : 0);
        text_append(out, schedule->processes[i]);
        column = begin + strlen(schedule->processes[i]);
    }
    text_append(out, "\n");
}

static void append_step(struct text *out, const struct schedule *schedule,
                        const struct schedule_step *step)
{
    AUTO_TEXT struct text cell = {0};
    text_append(&cell, step->marked ? "> " : "  ");
    if (step->line != 0) {
        text_format(&cell, "%u: ", step->line);
    }
    text_append(&cell, step->did);
    append_cell(out, column_of(schedule, step->process), text_string(&cell));
}

void schedule_text_append(struct text *out, const struct schedule *schedule)
{
    append_heads(out, schedule);
    const size_t first = schedule->step_count > ROWS_MAX ? schedule->step_count - ROWS_MAX : 0;
    if (first > 0) {
        text_format(out, "  (%zu steps before)\n", first);
    }
    for (size_t i = 0; i < schedule->step_count; i++) {
        if (i >= first || schedule->steps[i].marked) {
            append_step(out, schedule, &schedule->steps[i]);
        }
    }
}

void schedule_append_operation(struct text *out, const struct order_place *place)
{
    text_append(out, place->operation);
    if (place->object != NULL) {
        text_format(out, " of %s", place->object);
    }
}

char *schedule_repair_words(const struct schedule *schedule)
{
    AUTO_TEXT struct text words = {0};
    for (size_t i = 0; i < schedule->repair_count; i++) {
        const struct order_change *change = &schedule->repair[i];
        text_format(&words, "%sline %u, ", i > 0 ? "; " : "", change->place.line);
        schedule_append_operation(&words, &change->place);
        text_format(&words, ": %s instead of %s", change->instead, change->place.order);
    }
    if (schedule->repair_count == 0 && schedule->atomic != NULL) {
        text_format(&words, "%s as an atomic object: _Atomic where it is declared (<stdatomic.h>)",
                    schedule->atomic);
    }
    return words.length > 0 ? text_steal(&words) : NULL;
}
