/* past-4-billion: items beyond the numbers of 32 bits, in a few milliseconds. ring_layout.h sets
 * the ring to what it is right before a boundary, and real items cross it. */
#include "ring_layout.h"

#define LOOK_WEAR                                                                                  \
    "The difference of two unsigned 32-bit counters survives the wrap; their remainder by a "      \
    "capacity that is no power of two does not, nor does <, nor int. Count in 64 bits, or let "    \
    "a position run over two laps and start again"
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
            check_fail(LOOK_WEAR, layout->expected, "%s", layout->observed);
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
        if (!cross(&layout, rise, 31) || !cross(&layout, rise, 32)) {
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
