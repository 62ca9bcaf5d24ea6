/* The build stage: the student's source and the given header become a shared object, in a sandbox. */
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

/* A compiler in its sandbox that waits for the source. Nothing of a student's is in it; it serves one
 * source. */
struct build_site;

/* NULL with a sentence. */
struct build_site *build_site_open(const struct machine *machine, const struct manifest *manifest,
                                   enum build_variant variant, struct error *err);
void build_site_close(struct build_site *site); /* accepts NULL */

/* At the site that stands ready (still the caller's to close) or, when it is NULL, is for something else or
 * has not survived its wait, at one of its own. False only when the grader's own part failed. */
bool build_run(const struct machine *machine, const struct manifest *manifest,
               const struct source *source, enum build_variant variant, struct build_site *site,
               struct build *build, struct error *err);
void build_finish(struct build *build);

#endif
