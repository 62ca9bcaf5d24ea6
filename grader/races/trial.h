/* A trial: all scenarios of an exercise, explored one after the other until something is found. */
#ifndef WORKBOOK_RACES_TRIAL_H
#define WORKBOOK_RACES_TRIAL_H

#include "races/harness.h"
#include "races/orders.h"
#include "races/search.h"

struct trial {
    const char *object;
    const struct races_scenario *scenarios;
    unsigned scenario_count;
    uint64_t steps_max;    /* of all scenarios, each with its share */
    struct orders *orders; /* learns of the file's orders, and replaces them; NULL: they stand */
    /* Told of the scenario in which something was found, as long as its world stands. NULL: nobody is. */
    void (*on_finding)(void *context, struct world *world, struct search *search);
    void *context;
};

struct tally {
    uint64_t executions, steps;
    int bound;           /* of surprises, that all scenarios have been searched to; -1: none */
    bool complete;       /* all of them, without bound */
    bool found;          /* and then the scenarios behind it were not explored */
    bool at_once;        /* already where all take turns */
    bool hung;           /* a process looped: whatever else is tried may take as long */
    char unchecked[128]; /* why nothing can be said; empty: no reason */
};

void trial_run(const struct trial *trial, struct tally *tally);

/* Trials of the same file that share their steps. */
struct trials {
    struct trial trial;              /* its steps_max is ours to set */
    uint64_t steps_left, steps_each; /* of all, and at most of one of them */
    int bound_least;                 /* how thorough one that is not complete has to be */
};

/* Is nothing found, by a search that is thorough enough to say so? */
bool trials_pass(struct trials *trials);

#endif
