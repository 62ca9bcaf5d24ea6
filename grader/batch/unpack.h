/* An archive that a student handed in, opened by the program `unpack` (grader/unpack) in the compiler's sandbox. */
#ifndef WORKBOOK_BATCH_UNPACK_H
#define WORKBOOK_BATCH_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/digest.h"
#include "stage/machine.h"
#include "stage/tool.h"

struct collection;

/* What archives are opened with. What one held is remembered in a folder, for an archive that has not changed need not be
 * opened again; whoever removes that folder loses nothing but time. */
struct unpacker {
    const struct machine *machine; /* borrowed */
    char *memory;                  /* the folder; NULL: nothing is remembered */
    char program[DIGEST_LENGTH + 1];
};

/* `memory` is copied, and made when there is something to remember. */
bool unpacker_init(struct unpacker *unpacker, const struct machine *machine, const char *memory,
                   struct error *err);
void unpacker_finish(struct unpacker *unpacker);

/* Its files come into the collection, their paths below its name without the suffix. What is wrong with it is the
 * collection's problem; false only when the grader's own part failed. From any thread. */
bool unpack_archive(const struct unpacker *unpacker, const char *bytes, size_t length,
                    const char *name, struct collection *collection, struct error *err);

/* The program itself, by a shell command that begins "./unpack". False when the sandbox failed. */
bool unpacker_run(const struct unpacker *unpacker, const char *script, const char *bytes,
                  size_t length, struct tool_result *result, struct error *err);

/* The same without the program: takes in what it printed. False when that is not whole. */
bool unpack_read(const char *output, size_t length, const char *name,
                 struct collection *collection);

#endif
