/* grader help [COMMAND] */
#include "cli/command.h"

static void write_overview(struct text *out)
{
    text_append(out, "Usage: grader [COMMAND]\n\n");
    text_format(out, "  %-36s %s\n", "grader", "where you stand and what to do next");
    size_t count = 0;
    const struct command *commands = command_list(&count);
    for (size_t i = 0; i < count; i++) {
        AUTO_TEXT struct text usage = {0};
        text_format(&usage, "grader %s %s", commands[i].name, commands[i].arguments);
        text_format(out, "  %-36s %s\n", text_string(&usage), commands[i].summary);
    }
    text_append(out, "\nEXERCISE is 3, 03, attach-detach or 03-attach-detach.\n"
                     "Exit status: 0 all passed; 1 some work failed; 2 usage; "
                     "3 the grader could not do its work.\n"
                     "Start it as ./workbook: that builds what is missing first.\n");
}

static void write_command(const struct command *command, struct text *out)
{
    text_format(out, "Usage: grader %s%s%s\n\n%s\n", command->name,
                command->arguments[0] != '\0' ? " " : "", command->arguments, command->summary);
    if (command->details[0] != '\0') {
        text_format(out, "\n%s", command->details);
    }
}

enum cli_status cmd_help(const struct command_call *call)
{
    if (call->argc > 2) {
        (void)error_set(call->err, "help explains one command at a time");
        return CLI_USAGE;
    }
    if (call->argc < 2) {
        write_overview(call->out);
        return CLI_PASSED;
    }
    const struct command *command = command_find(call->argv[1]);
    if (command == NULL) {
        return command_unknown(call->argv[1], call->err);
    }
    write_command(command, call->out);
    return CLI_PASSED;
}
