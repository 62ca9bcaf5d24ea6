/* past-4-billion: items beyond the numbers of 32 bits, in a few milliseconds.
 *
 * We do not know the learner's struct, but we can watch it. Items of one constant byte go
 * through the ring in windows of 2 * capacity * (capacity + 1) items, whole laps, however one
 * counts laps: positions modulo capacity, capacity + 1 or 2 * capacity come back to where they
 * were, and only numbers that grow without end differ, by the same amount each window. Adding
 * that amount m times makes the ring what it would be m windows later. So we go to right before
 * a boundary and let real items cross it. A number of 64 bits shows when its low word wraps: the
 * word above goes up by one. From then on carries go there. What cannot be understood so (a word
 * that grows unevenly, or falls) is not judged. */
#include "ring_trial.h"

enum { WORDS_MAX = 1024, LAPS_BEYOND = 3 };

#define LOOK_WEAR                                                                                  \
    "The difference of two unsigned 32-bit counters survives the wrap; their remainder by a "      \
    "capacity that is no power of two does not, nor does <, nor int. Count in 64 bits, or let "    \
    "a position run over two laps and start again"

struct wear {
    struct actor *process;
    struct trial trial;
    uint32_t *words; /* of the ring */
    size_t count;
    uint32_t rise[WORDS_MAX]; /* per window; 0: constant */
    bool wide[WORDS_MAX];     /* the low half of 64 bits */
    bool narrow[WORDS_MAX];   /* wrapped, and nobody took the carry */
    uint64_t items;           /* that have passed, really or by our doing */
};

static uint32_t window_items(const struct wear *wear)
{
    return 2 * wear->trial.capacity * (wear->trial.capacity + 1);
}

/* --- one lap ---------------------------------------------------------------------------------- */

/* What was wrong in a lap, for check_fail. */
struct wrong {
    const char *expected;
    char observed[ITEM_TEXT];
};

static bool push_byte(struct wear *wear, unsigned char byte)
{
    struct reply reply = actor_call_quick(wear->process, &ring_push, AREA(wear->trial.area),
                                          NAMED("item", BYTES(&byte, 1)));
    wear->items += !reply.failed;
    return reply.value == 0;
}

static bool pop_byte(struct wear *wear, unsigned char *byte)
{
    struct reply reply = actor_call_quick(wear->process, &ring_pop, AREA(wear->trial.area),
                                          NAMED("&item", BUFFER(byte, 1)));
    return reply.value == 0;
}

static bool is_wrong(struct wrong *wrong, const char *expected, const char *observed)
{
    wrong->expected = expected;
    snprintf(wrong->observed, sizeof wrong->observed, "%s", observed);
    return false;
}

static bool count_is(struct wear *wear, uint32_t wanted, const char *expected, struct wrong *wrong)
{
    uint32_t count = trial_count(&wear->trial, wear->process);
    if (count != wanted) {
        is_wrong(wrong, expected, "");
        snprintf(wrong->observed, sizeof wrong->observed, "it counted %u", count);
    }
    return count == wanted;
}

static bool fill_rightly(struct wear *wear, struct wrong *wrong)
{
    for (uint32_t i = 0; i < wear->trial.capacity; i++) {
        if (!push_byte(wear, (unsigned char)('a' + i))) {
            return is_wrong(wrong, "0: there is room", "it failed, as if the ring were full");
        }
    }
    if (push_byte(wear, '!')) {
        return is_wrong(wrong, "-1 with errno EAGAIN: the ring is full", "it returned 0");
    }
    return count_is(wear, wear->trial.capacity, "a count of all the slots: the ring is full",
                    wrong);
}

static bool drain_rightly(struct wear *wear, struct wrong *wrong)
{
    unsigned char byte;
    for (uint32_t i = 0; i < wear->trial.capacity; i++) {
        if (!pop_byte(wear, &byte)) {
            return is_wrong(wrong, "0, and the oldest item",
                            "it failed, as if the ring were empty");
        }
        if (byte != 'a' + i) {
            return is_wrong(wrong, "0, and the oldest item", "it returned 0 and another item");
        }
    }
    if (pop_byte(wear, &byte)) {
        return is_wrong(wrong, "-1 with errno EAGAIN: the ring is empty", "it returned 0");
    }
    return count_is(wear, 0, "a count of 0: the ring is empty", wrong);
}

static bool pass_lap(struct wear *wear)
{
    unsigned char byte;
    bool right = true;
    for (uint32_t i = 0; i < wear->trial.capacity; i++) {
        right = push_byte(wear, 'x') && right;
    }
    for (uint32_t i = 0; i < wear->trial.capacity; i++) {
        right = pop_byte(wear, &byte) && right;
    }
    return right;
}

/* What a process remembers by itself would not fit to numbers that we have set: another takes
 * over. */
static void hand_over(struct wear *wear)
{
    actor_kill(wear->process);
    wear->process = actor_spawn(NULL);
    area_map(wear->trial.area, wear->process);
}

/* --- the layout, from outside ----------------------------------------------------------------- */

static bool pass_window(struct wear *wear)
{
    bool right = true;
    for (uint32_t lap = 0; lap < window_items(wear) / wear->trial.capacity; lap++) {
        right = pass_lap(wear) && right;
    }
    return right;
}

