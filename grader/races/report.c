#include "races/report.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

enum { PLACE_MAX = 80, VALUE_MAX = 40, PLACES_MAX = 400 };

static const char *kind_name(enum finding_kind kind)
{
    static const char *const names[FINDING_KINDS] = {
        [FINDING_MISUSE] = "misuse", [FINDING_RACE] = "race",       [FINDING_CRASH] = "crash",
        [FINDING_STUCK] = "stuck",   [FINDING_OUTCOME] = "outcome",
    };
    return names[kind];
}

/* --- values -------------------------------------------------------------------------------- */

/* Bytes that look like a text, as C would write it; false when they do not. */
static bool text_of(const struct event *event, char *words, size_t size)
{
    char bytes[9] = "";
    memcpy(bytes, &event->value, event->size < 8 ? event->size : 8);
    const size_t length = strlen(bytes);
    for (size_t i = 0; i < length; i++) {
        if (!isprint((unsigned char)bytes[i]) || bytes[i] == '"' || bytes[i] == '\\') {
            return false;
        }
    }
    if (length == 0 || (event->size <= 8 && (event->size == 4 || event->size == 8) && length < 3)) {
        return false;
    }
    snprintf(words, size, "\"%s\"%s", bytes, length == 8 && event->size > 8 ? "…" : "");
    return true;
}

static void value_words(const struct event *event, uint64_t value, char *words, size_t size)
{
    if (event->size > 8) {
        snprintf(words, size, "%" PRIu32 " bytes", event->size);
    } else if (event->size == 4) {
        snprintf(words, size, "%" PRId32, (int32_t)(uint32_t)value);
    } else {
        snprintf(words, size, "%" PRIu64, value);
    }
}

static void plain_words(const struct event *event, const char *place, char *words, size_t size)
{
    char value[VALUE_MAX];
    const bool text = text_of(event, value, sizeof value);
    if (!text) {
        value_words(event, event->value, value, sizeof value);
    }
    const bool read = event->kind == EVENT_READ;
    snprintf(words, size, "%s %s%s%s%s", read ? "reads" : "writes", place,
             text || event->size <= 8 ? (read ? " == " : " = ") : ", ", value,
             event->is_volatile ? " (volatile)" : "");
}

/* "(relaxed, old: 1 newer)": what is behind an atomic access. */
static void order_words(const struct event *event, char *words, size_t size)
{
    char age[48] = "";
    if (event->age > 0) {
        const char *what = event->kind == EVENT_STORE ? "put before" : "old:";
        snprintf(age, sizeof age, ", %s %u newer", what, event->age);
    }
    snprintf(words, size, "(%s%s)", order_name(event->order), age);
}

/* --- calls on objects ---------------------------------------------------------------------- */

static void object_place(const struct report *report, int number, char *place, size_t size)
{
    const struct object *object = &report->world->objects[number];
    if (object->key < report->world->mapped_size) {
        fields_name(report->fields, (uint32_t)object->key, place, size);
    } else {
        snprintf(place, size, "%s", object->name);
    }
}

static void object_words(const struct report *report, const struct event *event, char *words,
                         size_t size)
{
    static const char *const results[] = {
        [OBJECT_DONE] = "",
        [OBJECT_BUSY] = ": not now",
        [OBJECT_TIMED_OUT] = ": times out",
        [OBJECT_INTERRUPTED] = ": EINTR",
        [OBJECT_SLEEPS] = ": goes to sleep",
        [OBJECT_WAKES] = ": wakes up",
        [OBJECT_STUCK] = ": never comes back",
    };
    char place[PLACE_MAX];
    object_place(report, event->object, place, sizeof place);
    snprintf(words, size, "%s(%s)%s", event->name, place,
             event->value < OBJECT_RESULTS ? results[event->value] : "");
}

/* --- events -------------------------------------------------------------------------------- */

/* "stores turn = 1 (relaxed)" */
static void event_words(const struct report *report, const struct event *event, char *words,
                        size_t size)
{
    char place[PLACE_MAX] = "";
    char value[VALUE_MAX];
    char old[VALUE_MAX];
    if (event->object >= 0) {
        object_place(report, event->object, place, sizeof place);
    } else if (event->size > 0) {
        fields_name(report->fields, event->offset, place, sizeof place);
    }
    value_words(event, event->value, value, sizeof value);
    value_words(event, event->old, old, sizeof old);
    char order[64];
    order_words(event, order, sizeof order);
    switch (event->kind) {
    case EVENT_READ:
    case EVENT_WRITE:
        plain_words(event, place, words, size);
        break;
    case EVENT_LOAD:
        snprintf(words, size, "loads %s == %s %s", place, value, order);
        break;
    case EVENT_STORE:
        snprintf(words, size, "stores %s = %s %s", place, value, order);
        break;
    case EVENT_MODIFY:
        snprintf(words, size, "changes %s from %s to %s %s", place, old, value, order);
        break;
    case EVENT_COMPARE:
        snprintf(words, size, "finds %s == %s: no exchange %s", place, value, order);
        break;
    case EVENT_FENCE:
        snprintf(words, size, "fence %s", order);
        break;
    case EVENT_OBJECT:
        object_words(report, event, words, size);
        break;
    case EVENT_WAIT:
        snprintf(words, size, "waits until %s changes", place);
        break;
    case EVENT_PAUSE:
        snprintf(words, size, "sleeps, or lets others run");
        break;
    case EVENT_CALL:
        snprintf(words, size, "%s", event->name);
        break;
    case EVENT_END:
        snprintf(words, size, "has done all its calls");
        break;
    case EVENT_KILLED:
        snprintf(words, size, "is killed before this");
        break;
    case EVENT_FAULT:
        snprintf(words, size, "here");
        break;
    case EVENT_NONE:
    case EVENT_START:
        snprintf(words, size, " ");
        break;
    }
}

