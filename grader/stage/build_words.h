/* Why a source was not built, in one sentence: what the compiler and the linker say comes below it. */
#ifndef WORKBOOK_STAGE_BUILD_WORDS_H
#define WORKBOOK_STAGE_BUILD_WORDS_H

#include "stage/build.h"

/* For a compiler that gave up. Some of its messages lead to another line than the mistake, or leave out what
 * the learner may change: those are told in other words. `header` is the name of the given one. */
const char *build_words_compiler(const struct build *build, const char *header);

/* For a linker that did; the first that applies is to be mended first. */
const char *build_words_linker(const struct build *build);

/* For a compiler that failed without an error at a line: it came to one of its limits, broke, or the assembler did
 * not take what the file has for it. Owned by the caller. */
char *build_words_trouble(const char *errors);

#endif
