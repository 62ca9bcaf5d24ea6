/* grader watch: the learner's work, graded on save. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/check_request.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/learner.h"
#include "cli/options.h"
#include "cli/watch_record.h"
#include "cli/work.h"
#include "watch/editor.h"
#include "watch/guard.h"
#include "watch/watch.h"

struct watch_options {
    bool plain, poll, fast;
    const char *edit_command; /* NULL: the environment's */
    const char *sandbox, *color;
};

static bool parse(struct watch_options *options, const struct command_call *call, int *operands)
{
    static const char *const when[] = {"auto", "always", "never", NULL};
    static const char *const policy[] = {"auto", "require", "off", NULL};
    *options = (struct watch_options){.sandbox = "auto", .color = "auto"};
    const struct option_spec specs[] = {
        {.name = "plain", .kind = OPTION_FLAG, .target = &options->plain},
        {.name = "poll", .kind = OPTION_FLAG, .target = &options->poll},
        {.name = "fast", .kind = OPTION_FLAG, .target = &options->fast},
        {.name = "edit-cmd", .kind = OPTION_STRING, .target = &options->edit_command},
        {.name = "sandbox", .kind = OPTION_CHOICE, .target = &options->sandbox, .choices = policy},
        {.name = "color", .kind = OPTION_CHOICE, .target = &options->color, .choices = when},
    };
    if (!options_parse(specs, sizeof specs / sizeof specs[0], call->argc, call->argv, operands,
                       call->err)) {
        return false;
    }
    return *operands <= 1 || error_set(call->err, "watch takes one exercise to begin with");
}

/* A command that makes no sense is told now, and not when the key is pressed. */
static bool check_edit_command(const struct watch_options *options, struct error *err)
{
    if (options->edit_command == NULL) {
        return true;
    }
    char **words = editor_split(options->edit_command, "x.c", 1, 1, err);
    bool right = words != NULL;
    editor_free_words(words);
    return right;
}

static void fill_plan(struct watch_plan *plan, const struct watch_options *options,
                      const struct workbook *workbook, const struct manifest *first,
                      const struct command_call *call)
{
    *plan = (struct watch_plan){
        .exercises = (const struct manifest *const *)workbook->catalogue->exercises,
        .count = workbook->catalogue->count,
        .first = catalogue_index(workbook->catalogue, first),
        .grade = call->grade,
        .sessions = call->sessions,
        .request = {.layout = &workbook->layout,
                    .submission = SUBMISSION_WORKBOOK,
                    .sandbox = check_sandbox_policy(options->sandbox),
                    .fast = options->fast},
        .edit_command = editor_choose_command(options->edit_command),
        .plain = options->plain || !watch_can_draw(),
        .always_poll = options->poll,
        .style = console_style(options->color, STDOUT_FILENO),
    };
}

static struct guard_end work(void *context)
{
    const struct watch_plan *plan = context;
    struct guard_end end = {.done = false};
    end.done = watch_run(plan, &end.signal, &end.err);
    return end;
}

/* As if the signal had met a program that does not handle it: a shell wants to know. */
static void die_of(int number)
{
    signal(number, SIG_DFL);
    (void)raise(number);
}

static enum cli_status watch(const struct watch_options *options, const struct workbook *workbook,
                             const struct manifest *first, const struct command_call *call)
{
    struct watch_plan plan;
    fill_plan(&plan, options, workbook, first, call);
    watch_record_attach(&plan);
    struct guard_end end = guard_run(work, &plan);
    if (!end.done) {
        *call->err = end.err;
        return CLI_BROKEN;
    }
    if (end.signal != 0) {
        die_of(end.signal);
    }
    return CLI_PASSED;
}

enum cli_status cmd_watch(const struct command_call *call)
{
    struct watch_options options;
    int operands = 0;
    if (!parse(&options, call, &operands) || !check_edit_command(&options, call->err)) {
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err)) {
        return CLI_BROKEN;
    }
    const struct manifest *first =
        operands == 0 ? learner_find_next(workbook.catalogue)
                      : catalogue_find(workbook.catalogue, call->argv[1], call->err);
    if (first == NULL) {
        return CLI_USAGE;
    }
    if (call->grade == NULL) {
        (void)error_set(call->err, "this grader was built without its grading part");
        return CLI_BROKEN;
    }
    return watch(&options, &workbook, first, call);
}
