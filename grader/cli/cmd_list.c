/* grader list: the exercises, one line each. */
#include "cli/command.h"
#include "cli/work.h"

enum cli_status cmd_list(const struct command_call *call)
{
    if (call->argc > 1) {
        (void)error_set(call->err, "list takes no arguments");
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err)) {
        return CLI_BROKEN;
    }
    for (size_t i = 0; i < workbook.catalogue->count; i++) {
        const struct manifest *manifest = workbook.catalogue->exercises[i];
        text_format(call->out, "%-24s  %3u points  %s\n", manifest->folder, manifest->weight,
                    manifest->title);
    }
    return CLI_PASSED;
}
