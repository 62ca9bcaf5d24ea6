/* The deaths of ring_halves.h. No checks here. */
#include "ring_halves.h"

#include "ring_layout.h"

#define LOOK_HALVES                                                                                \
    "ring_buffer.h, the end: a number that the other side reads changes by one store. In two "     \
    "halves, a kill, or the other side's look, falls between them. _Atomic uint64_t is one word"

enum { CAPACITY = 3 };

struct edge {
    struct layout *layout;
    uint32_t held; /* before the call */
    bool pushing;
};

static void tell_of_death(const struct edge *edge)
{
    check_situation("A ring of %u items of one byte holds %u. We set the numbers with which your "
                    "ring counts to what they are after %llu items. A process is killed in %s, "
                    "where the low 32 bits of such a number start again at 0. A successor goes on.",
                    edge->layout->trial.capacity, edge->held,
                    (unsigned long long)edge->layout->items,
                    edge->pushing ? "ring_push" : "ring_pop");
}

static void expect_usable(struct edge *edge, struct actor *successor)
{
    struct layout *layout = edge->layout;
    uint32_t happened = edge->pushing ? edge->held + 1 : edge->held - 1;
    uint32_t count = trial_count(&layout->trial, successor);
    uint32_t popped = 0;
    unsigned char byte;
    char expected[96];
    snprintf(expected, sizeof expected, "a count of %u (the %s did not happen) or %u (it did)",
             edge->held, edge->pushing ? "push" : "pop", happened);
    expect_that(count == edge->held || count == happened, LOOK_HALVES, expected, "it counted %u",
                count);
    while (popped <= layout->trial.capacity && layout_pop(layout, successor, &byte)) {
        popped++;
    }
    snprintf(expected, sizeof expected, "%u items to be popped: so many it counted", count);
    expect_that(popped == count, LOOK_HALVES, expected, "%u could be popped, then it failed",
                popped);
}

static void succeed(struct area *area, unsigned change, void *context)
{
    (void)change;
    struct edge *edge = context;
    struct actor *successor = actor_spawn("the successor");
    area_map(area, successor);
    tell_of_death(edge);
    expect_usable(edge, successor);
    actor_kill(successor);
}

/* A word that grows by `rise` has come to its last value, or is in the last lap before it. */
static bool is_at_edge(const struct layout *layout, uint32_t rise)
{
    uint32_t step = rise / layout_window_items(layout);
    return layout_largest(layout, rise) > UINT32_MAX - (step == 0 ? 1 : step);
}

/* One lap of the process, item by item. */
static void die_in_lap(struct layout *layout, uint32_t rise)
{
    struct edge edge = {.layout = layout, .pushing = true};
    unsigned char byte = 'x';
    struct area *area = layout->trial.area;
    for (; edge.held < layout->trial.capacity; edge.held++) {
        if (is_at_edge(layout, rise)) {
            actor_call_stepped(layout->process, area, succeed, &edge, &ring_push, AREA(area),
                               NAMED("item", BYTES(&byte, 1)));
        } else {
            layout_push(layout, layout->process, byte);
        }
        layout->items++;
    }
    for (edge.pushing = false; edge.held > 0; edge.held--) {
        if (is_at_edge(layout, rise)) {
            actor_call_stepped(layout->process, area, succeed, &edge, &ring_pop, AREA(area),
                               NAMED("&item", BUFFER(&byte, 1)));
        } else {
            layout_pop(layout, layout->process, &byte);
        }
    }
}

/* The way across again, with all its deaths. */
static void die_across(struct layout *layout, uint32_t rise, const uint32_t *before)
{
    memcpy(layout->words, before, layout->count * sizeof before[0]);
    layout_hand_over(layout);
    for (uint32_t lap = 0; lap < layout_laps_across(layout); lap++) {
        die_in_lap(layout, rise);
    }
}

static bool has_halves(const struct layout *layout, uint32_t rise)
{
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->rise[i] == rise && layout->wide[i]) {
            return true;
        }
    }
    return false;
}

/* True when the words that grow by `rise` have crossed, and what came of it is understood. */
static bool cross(struct layout *layout, uint32_t rise, uint32_t *before, uint64_t *items)
{
    if (!layout_approach(layout, rise, (uint64_t)1 << 32)) {
        return false;
    }
    memcpy(before, layout->words, layout->count * sizeof before[0]);
    *items = layout->items;
    for (uint32_t lap = 0; lap < layout_laps_across(layout); lap++) {
        if (!layout_fill(layout, true) || !layout_drain(layout, true)) {
            return false; /* past-4-billion tells it */
        }
    }
    return layout_confirm_across(layout, before);
}

void halves_die_where_they_wrap(void)
{
    static struct layout layout;
    uint32_t before[LAYOUT_WORDS_MAX];
    uint64_t items;
    check_situation("A ring of %d items of one byte, filled and emptied again and again.",
                    CAPACITY);
    if (!layout_learn(&layout, CAPACITY)) {
        return;
    }
    for (uint32_t rise = layout_rise_below(&layout, (uint64_t)1 << 32); rise != 0;
         rise = layout_rise_below(&layout, rise)) {
        if (!cross(&layout, rise, before, &items)) {
            return;
        }
        if (has_halves(&layout, rise)) {
            layout.items = items;
            die_across(&layout, rise, before);
        }
    }
}
