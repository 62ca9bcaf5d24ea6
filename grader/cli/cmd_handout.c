/* grader handout: the archive that students get. */
#include "cli/command.h"
#include "cli/options.h"
#include "cli/work.h"
#include "handout/handout.h"

static const char default_path[] = "handout.tar.gz";

static void write_summary(const struct handout_summary *summary, const char *path, struct text *out)
{
    text_format(out, "\n  %s: %zu exercises, %zu files, %.1f MB\n\n", path, summary->exercises,
                summary->files, (double)summary->bytes / 1e6);
    text_append(out,
                "  Students unpack it and start ./workbook in it. It runs on machines of this\n"
                "  kind and release; docs/handout.md tells what is in it.\n\n");
}

enum cli_status cmd_handout(const struct command_call *call)
{
    const char *path = default_path;
    const struct option_spec specs[] = {
        {.name = "output", .kind = OPTION_STRING, .target = &path},
    };
    int operands = 0;
    if (!options_parse(specs, 1, call->argc, call->argv, &operands, call->err)) {
        return CLI_USAGE;
    }
    if (operands != 0) {
        (void)error_set(call->err, "handout takes no operand; --output says where it goes");
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    struct handout_summary summary = {0};
    if (!workbook_open(&workbook, call->err) ||
        !handout_write(&workbook.layout, workbook.catalogue, path, &summary, call->err)) {
        return CLI_BROKEN;
    }
    write_summary(&summary, path, call->out);
    return CLI_PASSED;
}
