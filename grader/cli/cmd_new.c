/* grader new NAME: an exercise to be filled in. */
#include "cli/command.h"
#include "cli/options.h"
#include "cli/work.h"
#include "scaffold/scaffold.h"

static void write_next_steps(const struct scaffold *scaffold, struct text *out)
{
    const char *folder = scaffold->folder;
    text_format(out, "\n  %s is made; it is small, and works.\n\n", folder);
    text_format(out, "    exercises/%-28s manifest, lesson, header, stub\n", folder);
    text_format(out, "    solutions/%-28s solution and notes\n", folder);
    text_format(out, "    tests/exercises/%-22s tests, mutants, alternatives, contract\n", folder);
    text_format(out, "    %-38s names it now\n\n", "tests/exercises/CMakeLists.txt");
    text_format(out, "  ./workbook selftest %u                   builds it and grades its bank\n",
                scaffold->number);
    text_format(out, "  ./workbook selftest %u --only structure  what is left to do\n",
                scaffold->number);
    text_append(out, "  docs/writing-an-exercise.md             how to go on\n\n");
}

enum cli_status cmd_new(const struct command_call *call)
{
    const char *title = NULL;
    const struct option_spec specs[] = {
        {.name = "title", .kind = OPTION_STRING, .target = &title},
    };
    int operands = 0;
    if (!options_parse(specs, 1, call->argc, call->argv, &operands, call->err)) {
        return CLI_USAGE;
    }
    if (operands != 1) {
        (void)error_set(call->err, "new takes the name of one exercise, such as message-board");
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err) ||
        !workbook_is_complete(&workbook, "new", call->err)) {
        return CLI_BROKEN;
    }
    struct scaffold scaffold;
    if (!scaffold_name(&scaffold, call->argv[1], title, workbook.catalogue, call->err)) {
        return CLI_USAGE;
    }
    bool written = scaffold_write(&scaffold, workbook.layout.root, call->err);
    if (written) {
        write_next_steps(&scaffold, call->out);
    }
    scaffold_finish(&scaffold);
    return written ? CLI_PASSED : CLI_BROKEN;
}
