/* Why a source was not built, in one sentence: what the compiler and the linker say comes below it. */
#ifndef WORKBOOK_STAGE_BUILD_WORDS_H
#define WORKBOOK_STAGE_BUILD_WORDS_H

#include "stage/build.h"

#include <stdbool.h>

/* For a compiler that gave up. Some of its messages lead to another line than the mistake, or leave out what
 * the learner may change: those are told in other words. Owned by the caller, as all of these are. */
char *build_words_compiler(const struct build *build, const struct manifest *manifest,
                           const struct source *source);

/* For a linker that did; the first that applies is to be mended first. What the source has in place of a function that
 * is missing is added to the diagnostics. */
char *build_words_linker(struct build *build, const struct manifest *manifest,
                         const struct source *source);

/* Whether a part of the compiler was ended in the middle of its work. What the next part says of the piece that it got then
 * is no matter of the source. */
bool build_words_was_ended(const char *errors);

/* For a compiler that was ended, or failed without an error at a line: it came to one of its limits, broke, or the
 * assembler did not take what the file has for it. */
char *build_words_trouble(const char *errors);

#endif
