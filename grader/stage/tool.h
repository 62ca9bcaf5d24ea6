/* Compilers and the like on hostile input: a shell command in a sandbox that holds its input files
 * and nothing else of ours. No network, no processes of others, a small file system in memory,
 * limits on time, memory and output. */
#ifndef WORKBOOK_STAGE_TOOL_H
#define WORKBOOK_STAGE_TOOL_H

#include "base/cleanup.h"
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

/* Random digits for the name of a file that a source shall not ask for. */
struct tool_suffix {
    char text[17];
};
struct tool_suffix tool_suffix_new(void);

struct tool_run {
    const char *script;  /* for sh -c */
    const char *program; /* of the installation, which then lies beside the files; NULL: none */
    const struct tool_file *files;
    size_t file_count;
};

struct tool_result {
    int status; /* wait status */
    bool timed_out;
    struct text output; /* standard output, at most 16 MiB */
    struct text errors; /* standard error, at most 256 KiB */
};

/* A sandbox in which the command has been started and is to get its input. It ends with the process that
 * opened it, in reduced mode with the thread (sandbox/spawn.h). */
struct tool;

/* NULL with a sentence. The files are copied; the command may be made to wait by reading its input. */
struct tool *tool_open(const struct machine *machine, const struct tool_run *run,
                       struct error *err);

/* Has it not ended yet? */
bool tool_is_alive(const struct tool *tool);

/* Gives it these bytes to read and waits for its end. Once only. The command is to read all of its input
 * before it prints anything. False only when the sandbox itself failed. */
bool tool_complete(struct tool *tool, const struct machine *machine, const void *input,
                   size_t length, struct tool_result *result, struct error *err);

/* Ends what is left of it. Accepts NULL. */
void tool_close(struct tool *tool);

static inline void tool_cleanup(struct tool **tool)
{
    tool_close(*tool);
}
#define AUTO_TOOL AUTO(tool_cleanup)

/* All of this at once, without input. */
bool tool_run(const struct machine *machine, const struct tool_run *run, struct tool_result *result,
              struct error *err);
void tool_result_finish(struct tool_result *result);

#endif
