/* A search under way, as search.c and search_choice.c see it. Not for others. */
#ifndef WORKBOOK_RACES_SEARCH_STATE_H
#define WORKBOOK_RACES_SEARCH_STATE_H

#include "races/known.h"
#include "races/search.h"

struct search {
    struct world *world;
    struct search_options options;

    struct search_choice choices[CHOICES_MAX];
    size_t choice_count; /* of the execution before, up to where it branches */
    size_t position;     /* in these */
    bool replaying;      /* nothing new is tried */

    int bound; /* of surprises; -1: none */
    struct known known;
    struct counterexample *best[FINDING_KINDS]; /* owned; NULL: none */
    struct search_result result;

    /* The execution under way. */
    unsigned last;
    uint8_t asleep;
    unsigned surprises, switches;
};

static inline bool search_is_exhaustive(const struct search *search)
{
    return search->bound < 0;
}

#endif
