/* The handout: the workbook as students get it (docs/handout.md tells what is in it, and why nothing else is).
 *
 * It is made from a build tree. Lessons, headers and explanations come from exercises/, stubs from
 * tests/exercises/NN-name/stub (those in exercises/ are somebody's work); programs lose their symbols and debug
 * information. A bill of what is packed is made first, all of it is looked at, and then it is written.
 */
#ifndef WORKBOOK_HANDOUT_HANDOUT_H
#define WORKBOOK_HANDOUT_HANDOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/catalogue.h"
#include "model/layout.h"

struct handout_summary {
    size_t exercises;
    size_t files;
    int64_t bytes; /* of the archive */
};

/* Writes the archive, whole or not at all. Fails in a tree that is no build tree. */
bool handout_write(const struct layout *layout, const struct catalogue *catalogue, const char *path,
                   struct handout_summary *summary, struct error *err);

#endif
