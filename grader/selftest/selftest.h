/* The selftest: does the workbook keep its promises about every source whose grade is known?
 *
 * Each source is graded by itself, as a submission of one file, by the same function that grades a
 * learner's; several at the same time. What needs Valgrind to be judged (solutions, alternatives, and the
 * mutants that Valgrind must catch) is graded with it, everything else without. Beside the sources the
 * banks are looked at: a check that no mutant names is a promise that nothing proves, and so is a stored
 * message of a mutant that is not there.
 *
 * The result owns everything in it but the manifests, which belong to the catalogue.
 */
#ifndef WORKBOOK_SELFTEST_SELFTEST_H
#define WORKBOOK_SELFTEST_SELFTEST_H

#include "base/cancel.h"
#include "base/error.h"
#include "model/grade_request.h"
#include "selftest/bank.h"
#include "selftest/load.h"
#include "selftest/messages.h"
#include "selftest/promise.h"
#include "selftest/repeat.h"
#include "selftest/sample.h"
#include "selftest/structure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How far it is; told after each source, by one thread at a time. */
struct selftest_progress {
    const struct manifest *manifest; /* of the source that is done */
    size_t done, total;              /* gradings, of all rounds */
    unsigned round;                  /* from 0, the reference */
    enum load_profile profile;       /* of the round */
};

struct selftest_request {
    const struct layout *layout;
    const struct manifest *const *exercises;
    size_t exercise_count;
    bool kinds[BANK_KINDS]; /* which sources */
    bool structure;         /* read the exercise's files too (structure.h) */
    unsigned jobs;          /* sources at the same time; 0: as many as there are processors */
    bool fast;              /* without Valgrind */
    /* Rounds, at least 1. Each after the first grades solutions and alternatives again, or the mutants
     * when no solutions are asked for; stubs like mutants. */
    unsigned repeat;
    enum load_profile load; /* of the rounds after the first, or LOAD_MIXED */
    uint64_t seed;          /* of the delays */
    struct sample sample;   /* of the mutants that name one check */
    bool accept_messages;   /* store a mutant's message where it is not as stored */
    /* Raised, it ends the rounds: those that are over are reported. NULL: nothing calls it off. */
    const struct cancel *cancel;
    grade_function *grade;
    void (*on_progress)(void *context, const struct selftest_progress *progress); /* or NULL */
    void *context;
};

struct selftest_exercise {
    struct bank bank;
    struct promise *promises; /* one per source of the bank */
    struct message *messages; /* likewise */
    int64_t *durations_ms;    /* likewise */
    const char **uncovered;   /* ids of checks that no mutant names; borrowed from the manifest */
    size_t uncovered_count;
    struct structure structure;
    char **orphans; /* file names of messages that belong to no mutant */
    size_t orphan_count;
};

/* A verdict that is not as in the first round. */
struct selftest_flip {
    size_t exercise, source; /* where: indices */
    unsigned round;
    enum load_profile profile;
    struct repeat_difference difference;
};

struct selftest_round {
    enum load_profile profile;
    int64_t duration_ms;
    size_t graded, flips;
    bool broken_off; /* called off before its sources were all graded */
    struct grade_load_tally delays;
};

/* Sources of one kind: kept of those that were asked for. */
struct selftest_score {
    size_t kept, asked;
};

struct selftest {
    struct selftest_exercise *exercises;
    size_t exercise_count;
    struct selftest_round *rounds;
    size_t round_count;
    struct selftest_flip *flips; /* by round */
    size_t flip_count;
    struct sample sample; /* that was asked for */
    int64_t duration_ms;
};

/* False when the banks cannot be read, or the first round was called off. A source that could not be graded is UNJUDGED. */
bool selftest_run(const struct selftest_request *request, struct selftest *selftest,
                  struct error *err);
void selftest_finish(struct selftest *selftest);

struct selftest_score selftest_count(const struct selftest_exercise *exercise, enum bank_kind kind);

/* A message that is not as stored breaks a promise of the exercise, and none of its source: the mutant
 * was caught. */
size_t selftest_count_messages(const struct selftest_exercise *exercise, enum message_state state);

/* UNJUDGED before BROKEN before KEPT. */
enum promise_state selftest_exercise_state(const struct selftest_exercise *exercise);
enum promise_state selftest_state(const struct selftest *selftest);

#endif
