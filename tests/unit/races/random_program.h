/* Random programs of atomic operations on two objects: tables, whose processes make the calls that compiled
 * code would make. */
#ifndef WORKBOOK_TESTS_RANDOM_PROGRAM_H
#define WORKBOOK_TESTS_RANDOM_PROGRAM_H

#include "explore.h"

#include <stdbool.h>
#include <stdint.h>

enum { RANDOM_PROCESSES = 3, RANDOM_LENGTH = 4, RANDOM_PLACES = 2, RANDOM_SUM = 16 };

enum step_kind { STEP_LOAD, STEP_STORE, STEP_ADD, STEP_COMPARE, STEP_FENCE, STEP_KINDS };

/* An addition adds RANDOM_SUM. A compare-and-exchange fails relaxed. */
struct step {
    enum step_kind kind;
    unsigned place;
    uint32_t value, expected;
    int order;
};

struct random_program {
    struct step steps[RANDOM_PROCESSES][RANDOM_LENGTH];
    unsigned lengths[RANDOM_PROCESSES];
    unsigned processes;
    bool mortal; /* the first process may be killed, and a third begins after it */
};

/* The same on every machine. `strong`: seq_cst is among the orders. */
struct random_program random_program_make(uint32_t seed, bool strong);

/* An outcome is what its loads and read-modify-writes have found, in their order. */
struct explored random_program_explore(const struct random_program *program,
                                       const struct search_options *options);

#endif
