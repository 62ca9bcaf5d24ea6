/* A trusted program of the machine (pkg-config, strip), run to its end for its answer. */
#ifndef WORKBOOK_BASE_RUN_H
#define WORKBOOK_BASE_RUN_H

#include <stdbool.h>

#include "base/text.h"

/* Runs argv[0], looked up in PATH, without input, for half a minute at most. True when it ended with status 0;
 * `output`, which may be NULL, then holds what it wrote to standard output and standard error, cut at 64 KiB. */
bool run_program(const char *const *argv, struct text *output);

#endif
