/* The watching of ring_layout.h. No checks here. */
#include "ring_layout.h"

enum {
    WINDOWS_BEFORE = 2, /* a crossing begins so early: some count on circles that end just below */
    WINDOWS_ACROSS = 4,
    REHEARSAL = 64, /* so small a part below a boundary nothing is at its end */
};

static uint32_t window_laps(const struct layout *layout)
{
    return 2 * (layout->trial.capacity + 1);
}

uint32_t layout_window_items(const struct layout *layout)
{
    return window_laps(layout) * layout->trial.capacity;
}

/* --- one lap ---------------------------------------------------------------------------------- */

bool layout_push(struct layout *layout, struct actor *actor, unsigned char byte)
{
    struct reply reply = actor_call_quick(actor, &ring_push, AREA(layout->trial.area),
                                          NAMED("item", BYTES(&byte, 1)));
    return reply.value == 0;
}

bool layout_pop(struct layout *layout, struct actor *actor, unsigned char *byte)
{
    struct reply reply = actor_call_quick(actor, &ring_pop, AREA(layout->trial.area),
                                          NAMED("&item", BUFFER(byte, 1)));
    return reply.value == 0;
}

static bool is_wrong(struct layout *layout, const char *expected, const char *observed)
{
    layout->expected = expected;
    snprintf(layout->observed, sizeof layout->observed, "%s", observed);
    return false;
}

static bool count_is(struct layout *layout, uint32_t wanted, const char *expected)
{
    uint32_t count = trial_ask_count(&layout->trial, layout->process);
    if (count != wanted) {
        is_wrong(layout, expected, "");
        snprintf(layout->observed, sizeof layout->observed, "it counted %u", count);
    }
    return count == wanted;
}

static unsigned char byte_of(uint32_t i, bool vary)
{
    return (unsigned char)(vary ? 'a' + i : 'x');
}

bool layout_fill(struct layout *layout, bool vary)
{
    for (uint32_t i = 0; i < layout->trial.capacity; i++) {
        if (!layout_push(layout, layout->process, byte_of(i, vary))) {
            return is_wrong(layout, "0: there is room", "it failed, as if the ring were full");
        }
        layout->items++;
    }
    if (layout_push(layout, layout->process, '!')) {
        return is_wrong(layout, "-1 with errno EAGAIN: the ring is full", "it returned 0");
    }
    return count_is(layout, layout->trial.capacity, "a count of all the slots: the ring is full");
}

bool layout_drain(struct layout *layout, bool vary)
{
    unsigned char byte;
    for (uint32_t i = 0; i < layout->trial.capacity; i++) {
        if (!layout_pop(layout, layout->process, &byte)) {
            return is_wrong(layout, "0, and the oldest item",
                            "it failed, as if the ring were empty");
        }
        if (byte != byte_of(i, vary)) {
            layout->wrong_item = true;
            return is_wrong(layout, "0, and the oldest item", "it returned 0 and another item");
        }
    }
    if (layout_pop(layout, layout->process, &byte)) {
        return is_wrong(layout, "-1 with errno EAGAIN: the ring is empty", "it returned 0");
    }
    return count_is(layout, 0, "a count of 0: the ring is empty");
}

void layout_hand_over(struct layout *layout)
{
    actor_kill(layout->process);
    layout->process = actor_spawn(NULL);
    area_map(layout->trial.area, layout->process);
}

/* --- the words -------------------------------------------------------------------------------- */

static bool pass_laps(struct layout *layout, uint32_t laps)
{
    while (laps-- > 0) {
        if (!layout_fill(layout, false) || !layout_drain(layout, false)) {
            return false;
        }
    }
    return true;
}

/* A number that falls, turned over bit by bit, grows; and where it borrows from the word above, that
 * one, turned over, takes a carry. */
static uint32_t grown(const struct layout *layout, size_t i, uint32_t word)
{
    return word ^ layout->turned[i];
}

static void turn_over(struct layout *layout, size_t i)
{
    layout->turned[i] = UINT32_MAX;
    layout->rise[i] = -layout->rise[i];
    if (i + 1 < layout->count) {
        layout->turned[i + 1] = UINT32_MAX; /* should it grow itself, its turn comes yet */
    }
}

static bool learn_rises(struct layout *layout)
{
    uint32_t first[LAYOUT_WORDS_MAX];
    uint32_t second[LAYOUT_WORDS_MAX];
    /* What is only set up in the first laps will have been. */
    if (!pass_laps(layout, 2)) {
        return false;
    }
    memcpy(first, layout->words, layout->count * sizeof first[0]);
    if (!pass_laps(layout, window_laps(layout))) {
        return false;
    }
    memcpy(second, layout->words, layout->count * sizeof second[0]);
    if (!pass_laps(layout, window_laps(layout))) {
        return false;
    }
    for (size_t i = 0; i < layout->count; i++) {
        layout->rise[i] = second[i] - first[i];
        if (layout->words[i] - second[i] != layout->rise[i]) {
            return false;
        }
        if (layout->rise[i] >> 31 != 0) {
            turn_over(layout, i);
        } else if (layout->rise[i] != 0) {
            layout->turned[i] = 0;
        }
    }
    return true;
}

