/* past-4-billion: items beyond the numbers of 32 bits, in a few milliseconds. ring_layout.h sets
 * the ring to what it is right before a boundary, and real items cross it. And a slot that is more
 * than 4 billion bytes from the first. */
#include "ring_far.h"
#include "ring_layout.h"

#define LOOK_SHORT                                                                                 \
    "A counter of 16 bits starts again at 0 after 65536 items, which is no multiple of this "      \
    "capacity: its remainder jumps to another slot. It counts items, not slots: uint64_t"
#define LOOK_SIGNED                                                                                \
    "After 2^31 - 1 an int is negative, and so is its remainder. Count in uint64_t, or let a "     \
    "position run over two laps and start again"
#define LOOK_REMAINDER                                                                             \
    "2^32 is no multiple of this capacity: where a 32-bit counter starts again at 0, its "         \
    "remainder jumps to another slot. Count in 64 bits, or let a position run over two laps and "  \
    "start again"
#define LOOK_COMPARED                                                                              \
    "Where a 32-bit counter starts again at 0, the larger number is the older one: < and > are "   \
    "then wrong, and the difference of two unsigned numbers is right. Or count in 64 bits"

static const char *look_of(const struct layout *layout, unsigned power)
{
    return power == 16          ? LOOK_SHORT
           : power == 31        ? LOOK_SIGNED
           : layout->wrong_item ? LOOK_REMAINDER
                                : LOOK_COMPARED;
}

/* Brings the words that grow by `rise` to right before 2^power, and real items beyond it. False
 * when what is there then is not understood. */
static bool cross(struct layout *layout, uint32_t rise, unsigned power)
{
    uint64_t boundary = (uint64_t)1 << power;
    uint32_t before[LAYOUT_WORDS_MAX];
    if (layout_largest(layout, rise) >= boundary) {
        return true; /* passed already, with larger steps */
    }
    if (!layout_approach(layout, rise, boundary)) {
        return false;
    }
    memcpy(before, layout->words, layout->count * sizeof before[0]);
    check_situation(
        "A ring of %u items of one byte. We set the numbers with which your ring counts to what "
        "they are after %llu items, and filled and emptied it some more times.",
        layout->trial.capacity, (unsigned long long)layout->items);
    for (uint32_t lap = 0; lap < layout_laps_across(layout); lap++) {
        if (!layout_fill(layout, true) || !layout_drain(layout, true)) {
            check_fail(look_of(layout, power), layout->expected, "%s", layout->observed);
        }
    }
    return layout_confirm_across(layout, before);
}

static void wear_out(uint32_t capacity)
{
    static struct layout layout;
    check_situation("A ring of %u items of one byte, filled and emptied again and again.",
                    capacity);
    if (!layout_learn(&layout, capacity)) {
        return;
    }
    for (uint32_t rise = layout_rise_below(&layout, (uint64_t)1 << 32); rise != 0;
         rise = layout_rise_below(&layout, rise)) {
        if (!cross(&layout, rise, 16) || !cross(&layout, rise, 31) || !cross(&layout, rise, 32)) {
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
    far_expect_slots_apart();
}
