#include "races/report.h"

#include "races/event_words.h"

#include <inttypes.h>
#include <string.h>

enum { PLACE_MAX = 80, PLACES_MAX = 400 };

static const char *kind_name(enum finding_kind kind)
{
    static const char *const names[FINDING_KINDS] = {
        [FINDING_MISUSE] = "misuse", [FINDING_RACE] = "race",       [FINDING_CRASH] = "crash",
        [FINDING_STUCK] = "stuck",   [FINDING_OUTCOME] = "outcome",
    };
    return names[kind];
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
    event_words(&(struct event_names){.world = report->world, .fields = report->fields}, event,
                words, sizeof words);
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
