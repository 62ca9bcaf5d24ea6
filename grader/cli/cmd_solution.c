/* grader solution EXERCISE: the model solution, for who may see it. */
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/gate.h"

enum { SOLUTION_BYTES_MAX = 1 << 20 };

static bool write_solution(const struct learner *learner, const struct manifest *manifest,
                           const struct command_call *call)
{
    AUTO_FREE char *path = gate_solution_path(learner, manifest, call->err);
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    if (path == NULL || !file_read(path, SOLUTION_BYTES_MAX, &bytes, &length, call->err)) {
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
    AUTO_LEARNER struct learner learner = {0};
    struct gate_request request = {.command = "solution"};
    enum cli_status status = CLI_PASSED;
    const struct manifest *manifest = gate_parse(&request, &learner, call, &status);
    if (manifest == NULL) {
        return status;
    }
    switch (gate_ask(&request, &learner, manifest, call)) {
    case GATE_OPEN:
        return write_solution(&learner, manifest, call) ? CLI_PASSED : CLI_BROKEN;
    case GATE_CLOSED:
        return CLI_FAILED;
    default:
        return CLI_BROKEN;
    }
}
