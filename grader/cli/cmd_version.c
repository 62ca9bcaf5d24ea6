/* grader version, grader --version */
#include "cli/command.h"

const char *cmd_version_string(void)
{
    return WORKBOOK_VERSION;
}

enum cli_status cmd_version(const struct command_call *call)
{
    text_format(call->out, "grader %s\n", cmd_version_string());
    return CLI_PASSED;
}
