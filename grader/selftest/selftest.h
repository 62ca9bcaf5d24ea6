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

#include "base/error.h"
#include "model/grade_request.h"
#include "selftest/bank.h"
#include "selftest/messages.h"
#include "selftest/promise.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How far it is; told after each source, by one thread at a time. */
struct selftest_progress {
    const struct manifest *manifest; /* of the source that is done */
    size_t done, total;
};

struct selftest_request {
    const struct layout *layout;
    const struct manifest *const *exercises;
    size_t exercise_count;
    bool kinds[BANK_KINDS]; /* which sources */
    unsigned jobs;          /* sources at the same time; 0: as many as there are processors */
    bool fast;              /* without Valgrind */
    unsigned repeat;        /* times that solutions and alternatives are graded; at least 1 */
    bool accept_messages;   /* store a mutant's message where it is not as stored */
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
    char **orphans; /* file names of messages that belong to no mutant */
    size_t orphan_count;
};

/* Sources of one kind: kept of those that were asked for. */
struct selftest_score {
    size_t kept, asked;
};

struct selftest {
    struct selftest_exercise *exercises;
    size_t exercise_count;
    int64_t duration_ms;
};

/* False when the banks cannot be read. A source that could not be graded is UNJUDGED. */
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
