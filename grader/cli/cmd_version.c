/* grader version, grader --version */
#include "cli/command.h"

enum cli_status cmd_version(const struct command_call *call)
{
    text_format(call->out, "grader %s\n", WORKBOOK_VERSION);
    return CLI_PASSED;
}
