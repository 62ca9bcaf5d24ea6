#include "grade/race_words.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "grade/race_schedule.h"

#include <stdlib.h>
#include <string.h>

static unsigned line_of(const struct races_report *report, const struct races_event *event)
{
    const struct source_place *place = lines_find(&report->lines, event->offset);
    return place != NULL ? place->line : 0;
}

static bool is_in_columns(const struct races_report *report, const struct races_event *event)
{
    return event->role <= report->role_count;
}

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

/* What comes of a race as soon as the compiler optimises. Owned by the caller. */
static char *add_hoisted(const struct races_report *report, char *race)
{
    if (report->loop_line == 0) {
        return race;
    }
    char *both = memory_format(
        "%s. Compiled with -O2, the loop in line %u does not look any more: %s was read "
        "once before it (line %u), and it goes round for ever",
        race, report->loop_line, report->loop_object, report->read_line);
    free(race);
    return both;
}

static char *sentence(const struct races_report *report)
{
    return report->kind == RACES_RACE ? add_hoisted(report, race_sentence(report))
                                      : memory_copy_string(report->words);
}

static const char *expected(enum races_kind kind)
{
    static const char *const words[] = {
        [RACES_MISUSE] = "objects that are initialised for several processes, in memory that they "
                         "share, and no pointers from one process to another",
        [RACES_RACE] = "an order between every two accesses to the same bytes by two processes, "
                       "unless both only read or both are atomic",
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
    AUTO_FREE char *observed = sentence(report);
    memory_set_string(&check->did, report->scenario);
    memory_set_string(&check->expected, expected(report->kind));
    memory_set_string(&check->observed, observed);
    memory_set_string(&check->look, look(report->kind));
    schedule_destroy(check->schedule);
    check->schedule = race_schedule_make(report);
}
