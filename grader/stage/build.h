/* The build stage: the student's source and the given header become a shared object, in a sandbox.
 */
#ifndef WORKBOOK_STAGE_BUILD_H
#define WORKBOOK_STAGE_BUILD_H

#include "base/error.h"
#include "base/text.h"
#include "model/manifest.h"
#include "stage/machine.h"
#include "stage/source.h"

#include <stdbool.h>
#include <stddef.h>

enum build_variant {
    BUILD_NATIVE, /* optimised as the contract's readers would, with the C library's own checks */
    BUILD_MEMORY, /* for Valgrind: every line where it stands in the source */
};

struct build_diagnostic {
    char *file;
    unsigned line;
    unsigned column;
    char *severity; /* "error", "warning" or "note" */
    char *message;
};

struct build {
    bool accepted;
    char *message;      /* why not, as a sentence; NULL when accepted */
    struct text object; /* the shared object */
    struct build_diagnostic *diagnostics;
    size_t diagnostic_count;
    long duration_ms;
};

/* False only when the grader's own part failed. */
bool build_run(const struct machine *machine, const struct manifest *manifest,
               const struct source *source, enum build_variant variant, struct build *build,
               struct error *err);
void build_finish(struct build *build);

#endif
