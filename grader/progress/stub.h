/* The stub of an exercise as the workbook gave it out: the learner's own file is one that he changes.
 *
 * In the source tree it is tests/exercises/NN-name/stub, which the selftest grades; an installed workbook, and one
 * that was handed out without its tests, has it in stubs/NN-name. */
#ifndef WORKBOOK_PROGRESS_STUB_H
#define WORKBOOK_PROGRESS_STUB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/layout.h"

enum { STUB_BYTES_MAX = 1 << 20 };

/* *bytes is owned by the caller. */
bool stub_read(const struct layout *layout, const char *folder, const char *source, char **bytes,
               size_t *length, struct error *err);

/* Is this the digest of the stub? False when there is none to compare with. */
bool stub_has_digest(const struct layout *layout, const char *folder, const char *source,
                     const char *sha256);

#endif
