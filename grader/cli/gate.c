#include "cli/gate.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/memory.h"
#include "cli/console.h"
#include "cli/learner.h"
#include "cli/options.h"

enum gate_answer {
    GATE_OPEN,   /* show it */
    GATE_CLOSED, /* `out` says what is missing */
    GATE_BROKEN, /* err says what went wrong */
};

struct gate_request {
    const char *command; /* "solution": for the words on what to type */
    bool reveal;         /* he knows what it costs */
};

static void append_missing(struct text *out, unsigned count, const char *what)
{
    static const char *const words[] = {"no", "one", "two", "three", "four", "five", "six"};
    const char *word = count < sizeof words / sizeof words[0] ? words[count] : "several";
    text_format(out, "%s more %s%s", word, what, count == 1 ? "" : "s");
}

static void explain_closed(const struct standing *standing, const struct standing_gate *gate,
                           const struct manifest *manifest, struct text *out)
{
    struct report_style style = console_style(NULL, STDOUT_FILENO);
    AUTO_FREE char *rule =
        memory_format("The model solution of %s is shown once you have passed, or "
                      "with every hint opened and three different versions tried.",
                      manifest->folder);
    text_append(out, "\n  ");
    report_style_wrap(&style, out, 2, rule);
    text_append(out, "\n  Still to come: ");
    if (gate->hints_missing > 0) {
        append_missing(out, gate->hints_missing, "hint");
    }
    text_append(out, gate->hints_missing > 0 && gate->failures_missing > 0 ? ", " : "");
    if (gate->failures_missing > 0) {
        append_missing(out, gate->failures_missing, "attempt");
    }
    text_append(out, ".\n");
    if (standing->passed_fast_ms != 0) {
        text_append(out, "  You passed without Valgrind: check it whole, and you are there.\n");
    }
    text_format(out, "\n    hint    ./workbook hint %u\n    check   ./workbook check %u\n\n",
                manifest->number, manifest->number);
}

static void explain_cost(const struct gate_request *request, const struct manifest *manifest,
                         struct text *out)
{
    text_format(out,
                "\n  You have tried for it: you may see the model solution of %s now.\n"
                "  A pass afterwards earns one star instead of two. If you want to see it:\n"
                "\n    ./workbook %s %u --reveal\n\n",
                manifest->folder, request->command, manifest->number);
}

/* NULL with a sentence when this workbook comes without. */
static char *solution_path(const struct learner *learner, const struct manifest *manifest,
                           struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/solutions/%s/%s", learner->workbook.layout.root,
                                         manifest->folder, manifest->source);
    if (access(path, R_OK) != 0) {
        (void)error_set(err, "this workbook comes without the model solution of %s (%s)",
                        manifest->folder, path);
        return NULL;
    }
    return steal_pointer(&path);
}

static enum gate_answer ask(const struct gate_request *request, struct learner *learner,
                            const struct manifest *manifest, const struct command_call *call)
{
    const struct standing *standing = learner_standing(learner, manifest);
    struct standing_gate gate = standing_gate(standing, manifest->hints.count);
    if (!gate.open) {
        explain_closed(standing, &gate, manifest, call->out);
        return GATE_CLOSED;
    }
    if (gate.passed || standing->revealed_ms != 0) {
        return GATE_OPEN;
    }
    if (!request->reveal) {
        explain_cost(request, manifest, call->out);
        return GATE_CLOSED;
    }
    /* Recorded first: what was seen was seen. */
    return progress_record_reveal(learner->progress, manifest->name, clock_wall_ms(), call->err)
               ? GATE_OPEN
               : GATE_BROKEN;
}

/* NULL with a sentence for a mistake in usage (*status); the workbook is opened. */
static const struct manifest *parse(struct gate_request *request, struct learner *learner,
                                    const struct command_call *call, enum cli_status *status)
{
    const struct option_spec specs[] = {
        {.name = "reveal", .kind = OPTION_FLAG, .target = &request->reveal},
    };
    int operands = 0;
    *status = CLI_USAGE;
    if (!options_parse(specs, 1, call->argc, call->argv, &operands, call->err)) {
        return NULL;
    }
    if (operands != 1) {
        (void)error_set(call->err, "%s takes one exercise", request->command);
        return NULL;
    }
    if (!learner_open(learner, PROGRESS_LOOK, call->err)) {
        *status = CLI_BROKEN;
        return NULL;
    }
    learner_complain(learner);
    return catalogue_find(learner->workbook.catalogue, call->argv[1], call->err);
}

enum cli_status gate_run(const char *command, gate_show *show, const struct command_call *call)
{
    AUTO_LEARNER struct learner learner = {0};
    struct gate_request request = {.command = command};
    enum cli_status status = CLI_PASSED;
    const struct manifest *manifest = parse(&request, &learner, call, &status);
    if (manifest == NULL) {
        return status;
    }
    /* Nobody is sent after what is not there. */
    AUTO_FREE char *model = solution_path(&learner, manifest, call->err);
    if (model == NULL) {
        return CLI_BROKEN;
    }
    switch (ask(&request, &learner, manifest, call)) {
    case GATE_OPEN:
        return show(manifest, model, call) ? CLI_PASSED : CLI_BROKEN;
    case GATE_CLOSED:
        return CLI_FAILED;
    default:
        return CLI_BROKEN;
    }
}
