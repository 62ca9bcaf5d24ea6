/* The compiler's and linker's words, line by line: FILE:LINE:COLUMN: SEVERITY: MESSAGE. */
#ifndef WORKBOOK_STAGE_DIAGNOSTICS_H
#define WORKBOOK_STAGE_DIAGNOSTICS_H

#include <stdbool.h>

struct build;

/* Takes what gcc (and the linker it started) printed apart and appends it to the build's
 * diagnostics, errors first. At most a hundred errors and a hundred others, none of them long; lines that are no
 * diagnostics are skipped. Of a function that is missing altogether it is said in words of our own. */
void diagnostics_parse(struct build *build, const char *text);

/* Whether one of the messages has these words. */
bool diagnostics_hold(const struct build *build, const char *words);

/* Of what was built none was an error: a section .gnu.warning.NAME has the linker say whatever its author likes. */
void diagnostics_take_errors_back(struct build *build);

#endif
