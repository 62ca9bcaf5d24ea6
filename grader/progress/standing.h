/* Where the learner stands in one exercise, and what follows from that: stars, and whether the model solution may
 * be seen. Data and rules alone; progress.h reads it.
 *
 * Stars, three at most. The first whole pass (with Valgrind) decides, and what it gave is never lost:
 *   one    for passing
 *   two    when the model solution had not been shown before
 *   three  when the last hint, the one that tells the shape of the code, had not been opened either
 * The hints before the last are free: they are what a teacher would say.
 */
#ifndef WORKBOOK_PROGRESS_STANDING_H
#define WORKBOOK_PROGRESS_STANDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "progress/attempt.h"

enum {
    STANDING_STARS_MAX = 3,
    STANDING_HINTS_MAX = 9,    /* levels that are kept */
    STANDING_FAILURES_DUE = 3, /* failed versions before the solution may be seen unpassed */
};

struct standing {
    char *exercise;    /* name, owned */
    uint64_t attempts; /* all that were graded */
    /* different sources that failed, STANDING_FAILURES_DUE at most: the same one checked again is no new
     * attempt */
    uint64_t failed;
    struct score best;
    int64_t passed_ms;                       /* first whole pass; 0: none yet */
    int64_t passed_fast_ms;                  /* first pass of any kind; 0: none yet */
    int64_t hint_ms[STANDING_HINTS_MAX + 1]; /* by level, from 1: first opened; 0: not opened */
    int64_t revealed_ms; /* the model solution first shown before a pass; 0: never */
    struct attempt last; /* time_ms 0 when there is none */
};

void standing_finish(struct standing *standing);

/* `hint_count` is the manifest's. */
unsigned standing_stars(const struct standing *standing, size_t hint_count);
unsigned standing_hints_open(const struct standing *standing, size_t hint_count);

/* The lowest level that was not opened yet; 0 when all are. */
unsigned standing_next_hint(const struct standing *standing, size_t hint_count);

/* Would opening this level now cost a star? */
bool standing_hint_costs_star(const struct standing *standing, size_t hint_count, unsigned level);

struct standing_gate {
    bool open;   /* passed, or nothing of the rest is missing */
    bool passed; /* nothing is lost by looking */
    unsigned hints_missing;
    unsigned failures_missing;
};

/* May the model solution be seen? After a whole pass; or with all hints opened and STANDING_FAILURES_DUE
 * different versions failed. */
struct standing_gate standing_gate(const struct standing *standing, size_t hint_count);

#endif
