/* Why a source was not built, in a sentence for the learner. */
#ifndef WORKBOOK_STAGE_BUILD_WORDS_H
#define WORKBOOK_STAGE_BUILD_WORDS_H

#include "stage/build.h"

/* Exit statuses of the script that builds (build.c). */
enum {
    BUILD_DONE = 0,
    BUILD_NOT_COMPILED = 10,
    BUILD_NOT_LINKED = 11,
    BUILD_HAS_CONSTRUCTOR = 12,
    BUILD_HAS_IFUNC = 13,
    BUILD_HIDES = 14,
};

/* What a status says; the diagnostics tell which of the linker's errors is to be mended first. NULL when it is none
 * of the script's, or no failure. */
const char *build_explain_status(const struct build *build, int status);

/* What the compiler said when it failed without an error at a line: it came to one of its limits, broke, or the
 * assembler did not take what the file has for it. Owned by the caller. */
char *build_explain_trouble(const char *errors);

#endif
