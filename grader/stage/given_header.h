/* The header of an exercise, as it was given out.
 *
 * The one beside the learner's source is his to read, and his editor's. Should it have been changed, his work is judged by
 * the one that was given all the same, as it would be anywhere else: a copy lies with the stub
 * (tests/exercises/NN-name/stub, in an installed workbook stubs/NN-name). An exercise that has no copy has
 * only its own. */
#ifndef WORKBOOK_STAGE_GIVEN_HEADER_H
#define WORKBOOK_STAGE_GIVEN_HEADER_H

#include "base/error.h"
#include "model/manifest.h"

#include <stdbool.h>
#include <stddef.h>

/* *bytes is owned by the caller. */
bool given_header_read(const struct manifest *manifest, char **bytes, size_t *length,
                       struct error *err);

/* What somebody is to hear whose header is another, with the way back; NULL when it is the same. Owned by the caller. */
char *given_header_explain(const struct manifest *manifest);

#endif
