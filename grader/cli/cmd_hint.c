/* grader hint [EXERCISE] [--level N] */
#include <unistd.h>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/work.h"

static void write_hint(const struct command_call *call, const struct manifest *manifest,
                       uint64_t level)
{
    struct report_style style = console_style(NULL, STDOUT_FILENO);
    size_t count = manifest->hints.count;
    text_append(call->out, "\n  ");
    report_style_append(&style, call->out, TONE_STRONG, manifest->folder);
    text_format(call->out, "  hint %llu of %zu\n\n  ", (unsigned long long)level, count);
    report_style_wrap(&style, call->out, 2, manifest->hints.items[level - 1]);
    text_append(call->out, "\n\n");
    if (level < count) {
        text_format(call->out, "  Still stuck? ./workbook hint %u --level %llu\n\n",
                    manifest->number, (unsigned long long)level + 1);
    }
}

enum cli_status cmd_hint(const struct command_call *call)
{
    uint64_t level = 1;
    const struct option_spec specs[] = {
        {.name = "level", .kind = OPTION_NUMBER, .target = &level, .least = 1, .most = 9},
    };
    int operands = 0;
    if (!options_parse(specs, 1, call->argc, call->argv, &operands, call->err)) {
        return CLI_USAGE;
    }
    if (operands > 1) {
        (void)error_set(call->err, "hint takes one exercise at a time");
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err)) {
        return CLI_BROKEN;
    }
    const struct manifest *manifest =
        operands == 0 ? work_find_next(workbook.catalogue)
                      : catalogue_find(workbook.catalogue, call->argv[1], call->err);
    if (manifest == NULL) {
        return CLI_USAGE;
    }
    if (level > manifest->hints.count) {
        (void)error_set(call->err, "%s has %zu hints; the last is --level %zu", manifest->folder,
                        manifest->hints.count, manifest->hints.count);
        return CLI_USAGE;
    }
    write_hint(call, manifest, level);
    return CLI_PASSED;
}
