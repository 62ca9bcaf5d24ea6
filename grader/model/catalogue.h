/* The catalogue: every exercise of a workbook, in the order of their numbers.
 *
 * An exercise is a folder of ROOT/exercises/ whose name begins with two digits and a hyphen. One
 * bad manifest makes the whole catalogue fail: a grader that silently left an exercise out would
 * lie. Two exercises of one number, and a requirement that is not in the catalogue, are faults too.
 *
 * The catalogue owns its manifests.
 */
#ifndef WORKBOOK_MODEL_CATALOGUE_H
#define WORKBOOK_MODEL_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/manifest.h"

struct catalogue {
    struct manifest **exercises; /* sorted by number */
    size_t count;                /* at least one */
};

bool catalogue_load(const char *root, struct catalogue **catalogue, struct error *err);
void catalogue_destroy(struct catalogue *catalogue); /* NULL is accepted */

/* Finds an exercise by "3", "03", "attach-detach" or "03-attach-detach". Borrowed; NULL with a
 * sentence that suggests the nearest name when there is none. */
const struct manifest *catalogue_find(const struct catalogue *catalogue, const char *word,
                                      struct error *err);

/* Where one of the catalogue's own manifests stands in it. */
size_t catalogue_index(const struct catalogue *catalogue, const struct manifest *manifest);

#endif
