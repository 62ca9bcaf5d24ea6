/* grader gradebook ACTION: the marks of a class. The actions are in gradebook_*.c. */
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "cli/gradebook_call.h"
#include "cli/options.h"

struct action {
    const char *name;
    int least, most; /* operands behind it; most -1: any number */
    const char *wants;
    enum cli_status (*run)(const struct gradebook_call *gradebook);
};

static const struct action actions[] = {
    {"show", 0, 1, "at most one STUDENT", gradebook_show},
    {"export", 0, 0, "no operands", gradebook_export},
    {"regrade", 0, -1, "STUDENTs", gradebook_regrade},
    {"override", 2, 3, "STUDENT [EXERCISE] MARK", gradebook_override},
    {"note", 2, 2, "STUDENT and WORDS, in quotes", gradebook_note},
    {"stats", 0, 0, "no operands", gradebook_stats},
    {"policy", 1, 2, "check [FILE], or template", gradebook_policy},
};

enum { ACTIONS = sizeof actions / sizeof actions[0] };

static bool parse_options(struct gradebook_options *options, const struct command_call *call,
                          int *operands)
{
    static const char *const formats[] = {"text", "csv", "json", "canvas", "moodle", NULL};
    static const char *const users[] = {"email", "idnumber", "username", NULL};
    static const char *const when[] = {"auto", "always", "never", NULL};
    *options = (struct gradebook_options){
        .title = "Shared memory workbook", .user = "email", .color = "auto"};
    const struct option_spec specs[] = {
        {.name = "gradebook", .kind = OPTION_STRING, .target = &options->gradebook},
        {.name = "policy", .kind = OPTION_STRING, .target = &options->policy},
        {.name = "trace", .kind = OPTION_FLAG, .target = &options->trace},
        {.name = "fast", .kind = OPTION_FLAG, .target = &options->fast},
        {.name = "format", .kind = OPTION_CHOICE, .target = &options->format, .choices = formats},
        {.name = "output", .kind = OPTION_STRING, .target = &options->output},
        {.name = "title", .kind = OPTION_STRING, .target = &options->title},
        {.name = "assignment-id", .kind = OPTION_STRING, .target = &options->assignment_id},
        {.name = "user", .kind = OPTION_CHOICE, .target = &options->user, .choices = users},
        {.name = "by", .kind = OPTION_STRING, .target = &options->by},
        {.name = "why", .kind = OPTION_STRING, .target = &options->why},
        {.name = "color", .kind = OPTION_CHOICE, .target = &options->color, .choices = when},
    };
    return options_parse(specs, sizeof specs / sizeof specs[0], call->argc, call->argv, operands,
                         call->err);
}

static const struct action *find_action(const char *name, struct error *err)
{
    const char *names[ACTIONS];
    for (int i = 0; i < ACTIONS; i++) {
        names[i] = actions[i].name;
        if (strcmp(actions[i].name, name) == 0) {
            return &actions[i];
        }
    }
    const char *nearest = nearest_find(name, names, ACTIONS);
    (void)error_set(err, "gradebook has no action '%s'%s%s%s", name,
                    nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                    nearest != NULL ? "'?" : "; 'grader help gradebook' names them");
    return NULL;
}

static enum cli_status run_action(const struct action *action, const struct gradebook_call *call)
{
    bool fits = call->operand_count >= action->least &&
                (action->most < 0 || call->operand_count <= action->most);
    if (!fits) {
        (void)error_set(call->call->err, "gradebook %s takes %s", action->name, action->wants);
        return CLI_USAGE;
    }
    return action->run(call);
}

enum cli_status cmd_gradebook(const struct command_call *call)
{
    struct gradebook_options options;
    int operands = 0;
    if (!parse_options(&options, call, &operands)) {
        return CLI_USAGE;
    }
    const struct action *action = find_action(operands > 0 ? call->argv[1] : "show", call->err);
    if (action == NULL) {
        return CLI_USAGE;
    }
    const struct gradebook_call gradebook = {
        .call = call,
        .options = &options,
        .operands = call->argv + 2,
        .operand_count = operands > 0 ? operands - 1 : 0,
    };
    return run_action(action, &gradebook);
}

/* `grader policy check FILE` is `grader gradebook policy check FILE`. */
enum cli_status cmd_policy(const struct command_call *call)
{
    AUTO_FREE char **argv = memory_allocate((size_t)call->argc + 2, sizeof *argv);
    argv[0] = call->argv[0];
    for (int i = 0; i < call->argc; i++) {
        argv[i + 1] = call->argv[i];
    }
    struct command_call longer = *call;
    longer.argc = call->argc + 1;
    longer.argv = argv;
    return cmd_gradebook(&longer);
}