/* False when some word grows in a way that we do not understand, or the ring has other troubles. */
static bool learn_layout(struct wear *wear)
{
    uint32_t first[WORDS_MAX];
    uint32_t second[WORDS_MAX];
    /* What is only set up in the first laps will have been. */
    if (!pass_lap(wear) || !pass_lap(wear)) {
        return false;
    }
    memcpy(first, wear->words, wear->count * sizeof first[0]);
    if (!pass_window(wear)) {
        return false;
    }
    memcpy(second, wear->words, wear->count * sizeof second[0]);
    if (!pass_window(wear)) {
        return false;
    }
    for (size_t i = 0; i < wear->count; i++) {
        wear->rise[i] = second[i] - first[i];
        bool falls = wear->rise[i] >> 31 != 0;
        if (falls || wear->words[i] - second[i] != wear->rise[i]) {
            return false;
        }
    }
    return true;
}

/* A ring that its next process cannot use has other troubles; survives-a-kill tells them. */
static bool can_be_handed_over(struct wear *wear)
{
    struct wrong wrong;
    hand_over(wear);
    return fill_rightly(wear, &wrong) && drain_rightly(wear, &wrong);
}

/* Makes the ring what it is `windows` windows later. False where a carry would go nobody knows
 * where. */
static bool skip_windows(struct wear *wear, uint64_t windows)
{
    for (size_t i = 0; i < wear->count; i++) {
        uint64_t sum = wear->words[i] + windows * wear->rise[i];
        if (wear->rise[i] == 0) {
            continue;
        }
        if (sum >> 32 != 0 && !wear->wide[i] && !wear->narrow[i]) {
            return false;
        }
        wear->words[i] = (uint32_t)sum;
        if (wear->wide[i]) {
            wear->words[i + 1] += (uint32_t)(sum >> 32);
        }
    }
    wear->items += windows * window_items(wear);
    return true;
}

static void learn_widths(struct wear *wear, const uint32_t *before)
{
    for (size_t i = 0; i < wear->count; i++) {
        if (wear->rise[i] != 0 && wear->words[i] < before[i]) {
            bool carried = i + 1 < wear->count && wear->rise[i + 1] == 0 &&
                           wear->words[i + 1] == before[i + 1] + 1;
            wear->wide[i] = carried;
            wear->narrow[i] = !carried;
        }
    }
}

/* The largest value among the words that grow by `rise`. */
static uint32_t largest_of(const struct wear *wear, uint32_t rise)
{
    uint32_t largest = 0;
    for (size_t i = 0; i < wear->count; i++) {
        if (wear->rise[i] == rise && wear->words[i] > largest) {
            largest = wear->words[i];
        }
    }
    return largest;
}

/* --- the crossing ----------------------------------------------------------------------------- */

/* Brings the words that grow by `rise` to right before 2^power, and real items beyond it. */
static bool cross(struct wear *wear, uint32_t rise, unsigned power)
{
    uint64_t boundary = (uint64_t)1 << power;
    uint64_t base = largest_of(wear, rise);
    uint32_t capacity = wear->trial.capacity;
    uint32_t before[WORDS_MAX];
    if (base >= boundary) {
        return true; /* passed already, with larger steps */
    }
    if (!skip_windows(wear, (boundary - 1 - base) / rise)) {
        return false;
    }
    memcpy(before, wear->words, wear->count * sizeof before[0]);
    uint64_t left = (boundary - largest_of(wear, rise)) * window_items(wear) / rise;
    check_situation(
        "A ring of %u items of one byte. We set the numbers with which your ring counts to what "
        "they are after %llu items, and filled and emptied it some more times.",
        capacity, (unsigned long long)wear->items);
    hand_over(wear);
    for (uint64_t lap = 0; lap <= left / capacity + LAPS_BEYOND; lap++) {
        struct wrong wrong;
        if (!fill_rightly(wear, &wrong) || !drain_rightly(wear, &wrong)) {
            check_fail(LOOK_WEAR, wrong.expected, "%s", wrong.observed);
        }
    }
    learn_widths(wear, before);
    return true;
}

/* The next smaller rise: numbers that grow fast come to a boundary first. */
static uint32_t rise_below(const struct wear *wear, uint64_t limit)
{
    uint32_t best = 0;
    for (size_t i = 0; i < wear->count; i++) {
        if (wear->rise[i] < limit && wear->rise[i] > best) {
            best = wear->rise[i];
        }
    }
    return best;
}

static void wear_out(uint32_t capacity)
{
    struct wear wear = {.process = actor_spawn(NULL)};
    check_situation("A ring of %u items of one byte, filled and emptied again and again.",
                    capacity);
    wear.trial = trial_make(wear.process, capacity, 1);
    wear.words = (uint32_t *)(void *)area_bytes(wear.trial.area);
    wear.count = area_size(wear.trial.area) / sizeof wear.words[0];
    if (wear.count > WORDS_MAX || !learn_layout(&wear) || !can_be_handed_over(&wear)) {
        return;
    }
    for (uint32_t rise = rise_below(&wear, (uint64_t)1 << 32); rise != 0;
         rise = rise_below(&wear, rise)) {
        if (!cross(&wear, rise, 31) || !cross(&wear, rise, 32)) {
            return;
        }
    }
}

CHECK_NATIVELY(past_4_billion)
{
    static const uint32_t capacities[] = {3, 4, 5, 6};
    check_on_one_processor();
    for (size_t i = 0; i < sizeof capacities / sizeof capacities[0]; i++) {
        wear_out(capacities[i]);
    }
}