/* Plain reads matter where they meet a write, or where they led to a wrong result. */
static bool is_told(const struct event *event, enum finding_kind kind)
{
    return event->process > 0 && event->kind != EVENT_START &&
           (event->kind != EVENT_READ || kind == FINDING_OUTCOME);
}

/* The next would say the same again. */
static bool repeats(const struct event *event, const struct event *before)
{
    return before != NULL && event->process == before->process && event->kind == before->kind &&
           event->address == before->address && event->address != 0 &&
           event->value == before->value && event->offset == before->offset;
}

static uintptr_t place_of(const struct world *world, const struct event *event)
{
    return world_place(world, event->process, event->address);
}

static bool is_place_known(const uintptr_t *places, size_t count, uintptr_t place)
{
    for (size_t i = 0; i < count; i++) {
        if (places[i] == place) {
            return true;
        }
    }
    return place == 0;
}

static void print_places(FILE *out, const struct world *world, unsigned last)
{
    uintptr_t places[PLACES_MAX];
    size_t count = 0;
    for (unsigned i = 1; i <= last && count < PLACES_MAX; i++) {
        const uintptr_t place = place_of(world, &world->events[i]);
        if (!is_place_known(places, count, place)) {
            places[count++] = place;
            fprintf(out, "place\t%" PRIxPTR "\n", place);
        }
    }
}

static void print_event(const struct report *report, const struct finding *finding, unsigned number)
{
    const struct event *event = &report->world->events[number];
    char words[256];
    event_words(report, event, words, sizeof words);
    const int mark = number == finding->first ? 1 : number == finding->second ? 2 : 0;
    const int age = event->kind == EVENT_LOAD ? event->age : -1;
    fprintf(report->out, "event\t%u\t%d\t%" PRIxPTR "\t%d\t%s\n", event->process, mark,
            place_of(report->world, event), age, words);
}

/* Behind a misuse, or a race, nothing means anything. */
static unsigned last_event(const struct world *world, const struct finding *finding)
{
    if (finding->second > 0) {
        return finding->second;
    }
    return finding->kind == FINDING_MISUSE || finding->kind == FINDING_CRASH
               ? finding->first
               : world->event_count - 1;
}

void report_counterexample(const struct report *report, const struct finding *finding,
                           const struct counterexample *counterexample)
{
    FILE *out = report->out;
    const struct world *world = report->world;
    fprintf(out, "scenario\t%s\n", world->scenario->did);
    fprintf(out, "kind\t%s\n", kind_name(finding->kind));
    if (finding->kind == FINDING_RACE) {
        char place[PLACE_MAX];
        uint32_t byte = 0;
        sscanf(finding->words, "byte %" SCNu32, &byte);
        fields_name(report->fields, byte, place, sizeof place);
        fprintf(out, "words\t%s\n", place);
    } else {
        fprintf(out, "words\t%s\n", finding->words);
    }
    fprintf(out, "surprises\t%u\n", counterexample->surprises);
    for (unsigned i = 1; i < world->process_count; i++) {
        fprintf(out, "role\t%u\t%s\n", i, world_name(world, i));
    }
    const unsigned last = last_event(world, finding);
    const struct event *before = NULL;
    for (unsigned i = 1; i <= last; i++) {
        const struct event *event = &world->events[i];
        const bool marked = i == finding->first || i == finding->second;
        if (marked || (is_told(event, finding->kind) && !repeats(event, before))) {
            print_event(report, finding, i);
            before = event;
        }
    }
    print_places(out, world, last);
}

/* --- orders -------------------------------------------------------------------------------- */

static void print_site(const struct report *report, const struct order_site *site)
{
    char name[PLACE_MAX] = "";
    if (site->use != ORDER_FENCE) {
        fields_name(report->fields, site->offset, name, sizeof name);
    }
    fprintf(report->out, "\t%" PRIxPTR "\t%s\t%s", site->place, order_use_name(site->use), name);
}

void report_repair(const struct report *report, const struct orders *orders)
{
    for (unsigned i = 0; i < orders->count; i++) {
        const struct order_site *site = &orders->sites[i];
        if (site->taken != site->asked) {
            fprintf(report->out, "repair");
            print_site(report, site);
            fprintf(report->out, "\t%s\t%s\nplace\t%" PRIxPTR "\n", order_name(site->asked),
                    order_name(site->taken), site->place);
        }
    }
    if (orders->atomic_size > 0) {
        char name[PLACE_MAX];
        fields_name(report->fields, orders->atomic_offset, name, sizeof name);
        fprintf(report->out, "atomic\t%s\n", name);
    }
}

void report_weakest(const struct report *report, const struct weakest *weakest)
{
    for (unsigned i = 0; i < weakest->orders.count; i++) {
        const struct order_site *site = &weakest->orders.sites[i];
        if (!site->varies) {
            fprintf(report->out, "order");
            print_site(report, site);
            fprintf(report->out, "\t%s\t%s\t%s\nplace\t%" PRIxPTR "\n", order_name(site->asked),
                    order_name(weakest->alone[i]), order_name(site->taken), site->place);
        }
    }
    fprintf(report->out, "weakest\t%s\n", weakest->unfinished ? "unfinished" : "all");
}

void report_hoisted(const struct report *report, const struct hoisted *hoisted)
{
    fprintf(report->out, "hoisted\t%u\t%u\t%s\n", hoisted->loop_line, hoisted->read_line,
            hoisted->place);
}
