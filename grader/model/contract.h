/* A contract: what tests/exercises/NN-name/contract.cfg says about the sentences of the header.
 *
 *     sentences = (
 *         { says = "Every function checks its arguments first: a NULL pointer is EINVAL.";
 *           mutants = [ "stat-null.c" ]; },
 *         { says = "Nothing is printed."; untested = "Output is limited, and harms nobody."; }
 *     );
 *
 * Each entry has either mutants, at least one, or a reason why there is none. Whether the sentences are
 * those of the header is the selftest's question (selftest/structure_contract.h).
 *
 * A contract owns its strings and arrays.
 */
#ifndef WORKBOOK_MODEL_CONTRACT_H
#define WORKBOOK_MODEL_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/manifest.h"

struct contract_sentence {
    char *says;
    struct manifest_strings mutants; /* file names; none when untested */
    char *untested;                  /* the reason; NULL when there are mutants */
    unsigned line;                   /* of `says` in the file */
};

struct contract {
    struct contract_sentence *sentences; /* in the file's order; at least one */
    size_t count;
};

/* The first fault is one sentence, "NAME:LINE: …", with `name` for the file. *contract is owned by the
 * caller. */
bool contract_load(const char *path, const char *name, struct contract **contract,
                   struct error *err);
void contract_destroy(struct contract *contract); /* NULL is accepted */

#endif
