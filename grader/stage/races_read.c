/* What the checker prints (races/report.h), read as the word of a stranger. */
#include "stage/races.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 300 };

/* What separates the checker's report from addr2line's. */
static const char *const separator = "\nlines\n";

static void set_state(struct races_report *report, const char *word)
{
    static const struct {
        const char *word;
        enum races_state state;
    } states[] = {{"clean", RACES_CLEAN},
                  {"unfinished", RACES_UNFINISHED},
                  {"found", RACES_FOUND},
                  {"unchecked", RACES_UNCHECKED},
                  {"at-once", RACES_AT_ONCE}};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (strcmp(word, states[i].word) == 0) {
            report->state = states[i].state;
        }
    }
}

static void set_kind(struct races_report *report, const char *word)
{
    static const char *const kinds[] = {[RACES_MISUSE] = "misuse",
                                        [RACES_RACE] = "race",
                                        [RACES_CRASH] = "crash",
                                        [RACES_STUCK] = "stuck",
                                        [RACES_OUTCOME] = "outcome"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(word, kinds[i]) == 0) {
            report->kind = (enum races_kind)i;
        }
    }
}

static char *cut_words(const char *words)
{
    return memory_copy_bytes(words, strnlen(words, WORDS_MAX));
}

static void set_words(char **slot, const char *words)
{
    free(*slot);
    *slot = cut_words(words);
}

/* NUMBER tab NAME */
static void add_role(struct races_report *report, char *rest)
{
    const char *name = strchr(rest, '\t');
    if (name != NULL && report->role_count < RACES_ROLES_MAX) {
        report->roles[report->role_count++] = cut_words(name + 1);
    }
}

/* ROLE tab MARK tab OFFSET tab AGE tab WORDS */
static void add_event(struct races_report *report, const char *rest)
{
    struct races_event event = {0};
    int words = 0;
    if (report->event_count == RACES_EVENTS_MAX ||
        sscanf(rest, "%u\t%u\t%" SCNx64 "\t%d\t%n", &event.role, &event.mark, &event.offset,
               &event.age, &words) != 4 ||
        words == 0 || event.role == 0 || event.role > RACES_ROLES_MAX || event.mark > 2) {
        return;
    }
    event.words = cut_words(rest + words);
    *memory_append(&report->events, &report->event_count) = event;
}

/* Takes the fields of a line apart, at tabs; what is not there is NULL. */
static void split_fields(char *rest, char **fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fields[i] = rest != NULL ? strsep(&rest, "\t") : NULL;
    }
}

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_order(const char *word)
{
    static const char *const orders[] = {"relaxed", "consume", "acquire",
                                         "release", "acq_rel", "seq_cst"};
    return word != NULL && is_one_of(word, orders, sizeof orders / sizeof orders[0]);
}

static bool is_operation(const char *word)
{
    static const char *const operations[] = {"load", "store", "exchange", "compare-exchange",
                                             "fence"};
    return word != NULL && is_one_of(word, operations, sizeof operations / sizeof operations[0]);
}

/* OFFSET tab OPERATION tab OBJECT tab ORDER tab ALONE, and for the weakest orders tab TOGETHER */
static void add_order(struct races_order **orders, size_t *count, char *rest, bool together)
{
    char *fields[6];
    split_fields(rest, fields, sizeof fields / sizeof fields[0]);
    if (*count == RACES_ORDERS_MAX || !is_operation(fields[1]) || !is_order(fields[3]) ||
        !is_order(fields[4]) || (together && !is_order(fields[5]))) {
        return;
    }
    *memory_append(orders, count) = (struct races_order){
        .offset = strtoull(fields[0], NULL, 16),
        .operation = cut_words(fields[1]),
        .object = cut_words(fields[2]),
        .asked = cut_words(fields[3]),
        .alone = cut_words(fields[4]),
        .together = together ? cut_words(fields[5]) : NULL,
    };
}

/* LINE tab LINE tab OBJECT */
static void set_hoisted(struct races_report *report, const char *rest)
{
    int words = 0;
    if (sscanf(rest, "%u\t%u\t%n", &report->loop_line, &report->read_line, &words) == 2 &&
        words > 0) {
        set_words(&report->loop_object, rest + words);
    } else {
        report->loop_line = 0;
    }
}

static void set_weakest(struct races_report *report, const char *word)
{
    report->orders_told = true;
    report->orders_finished = strcmp(word, "all") == 0;
}

/* True at the last line. */
static bool take_line(struct races_report *report, char *line)
{
    char *rest = strchr(line, '\t');
    if (rest == NULL) {
        return strcmp(line, "end") == 0;
    }
    *rest++ = '\0';
    if (strcmp(line, "state") == 0) {
        set_state(report, rest);
    } else if (strcmp(line, "why") == 0) {
        set_words(&report->why, rest);
    } else if (strcmp(line, "scenario") == 0) {
        set_words(&report->scenario, rest);
    } else if (strcmp(line, "kind") == 0) {
        set_kind(report, rest);
    } else if (strcmp(line, "words") == 0) {
        set_words(&report->words, rest);
    } else if (strcmp(line, "role") == 0) {
        add_role(report, rest);
    } else if (strcmp(line, "event") == 0) {
        add_event(report, rest);
    } else if (strcmp(line, "hoisted") == 0) {
        set_hoisted(report, rest);
    } else if (strcmp(line, "repair") == 0) {
        add_order(&report->repair, &report->repair_count, rest, false);
    } else if (strcmp(line, "atomic") == 0) {
        set_words(&report->atomic, rest);
    } else if (strcmp(line, "order") == 0) {
        add_order(&report->orders, &report->order_count, rest, true);
    } else if (strcmp(line, "weakest") == 0) {
        set_weakest(report, rest);
    } else if (strcmp(line, "place") == 0) {
        lines_want(&report->lines, strtoull(rest, NULL, 16));
    } else if (strcmp(line, "numbers") == 0) {
        report->executions = strtoull(rest, NULL, 10);
    }
    return false;
}

/* A finding without its parts is none. */
static bool is_complete(const struct races_report *report)
{
    return report->state != RACES_FOUND ||
           (report->scenario != NULL && report->words != NULL && report->role_count > 0);
}

void races_read(struct races_report *report, const char *source, const char *output)
{
    AUTO_FREE char *copy = memory_copy_string(output);
    char *lines = strstr(copy, separator);
    if (lines != NULL) {
        *lines = '\0';
    }
    bool whole = false;
    char *rest = NULL;
    for (char *line = strtok_r(copy, "\n", &rest); line != NULL && !whole;
         line = strtok_r(NULL, "\n", &rest)) {
        whole = take_line(report, line);
    }
    if (!whole || !is_complete(report)) {
        report->state = RACES_BROKEN;
    }
    if (lines != NULL) {
        lines_read(&report->lines, source, lines + strlen(separator));
    }
}

static void orders_finish(struct races_order *orders, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(orders[i].operation);
        free(orders[i].object);
        free(orders[i].asked);
        free(orders[i].alone);
        free(orders[i].together);
    }
    free(orders);
}

void races_report_finish(struct races_report *report)
{
    for (size_t i = 0; i < report->event_count; i++) {
        free(report->events[i].words);
    }
    for (unsigned i = 0; i < report->role_count; i++) {
        free(report->roles[i]);
    }
    orders_finish(report->repair, report->repair_count);
    orders_finish(report->orders, report->order_count);
    free(report->events);
    free(report->why);
    free(report->scenario);
    free(report->atomic);
    free(report->words);
    free(report->loop_object);
    lines_finish(&report->lines);
    *report = (struct races_report){0};
}
