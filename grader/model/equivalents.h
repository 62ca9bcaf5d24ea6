/* tests/exercises/NN-name/equivalents.cfg: which generated mutants may survive, and why.
 *
 *     equivalents: (
 *         { mutant = "drop-cast in make_key: return (key_t)-1; -> return -1;";
 *           why = "key_t is int"; },
 *         { mutant = "memory-order in turn_pass: … -> …";
 *           why = "x86 keeps the order that the program no longer asks for"; races = true; }
 *     );
 *
 * `mutant` is the identity that `grader selftest --generated` prints. `races` marks one that is
 * wrong, and that only the races stage could tell. No two entries name the same mutant.
 */
#ifndef WORKBOOK_MODEL_EQUIVALENTS_H
#define WORKBOOK_MODEL_EQUIVALENTS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct equivalent {
    char *mutant;
    char *why;
    bool races;
    unsigned line; /* of the file */
};

struct equivalents {
    struct equivalent *items;
    size_t count;
};

/* A file that is not there has no entries. False, with file and line, when it is not as above; the
 * caller finishes the list only after true. */
bool equivalents_load(const char *path, struct equivalents *equivalents, struct error *err);
void equivalents_finish(struct equivalents *equivalents);

/* The entry of that mutant, or NULL. Borrowed. */
const struct equivalent *equivalents_find(const struct equivalents *equivalents,
                                          const char *identity);

#endif
