/* The search through the executions of a scenario.
 *
 * An execution is determined by its choices: who goes next, which store a load reads, and before which others a
 * store comes in modification order. The search is depth first over these choices, without saved states: each
 * execution runs from the beginning, follows the choices of the one before up to the last that has an alternative,
 * and takes that.
 *
 * First with at most 0, 1, 2 surprises: a surprise is a switch away from a process that could have gone on, a load
 * that does not read the newest store, a store that does not become the newest. Mistakes show with few (Musuvathi and
 * Qadeer, PLDI 2007), and what is found first is the shortest to tell. Then without a bound, and without what need not
 * be tried again:
 *
 *   sleep sets     of two operations that do not concern each other only one order is tried
 *                  (Godefroid 1996); and see schedule_covers()
 *   known graphs   a prefix in which everybody has observed the same as in an earlier one, and in which the
 *                  same stores lie, has the same continuations: histories are hashed, and equal hashes are
 *                  taken for equal histories
 *   waiting loops  a process that has waited in vain is not woken: the execution in which it looked
 *                  later is tried as well
 *
 * All limits count steps and none measures time, so that the same object gets the same answer
 * on any machine. */
#ifndef WORKBOOK_RACES_SEARCH_H
#define WORKBOOK_RACES_SEARCH_H

#include "races/finding.h"
#include "races/harness.h"
#include "races/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct world;

struct search_options {
    int surprises_max;  /* bounded searches with 0 … this many; -1: none */
    bool exhaustive;    /* and one without bound, when those found nothing */
    uint64_t steps_max; /* of all executions together */
    bool sleep_sets;
    bool known_graphs;
    bool prune_waits;
    bool all_findings; /* goes on after a finding: for litmus tests */
    /* Called after each whole execution; may be NULL. */
    void (*each)(void *context, const struct world *world);
    void *context;
};

/* What the workbook uses. */
struct search_options search_defaults(void);

struct search_choice {
    bool schedule; /* who goes next; otherwise a value */
    uint8_t count, chosen;
    uint8_t options[PROCESSES_MAX];
    uint8_t asleep; /* one bit for each process that need not go here */
};

struct counterexample {
    struct finding finding;
    struct search_choice choices[CHOICES_MAX];
    size_t choice_count;
    unsigned surprises, switches;
    unsigned score; /* smaller is better to read */
    int bound;      /* of the search that found it */
};

struct search_result {
    bool complete; /* everything was tried */
    int bound;     /* of the last search that was complete; -1: none */
    bool found;
    bool at_once; /* already the first execution, in which all take turns, goes wrong */
    bool hung;    /* a process looped without a shared access, and then the search stops */
    uint64_t executions;
    uint64_t steps;
    uint64_t graphs; /* known ones */
};

struct search;

/* The world is open and prepared. */
struct search *search_create(struct world *world, const struct search_options *options);
void search_destroy(struct search *search);
void search_run(struct search *search, struct search_result *result);

/* The best execution with a finding of that kind; NULL: none. */
const struct counterexample *search_best(const struct search *search, enum finding_kind kind);
/* Runs it again: the world then holds its events and findings. */
void search_replay(struct search *search, const struct counterexample *counterexample);

/* --- for the execution --- */

/* A number below `count`. */
unsigned search_choose(struct search *search, unsigned count);
/* The same, where everything but 0 is a surprise: how old a store is read, of `count` that may be. */
unsigned search_choose_surprise(struct search *search, unsigned count);
/* Who of the ready processes goes next; 0: nobody needs to, for all that follows is known. */
unsigned search_choose_process(struct search *search, const uint8_t *ready, unsigned count);
/* The process has been chosen and will perform its next operation. */
void search_taken(struct search *search, unsigned process);
/* A waiting process can go on: is the rest of this execution superfluous? */
bool search_prunes_woken(const struct search *search);

#endif
