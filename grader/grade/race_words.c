#include "grade/race_words.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* The text report leaves 60 columns for a part. */
enum { WIDTH = 58, ROWS_MAX = 26, ROW_MAX = 512 };

static unsigned line_of(const struct races_report *report, const struct races_event *event)
{
    const struct source_place *place = lines_find(&report->lines, event->offset);
    return place != NULL ? place->line : 0;
}

/* --- the timeline -------------------------------------------------------------------------- */

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

static size_t column_of(const struct races_report *report, unsigned role)
{
    return (size_t)(role - 1) * (WIDTH / (report->role_count > 0 ? report->role_count : 1));
}

static void append_heads(struct text *out, const struct races_report *report)
{
    size_t column = 0;
    for (unsigned i = 0; i < report->role_count; i++) {
        const size_t begin = column_of(report, i + 1);
        text_append_repeated(out, ' ', begin > column ? begin - column : 1);
        text_append(out, report->roles[i]);
        column = begin + strlen(report->roles[i]);
    }
    text_append(out, "\n");
}

static void append_event(struct text *out, const struct races_report *report,
                         const struct races_event *event)
{
    AUTO_TEXT struct text cell = {0};
    const unsigned line = line_of(report, event);
    text_append(&cell, event->mark != 0 ? "> " : "  ");
    if (line != 0) {
        text_format(&cell, "%u: ", line);
    }
    text_append(&cell, event->words);
    append_cell(out, column_of(report, event->role), text_string(&cell));
}

static bool is_in_columns(const struct races_report *report, const struct races_event *event)
{
    return event->role <= report->role_count;
}

static char *timeline(const struct races_report *report)
{
    AUTO_TEXT struct text out = {0};
    append_heads(&out, report);
    const size_t first = report->event_count > ROWS_MAX ? report->event_count - ROWS_MAX : 0;
    if (first > 0) {
        text_format(&out, "  (%zu steps before)\n", first);
    }
    for (size_t i = 0; i < report->event_count; i++) {
        const struct races_event *event = &report->events[i];
        if (is_in_columns(report, event) && (i >= first || event->mark != 0)) {
            append_event(&out, report, event);
        }
    }
    return text_steal(&out);
}

/* --- the sentences ------------------------------------------------------------------------- */

static const struct races_event *marked(const struct races_report *report, unsigned mark)
{
    for (size_t i = 0; i < report->event_count; i++) {
        if (report->events[i].mark == mark && is_in_columns(report, &report->events[i])) {
            return &report->events[i];
        }
    }
    return NULL;
}

static char *race_sentence(const struct races_report *report)
{
    const struct races_event *first = marked(report, 1);
    const struct races_event *second = marked(report, 2);
    if (first == NULL || second == NULL) {
        return memory_format("a data race on %s", report->words);
    }
    return memory_format("a data race on %s: nothing orders the %s's access in line %u before the "
                         "%s's in line %u, so what is read there may be old, new, or half of each",
                         report->words, report->roles[first->role - 1], line_of(report, first),
                         report->roles[second->role - 1], line_of(report, second));
}

static char *sentence(const struct races_report *report)
{
    return report->kind == RACES_RACE ? race_sentence(report) : memory_copy_string(report->words);
}

static const char *expected(enum races_kind kind)
{
    static const char *const words[] = {
        [RACES_MISUSE] = "objects that are initialised for several processes, in memory that they "
                         "share, and no pointers from one process to another",
        [RACES_RACE] = "an order between every two accesses to the same bytes by two processes, "
                       "unless both only read or both are atomic (ISO C 5.1.2.4)",
        [RACES_CRASH] = "no crash in any order of steps that C11 allows",
        [RACES_STUCK] = "that every call comes back, in any order of steps",
        [RACES_OUTCOME] = "the same result in any order of steps that C11 allows",
    };
    return words[kind];
}

static const char *look(enum races_kind kind)
{
    static const char *const words[] = {
        [RACES_MISUSE] = "the marked line, and how the object that it uses was made",
        [RACES_RACE] = "the two marked lines: between them one process must release (a "
                       "store-release, a post) and the other acquire (a load-acquire that reads "
                       "that store, a wait)",
        [RACES_CRASH] = "the marked line, and what the other process did just before",
        [RACES_STUCK] = "the last lines: what does each wait for, and who was to change it, or to "
                        "wake it?",
        [RACES_OUTCOME] = "the timeline: which value did a process go by that the other one had "
                          "changed meanwhile?",
    };
    return words[kind];
}

void race_words_for(struct check_verdict *check, const struct races_report *report)
{
    AUTO_FREE char *said = sentence(report);
    AUTO_FREE char *steps = timeline(report);
    AUTO_FREE char *observed = memory_format("%s. One execution that C11 allows, with the lines of "
                                             "your file:\n%s",
                                             said, steps);
    memory_set_string(&check->did, report->scenario);
    memory_set_string(&check->expected, expected(report->kind));
    memory_set_string(&check->observed, observed);
    memory_set_string(&check->look, look(report->kind));
}
