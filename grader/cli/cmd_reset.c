/* grader reset EXERCISE: back to the stub; --restore: and back again; --list: what there is to restore. */
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/memory.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/work.h"
#include "progress/backup.h"
#include "progress/reset.h"

struct reset_options {
    bool yes;
    bool restore;
    bool list;
};

static bool parse(struct reset_options *options, const struct command_call *call)
{
    *options = (struct reset_options){0};
    const struct option_spec specs[] = {
        {.name = "yes", .kind = OPTION_FLAG, .target = &options->yes},
        {.name = "restore", .kind = OPTION_FLAG, .target = &options->restore},
        {.name = "list", .kind = OPTION_FLAG, .target = &options->list},
    };
    int operands = 0;
    if (!options_parse(specs, sizeof specs / sizeof specs[0], call->argc, call->argv, &operands,
                       call->err)) {
        return false;
    }
    if (operands != 1) {
        return error_set(call->err, "say which exercise to reset: grader reset EXERCISE");
    }
    return !(options->restore && options->list) ||
           error_set(call->err, "--restore and --list exclude each other");
}

static enum cli_status list_backups(const struct command_call *call,
                                    const struct manifest *manifest)
{
    AUTO_BACKUPS struct backups backups = {0};
    if (!backups_read(manifest->name, &backups, call->err)) {
        return CLI_BROKEN;
    }
    if (backups.count == 0) {
        text_format(call->out, "There are no older versions of %s.\n", manifest->source);
    }
    for (size_t i = 0; i < backups.count; i++) {
        date_append_local(call->out, backups.items[i].time_ms, "%Y-%m-%d %H:%M:%S");
        text_format(call->out, "  %6zu bytes  %s\n", backups.items[i].length,
                    backups.items[i].path);
    }
    return CLI_PASSED;
}

static enum cli_status restore(const struct command_call *call, const struct workbook *workbook,
                               const struct manifest *manifest)
{
    AUTO_RESET struct reset reset = {0};
    if (!reset_restore(&workbook->layout, manifest, &reset, call->err)) {
        return CLI_BROKEN;
    }
    if (reset.needless) {
        text_format(call->out, "\n  There is no other version of %s to bring back.\n\n",
                    manifest->source);
        return CLI_FAILED;
    }
    text_format(call->out, "\n  %s is as it was in the newest backup.\n", reset.source);
    if (reset.kept != NULL) {
        text_format(call->out, "  What was there is kept: %s\n", reset.kept);
        text_format(call->out, "  To swap them again: ./workbook reset %u --restore\n",
                    manifest->number);
    }
    text_append(call->out, "\n");
    return CLI_PASSED;
}

static enum cli_status reset_now(const struct command_call *call, const struct workbook *workbook,
                                 const struct manifest *manifest)
{
    AUTO_RESET struct reset reset = {0};
    if (!reset_to_stub(&workbook->layout, manifest, &reset, call->err)) {
        return CLI_BROKEN;
    }
    if (reset.needless) {
        text_format(call->out, "\n  %s is the stub already.\n\n", reset.source);
        return CLI_PASSED;
    }
    text_format(call->out, "\n  %s is the stub again. Your progress stays.\n", reset.source);
    if (reset.kept != NULL) {
        text_format(call->out, "  What you had is kept: %s\n", reset.kept);
        text_format(call->out, "  To have it back: ./workbook reset %u --restore\n",
                    manifest->number);
    }
    text_append(call->out, "\n");
    return CLI_PASSED;
}

/* On a terminal somebody can be asked; elsewhere --yes has to say it. */
static enum cli_status ask_and_reset(const struct command_call *call,
                                     const struct workbook *workbook,
                                     const struct manifest *manifest, bool yes)
{
    if (!yes && isatty(STDIN_FILENO) != 1) {
        (void)error_set(call->err,
                        "reset puts the stub in the place of %s and there is no terminal to ask "
                        "on: say --yes",
                        manifest->source);
        return CLI_USAGE;
    }
    AUTO_FREE char *question =
        memory_format("Put the stub in the place of %s/%s? A copy of yours is kept. [y/N] ",
                      manifest->folder, manifest->source);
    if (!yes && !console_ask(question)) {
        text_append(call->out, "Nothing was changed.\n");
        return CLI_PASSED;
    }
    return reset_now(call, workbook, manifest);
}

enum cli_status cmd_reset(const struct command_call *call)
{
    struct reset_options options;
    if (!parse(&options, call)) {
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err)) {
        return CLI_BROKEN;
    }
    const struct manifest *manifest = catalogue_find(workbook.catalogue, call->argv[1], call->err);
    if (manifest == NULL) {
        return CLI_USAGE;
    }
    if (options.list) {
        return list_backups(call, manifest);
    }
    if (options.restore) {
        return restore(call, &workbook, manifest);
    }
    return ask_and_reset(call, &workbook, manifest, options.yes);
}
