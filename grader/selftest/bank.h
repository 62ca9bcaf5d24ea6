/* The bank of an exercise: all the sources whose grade is known before they are graded.
 *
 *     tests/exercises/NN-name/stub/STEM.c       what a learner starts from; exercises/NN-name/STEM.c
 *                                               is the learner's own and says nothing about us
 *     solutions/NN-name/STEM.c                  the model solution
 *     tests/exercises/NN-name/alternatives/     right solutions unlike it
 *     tests/exercises/NN-name/mutants/          wrong ones; each names the check that must catch it
 *     tests/exercises/NN-name/messages/         what a learner reads about each: selftest/messages.h
 *
 * A bank owns its strings and borrows the manifest, which must outlive it.
 */
#ifndef WORKBOOK_SELFTEST_BANK_H
#define WORKBOOK_SELFTEST_BANK_H

#include "base/error.h"
#include "model/manifest.h"
#include "model/stage.h"

#include <stdbool.h>
#include <stddef.h>

enum bank_kind { BANK_STUB, BANK_SOLUTION, BANK_ALTERNATIVE, BANK_MUTANT, BANK_KINDS };

const char *bank_kind_name(enum bank_kind kind); /* "stub", "solution", "alternative", "mutant" */

struct bank_source {
    enum bank_kind kind;
    char *name; /* "stub", "solution", or the file's name */
    char *path;
    /* Of a mutant, from its header: */
    enum stage stage;
    char *check;        /* id; NULL when the build stage as a whole must catch it */
    char *header_fault; /* why the header is no use, as a sentence; NULL when it is */
};

struct bank {
    const struct manifest *manifest;
    struct bank_source *sources; /* by kind, then by name */
    size_t count;
};

/* False when a folder cannot be read. A source that is not there is in the bank all the same: it will be
 * graded as missing, and so break its promise. */
bool bank_load(const char *root, const struct manifest *manifest, struct bank *bank,
               struct error *err);
void bank_finish(struct bank *bank);

/* Does a mutant name this check? */
bool bank_covers(const struct bank *bank, const struct manifest_check *check);

#endif
