/* An archive that a student handed in, opened by the program `unpack` (grader/unpack) in the compiler's sandbox. */
#ifndef WORKBOOK_BATCH_UNPACK_H
#define WORKBOOK_BATCH_UNPACK_H

#include "batch/collection.h"

/* Its files come into the collection, their paths below its name without the suffix. What is wrong with it is the collection's problem;
 * false only when the grader's own part failed. */
bool unpack_archive(const struct machine *machine, const char *bytes, size_t length,
                    const char *name, struct collection *collection, struct error *err);

/* The same without the program: takes in what it printed. False when that is not whole. */
bool unpack_read(const char *output, size_t length, const char *name,
                 struct collection *collection);

#endif
