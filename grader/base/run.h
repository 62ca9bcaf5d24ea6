/* Other programs whose words the grader needs: run to their end, with a deadline. */
#ifndef WORKBOOK_BASE_RUN_H
#define WORKBOOK_BASE_RUN_H

#include <stdbool.h>

#include "base/text.h"

/* Runs a program of the PATH with nothing to read; what it says, on standard output and standard error, goes into
 * `output` (NULL: is dropped), up to 4 MiB. False when it could not be started, took more than ten seconds, or was
 * killed; else *status is its exit status. */
bool run_program(const char *const *argv, struct text *output, int *status);

/* Does it end with exit status 0? */
bool run_succeeds(const char *const *argv, struct text *output);

#endif
