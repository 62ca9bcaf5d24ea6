/* How the learner's ring counts, found out by watching its bytes, and set to what it will be billions
 * of items later.
 *
 * We do not know the learner's struct, but we can watch it. Items of one constant byte go through
 * the ring in windows of 2 * capacity * (capacity + 1) items, whole laps, however one counts laps:
 * positions modulo capacity, capacity + 1 or 2 * capacity come back to where they were, and only
 * numbers that grow (or fall) without end differ, by the same amount each window. Adding that amount
 * m times makes the ring what it would be m windows later. A number of 64 bits shows when its low
 * word wraps: the word above goes up by one. From then on carries go there. What cannot be
 * understood so (a word that grows unevenly, or starts again somewhere) must not be judged. */
#ifndef RING_LAYOUT_H
#define RING_LAYOUT_H

#include "ring_trial.h"

enum { LAYOUT_WORDS_MAX = 1024 };

struct layout {
    struct actor *process; /* uses the ring, as producer and consumer */
    struct trial trial;
    uint32_t *words; /* of the ring */
    size_t count;
    uint32_t rise[LAYOUT_WORDS_MAX];   /* per window; 0: constant */
    uint32_t turned[LAYOUT_WORDS_MAX]; /* all ones: it is read with its bits turned over */
    bool wide[LAYOUT_WORDS_MAX];       /* the low half of 64 bits */
    bool narrow[LAYOUT_WORDS_MAX];     /* wrapped, and nobody took the carry */
    uint64_t items;                    /* that have passed, really or by our doing */
    const char *expected;              /* what was wrong in the last lap, for check_fail */
    char observed[ITEM_TEXT];
    bool wrong_item; /* it was another item */
};

/* Makes a ring of items of one byte and watches it. False when it is not understood, or has other
 * troubles. */
bool layout_learn(struct layout *layout, uint32_t capacity);

uint32_t layout_window_items(const struct layout *layout);

/* Fills the ring to the last slot and empties it; `vary`: with different bytes. False, and
 * expected and observed are set, when something was wrong. */
bool layout_fill(struct layout *layout, bool vary);
bool layout_drain(struct layout *layout, bool vary);

/* One push or pop, by any process. */
bool layout_push(struct layout *layout, struct actor *actor, unsigned char byte);
bool layout_pop(struct layout *layout, struct actor *actor, unsigned char *byte);

/* What a process remembers by itself would not fit to numbers that we have set: another takes
 * over. */
void layout_hand_over(struct layout *layout);

/* The next smaller rise below `limit`, 0 when there is none: numbers that grow fast come to a
 * boundary first. */
uint32_t layout_rise_below(const struct layout *layout, uint64_t limit);
/* The largest value among the words that grow by `rise`. */
uint32_t layout_largest(const struct layout *layout, uint32_t rise);

/* Sets the words that grow by `rise`, and all others with them, to a little below the boundary, in
 * another process. False where that is not understood. */
bool layout_approach(struct layout *layout, uint32_t rise, uint64_t boundary);
/* So many laps lead across it. */
uint32_t layout_laps_across(const struct layout *layout);
/* They have passed since the words were `before`. Learns where carries go; false when a word has
 * not grown as it did before. */
bool layout_confirm_across(struct layout *layout, const uint32_t *before);

#endif
