/* The structure of an exercise: is everything there that an exercise consists of, and does it fit
 * together? Found by reading files alone, nothing is graded, so it takes milliseconds.
 *
 *   - lesson, header, stub, solution with its notes; mutants and alternatives enough
 *   - every check of the manifest is in a hidden test, and the other way round
 *   - the contract: every sentence of the header's comments is in contract.cfg, with a mutant that breaks
 *     it or the reason why there is none
 *   - the stub has a TODO for each function, and is the one that learners get
 *   - the lesson names every check, and its links lead somewhere
 *   - no TODO of the author's is left
 *
 * Each finding is one sentence with its place and the way out. In an exercise whose manifest says
 * `draft = true`, what an author has not come to yet is told and forgiven.
 */
#ifndef WORKBOOK_SELFTEST_STRUCTURE_H
#define WORKBOOK_SELFTEST_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "selftest/bank.h"

enum { STRUCTURE_MUTANTS_MIN = 25, STRUCTURE_ALTERNATIVES_MIN = 6 };

struct structure_finding {
    bool breaks;    /* a promise is broken; else it is only told */
    char *place;    /* "tests/exercises/03-attach-detach/contract.cfg:12", below the root */
    char *sentence; /* without a full stop */
};

struct structure_coverage {
    size_t sentences; /* of contract.cfg: tested and explained together */
    size_t tested;    /* with a mutant */
    size_t explained; /* with the reason why there is none */
};

struct structure {
    bool examined; /* else all the rest is empty */
    struct structure_finding *findings;
    size_t count;
    struct structure_coverage coverage;
};

/* `structure` is all zero before. What cannot be read is a finding. */
void structure_examine(const char *root, const struct bank *bank, struct structure *structure);
void structure_finish(struct structure *structure);

/* No finding breaks a promise. */
bool structure_holds(const struct structure *structure);

#endif
