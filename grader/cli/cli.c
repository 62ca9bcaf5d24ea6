/* The way from argv to a command. */
#include "cli/cli.h"

#include "base/cleanup.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"

#include <string.h>

/* What the first word asks for; NULL when it is no command. */
static enum cli_status (*find_action(const char *word))(const struct command_call *)
{
    if (strcmp(word, "--version") == 0) {
        return cmd_version;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        return cmd_help;
    }
    const struct command *command = command_find(word);
    return command != NULL ? command->run : NULL;
}

/* `grader check --help` is `grader help check`: it is what many people type first. */
static bool asks_for_help(int argc, char **argv)
{
    for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            return true;
        }
    }
    return false;
}

static enum cli_status dispatch(int argc, char **argv, const struct command_call *prototype)
{
    struct command_call call = *prototype;
    if (argc < 2) {
        call.argc = argc;
        call.argv = argv;
        return cmd_status(&call);
    }
    enum cli_status (*action)(const struct command_call *) = find_action(argv[1]);
    if (action == NULL) {
        return command_unknown(argv[1], call.err);
    }
    char *help[] = {argv[0], argv[1], NULL};
    if (action != cmd_help && asks_for_help(argc, argv)) {
        call.argc = 2;
        call.argv = help;
        return cmd_help(&call);
    }
    call.argc = argc - 1;
    call.argv = argv + 1;
    return action(&call);
}

int cli_main(int argc, char **argv, grade_function *grade, const struct grade_sessions *sessions)
{
    AUTO_TEXT struct text out = {0};
    struct error err = {0};
    struct command_call call = {.grade = grade, .sessions = sessions, .out = &out, .err = &err};
    enum cli_status status = dispatch(argc, argv, &call);
    if (out.length > 0 && !console_write(&out, &err)) {
        status = CLI_BROKEN;
    }
    if (status == CLI_USAGE || status == CLI_BROKEN) {
        console_complain(err.message);
    }
    return (int)status;
}