/* A ring that its next process cannot use has other troubles; survives-a-kill tells them. */
static bool can_be_handed_over(struct layout *layout)
{
    layout_hand_over(layout);
    return pass_laps(layout, 1);
}

bool layout_learn(struct layout *layout, uint32_t capacity)
{
    *layout = (struct layout){.process = actor_spawn(NULL)};
    layout->trial = trial_make(layout->process, capacity, 1);
    layout->words = (uint32_t *)(void *)area_bytes(layout->trial.area);
    layout->count = area_size(layout->trial.area) / sizeof layout->words[0];
    return layout->count <= LAYOUT_WORDS_MAX && learn_rises(layout) && can_be_handed_over(layout);
}

uint32_t layout_rise_below(const struct layout *layout, uint64_t limit)
{
    uint32_t best = 0;
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->rise[i] < limit && layout->rise[i] > best) {
            best = layout->rise[i];
        }
    }
    return best;
}

uint32_t layout_largest(const struct layout *layout, uint32_t rise)
{
    uint32_t largest = 0;
    for (size_t i = 0; i < layout->count; i++) {
        uint32_t word = grown(layout, i, layout->words[i]);
        if (layout->rise[i] == rise && word > largest) {
            largest = word;
        }
    }
    return largest;
}

static bool skip(struct layout *layout, uint64_t windows)
{
    for (size_t i = 0; i < layout->count; i++) {
        uint64_t sum = grown(layout, i, layout->words[i]) + windows * layout->rise[i];
        if (layout->rise[i] == 0) {
            continue;
        }
        if (sum >> 32 != 0 && !layout->wide[i] && !layout->narrow[i]) {
            return false;
        }
        layout->words[i] = grown(layout, i, (uint32_t)sum);
        if (layout->wide[i]) {
            uint32_t above = grown(layout, i + 1, layout->words[i + 1]) + (uint32_t)(sum >> 32);
            layout->words[i + 1] = grown(layout, i + 1, above);
        }
    }
    layout->items += windows * layout_window_items(layout);
    return true;
}

static bool is_confirmed(struct layout *layout, const uint32_t *before, uint32_t windows)
{
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->rise[i] == 0) {
            continue;
        }
        uint32_t now = grown(layout, i, layout->words[i]);
        if (now - grown(layout, i, before[i]) != windows * layout->rise[i]) {
            return false; /* it has started again somewhere */
        }
        if (now < grown(layout, i, before[i])) {
            bool carried = i + 1 < layout->count && layout->rise[i + 1] == 0 &&
                           grown(layout, i + 1, layout->words[i + 1]) ==
                               grown(layout, i + 1, before[i + 1]) + 1;
            layout->wide[i] = carried;
            layout->narrow[i] = !carried;
        }
    }
    return true;
}

/* --- boundaries ------------------------------------------------------------------------------- */

/* To less than a window below the goal; false where nobody knows how. */
static bool go_below(struct layout *layout, uint32_t rise, uint64_t goal)
{
    uint64_t base = layout_largest(layout, rise);
    if (base + rise > goal) {
        return true; /* near enough */
    }
    bool known = skip(layout, (goal - base) / rise);
    layout_hand_over(layout);
    return known;
}

/* A window of real items far from any boundary must go as ever. Else these are numbers that start
 * again somewhere, and what we made of them is no state of the ring. */
static bool rehearse(struct layout *layout, uint32_t rise, uint64_t boundary)
{
    uint32_t before[LAYOUT_WORDS_MAX];
    if (!go_below(layout, rise, boundary - boundary / REHEARSAL)) {
        return false;
    }
    memcpy(before, layout->words, layout->count * sizeof before[0]);
    for (uint32_t lap = 0; lap < window_laps(layout); lap++) {
        if (!layout_fill(layout, true) || !layout_drain(layout, true)) {
            return false;
        }
    }
    return is_confirmed(layout, before, 1);
}

bool layout_approach(struct layout *layout, uint32_t rise, uint64_t boundary)
{
    return rehearse(layout, rise, boundary) &&
           go_below(layout, rise, boundary - 1 - (uint64_t)WINDOWS_BEFORE * rise);
}

uint32_t layout_laps_across(const struct layout *layout)
{
    return WINDOWS_ACROSS * window_laps(layout);
}

bool layout_confirm_across(struct layout *layout, const uint32_t *before)
{
    return is_confirmed(layout, before, WINDOWS_ACROSS);
}
