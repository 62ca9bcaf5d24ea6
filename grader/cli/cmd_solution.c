/* grader solution EXERCISE: the model solution, for who may see it. */
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/gate.h"

enum { SOLUTION_BYTES_MAX = 1 << 20 };

static bool write_solution(const struct manifest *manifest, const char *model,
                           const struct command_call *call)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    if (!file_read(model, SOLUTION_BYTES_MAX, &bytes, &length, call->err)) {
        return false;
    }
    text_append_bytes(call->out, bytes, length);
    /* In a file or a pipe it is the source and nothing else. */
    if (isatty(STDOUT_FILENO) == 1) {
        text_format(call->out,
                    "\n  Why it is written so: solutions/%s/NOTES.md\n"
                    "  Beside yours: ./workbook diff %u\n\n",
                    manifest->folder, manifest->number);
    }
    return true;
}

enum cli_status cmd_solution(const struct command_call *call)
{
    return gate_run("solution", write_solution, call);
}
