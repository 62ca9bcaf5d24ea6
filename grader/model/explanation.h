/* An explanation: what exercises/NN-name/explain/CHECK.md says about a check, for `grader explain`.
 *
 *     # One sentence, the fact in short.
 *     (empty)
 *     ## What is checked
 *     …
 *
 * and then, in this order and all of them, the sections Why, The usual mistake, Read, Try and It
 * prints. The lines of Try that are indented by four blanks are shell commands, to be typed in the
 * workbook's folder: they compile one .c file of this folder, and run it. Those of It prints are
 * what the commands print. The file is at most EXPLANATION_LINES_MAX lines of
 * EXPLANATION_COLUMNS_MAX columns, in ASCII, so that it is read in a terminal as it is.
 *
 * tests/explain runs the programs and compares what they print.
 */
#ifndef WORKBOOK_MODEL_EXPLANATION_H
#define WORKBOOK_MODEL_EXPLANATION_H

#include <stdbool.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "model/manifest.h"

enum { EXPLANATION_LINES_MAX = 50, EXPLANATION_COLUMNS_MAX = 72 };

enum explanation_section {
    EXPLANATION_CHECKED,
    EXPLANATION_WHY,
    EXPLANATION_MISTAKE,
    EXPLANATION_READ,
    EXPLANATION_TRY,
    EXPLANATION_PRINTS,
    EXPLANATION_SECTION_COUNT,
};

/* Owns its strings. */
struct explanation {
    char *title;                             /* without the "# " */
    char *bodies[EXPLANATION_SECTION_COUNT]; /* no empty line first or last; ends without newline */
    char *program;                           /* the file's name: "detach.c" */
    char *source;                            /* the text of the program */
};

/* "What is checked" … */
const char *explanation_heading(enum explanation_section section);

/* Reads the page of the check `id` of an exercise, and its program. The first fault is one sentence,
 * "exercises/NN-name/explain/CHECK.md:LINE: …". *explanation is owned by the caller. */
bool explanation_load(const struct manifest *manifest, const char *id,
                      struct explanation **explanation, struct error *err);
void explanation_destroy(struct explanation *explanation); /* NULL is accepted */

#define AUTO_EXPLANATION AUTO(explanation_cleanup)
void explanation_cleanup(struct explanation **explanation);

#endif
