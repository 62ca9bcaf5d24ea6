/* The generated mutants of model solutions, graded: which the tests kill, which they let live.
 *
 * Each is graded like a mutant of the bank: natively up to the first failing check; only one that
 * survives is graded again in full, with Valgrind. One that the build stage refuses is stillborn
 * and proves nothing. A survivor must be explained in equivalents.cfg (model/equivalents.h); an
 * explanation that explains no survivor is stale and breaks the promise as a survivor without one
 * does.
 *
 * The result owns everything in it but the manifests, which belong to the catalogue.
 */
#ifndef WORKBOOK_SELFTEST_MUTATION_GENERATED_H
#define WORKBOOK_SELFTEST_MUTATION_GENERATED_H

#include "base/error.h"
#include "model/equivalents.h"
#include "model/grade_request.h"
#include "selftest/mutation/mutant.h"
#include "selftest/promise.h"
#include "selftest/sample.h"
#include "selftest/selftest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mutant_fate {
    FATE_NOT_ASKED, /* not in the sample */
    FATE_STILLBORN, /* the build stage refused it */
    FATE_KILLED,
    FATE_EXPLAINED,     /* survived, and is written down as equivalent */
    FATE_LEFT_TO_RACES, /* survived, is wrong, and only the races stage could tell */
    FATE_SURVIVED,
    FATE_UNJUDGED, /* the grader could not do its work */
    FATES,
};

const char *mutant_fate_name(enum mutant_fate fate); /* "skip", "stillborn", … */

struct generated_request {
    const struct layout *layout;
    const struct manifest *const *exercises;
    size_t exercise_count;
    struct sample sample; /* of the mutants by operator */
    unsigned jobs;        /* mutants at the same time; 0: one per processor */
    bool fast;            /* survivors are not graded again with Valgrind */
    grade_function *grade;
    void (*on_progress)(void *context, const struct selftest_progress *progress); /* or NULL */
    void *context;
};

struct generated_mutant {
    enum mutant_fate fate;
    char *by; /* the check or stage that killed it, or why it is unjudged; NULL: neither */
};

struct generated_exercise {
    const struct manifest *manifest;
    char *source; /* of the solution */
    struct mutant_list mutants;
    struct generated_mutant *results; /* one per mutant */
    struct equivalents equivalents;
    char **stale; /* a sentence for each explanation that explains nothing */
    size_t stale_count;
    size_t counts[FATES];
};

struct generated {
    struct generated_exercise *exercises;
    size_t exercise_count;
    int64_t duration_ms;
};

/* False when a solution or equivalents.cfg cannot be read; finish only after true. */
bool generated_run(const struct generated_request *request, struct generated *generated,
                   struct error *err);
void generated_finish(struct generated *generated);

/* Killed mutants in thousandths of those that could be: neither stillborn nor equivalent. -1: there
 * are none. */
int generated_score(const size_t counts[FATES]);

/* Mutants that were graded. */
size_t generated_asked(const size_t counts[FATES]);

/* UNJUDGED before BROKEN before KEPT. */
enum promise_state generated_exercise_state(const struct generated_exercise *exercise);
enum promise_state generated_state(const struct generated *generated);

#endif
