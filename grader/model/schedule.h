/* An execution that goes wrong, step by step: the counterexample of the races stage (docs/races.md). And what is said
 * about memory orders: which one would mend it, or how weak they could be in a file that is right.
 *
 * The words come from a process that held the student's code: whoever prints them makes them harmless first. Everything
 * is owned by the structure that it is in. */
#ifndef WORKBOOK_MODEL_SCHEDULE_H
#define WORKBOOK_MODEL_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

/* A process did something in a line of the student's file. */
struct schedule_step {
    size_t process; /* index in the schedule's processes */
    unsigned line;  /* from 1; 0 when unknown */
    char *function; /* NULL when unknown */
    char *did;      /* "stores turn = 1 (relaxed)" */
    int age;        /* how many newer values an atomic load passed over; -1: it is none */
    bool marked;    /* a place of the fault itself */
};

/* An atomic operation of the file, and the memory order that it has there. */
struct order_place {
    unsigned line;   /* from 1; 0 when unknown */
    char *function;  /* NULL when unknown */
    char *operation; /* "load" "store" "exchange" "compare-exchange" "fence" */
    char *object;    /* "turn"; NULL: a fence has none */
    char *order;     /* "relaxed" … "seq_cst" */
};

struct order_change {
    struct order_place place;
    char *instead; /* the order that would do */
};

struct schedule {
    char **processes; /* their names, in the order of the columns */
    size_t process_count;
    struct schedule_step *steps;
    size_t step_count;
    char *rule; /* of a standard, that is broken: a sentence */
    /* all of these together mend it; none: orders are not what is wrong */
    struct order_change *repair;
    size_t repair_count;
    char *atomic; /* a plain object that mends it when it is atomic; NULL: none */
};

/* How weak the orders of a file that is right could be. */
struct order_advice {
    struct order_place place;
    char *alone;    /* the weakest that passes when all others stay */
    char *together; /* one of the weakest sets: all of these pass together */
};

struct weakest_orders {
    struct order_advice *advice; /* one for each atomic operation */
    size_t advice_count;
    bool finished; /* all weaker ones were tried */
};

void schedule_destroy(struct schedule *schedule);            /* NULL is accepted */
void weakest_orders_destroy(struct weakest_orders *weakest); /* NULL is accepted */

#endif
