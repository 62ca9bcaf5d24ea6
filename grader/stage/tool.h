/* Compilers and the like on hostile input: a shell command in a sandbox that holds its input files
 * and nothing else of ours. No network, no processes of others, a small file system in memory,
 * limits on time, memory and output. */
#ifndef WORKBOOK_STAGE_TOOL_H
#define WORKBOOK_STAGE_TOOL_H

#include "base/error.h"
#include "base/text.h"
#include "stage/machine.h"

#include <stdbool.h>
#include <stddef.h>

struct tool_file {
    const char *name; /* no slash; lies in the current folder of the command */
    const void *bytes;
    size_t length;
};

struct tool_run {
    const char *script; /* for sh -c */
    const struct tool_file *files;
    size_t file_count;
};

struct tool_result {
    int status; /* wait status */
    bool timed_out;
    struct text output; /* standard output, at most 16 MiB */
    struct text errors; /* standard error, at most 256 KiB */
};

/* False only when the sandbox itself failed. */
bool tool_run(const struct machine *machine, const struct tool_run *run, struct tool_result *result,
              struct error *err);
void tool_result_finish(struct tool_result *result);

#endif
