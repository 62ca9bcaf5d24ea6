/* grader selftest: does the workbook keep its promises about itself? */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/check_request.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/live.h"
#include "cli/options.h"
#include "cli/stop_signals.h"
#include "selftest/mutation/generated_report.h"
#include "selftest/selftest_report.h"

struct selftest_options {
    const char *only;
    const char *format;
    const char *color;
    uint64_t jobs;
    uint64_t repeat;
    uint64_t seed;
    const char *load;
    bool fast;
    bool accept_messages;
    bool generated;
    const char *sample;
};

static bool parse_options(struct selftest_options *options, const struct command_call *call,
                          int *operands)
{
    static const char *const kinds[] = {"stubs",   "solutions", "alternatives",
                                        "mutants", "structure", NULL};
    static const char *const formats[] = {"text", "json", NULL};
    static const char *const loads[] = {"none",   "hogs", "idle",  "one-core",
                                        "delays", "all",  "mixed", NULL};
    static const char *const when[] = {"auto", "always", "never", NULL};
    *options = (struct selftest_options){.format = "text", .color = "auto", .repeat = 1};
    const struct option_spec specs[] = {
        {.name = "only", .kind = OPTION_CHOICE, .target = &options->only, .choices = kinds},
        {.name = "format", .kind = OPTION_CHOICE, .target = &options->format, .choices = formats},
        {.name = "color", .kind = OPTION_CHOICE, .target = &options->color, .choices = when},
        {.name = "jobs", .kind = OPTION_NUMBER, .target = &options->jobs, .least = 1, .most = 64},
        {.name = "repeat",
         .kind = OPTION_NUMBER,
         .target = &options->repeat,
         .least = 1,
         .most = 10000},
        {.name = "load", .kind = OPTION_CHOICE, .target = &options->load, .choices = loads},
        {.name = "seed",
         .kind = OPTION_NUMBER,
         .target = &options->seed,
         .least = 1,
         .most = UINT32_MAX},
        {.name = "fast", .kind = OPTION_FLAG, .target = &options->fast},
        {.name = "accept-messages", .kind = OPTION_FLAG, .target = &options->accept_messages},
        {.name = "generated", .kind = OPTION_FLAG, .target = &options->generated},
        {.name = "sample", .kind = OPTION_STRING, .target = &options->sample},
    };
    return options_parse(specs, sizeof specs / sizeof specs[0], call->argc, call->argv, operands,
                         call->err);
}

/* "mutants" asks for the kind "mutant". */
static void choose_kinds(const char *only, struct selftest_request *request)
{
    for (int kind = 0; kind < BANK_KINDS; kind++) {
        const char *name = bank_kind_name((enum bank_kind)kind);
        request->kinds[kind] = only == NULL || strncmp(only, name, strlen(name)) == 0;
    }
    request->structure = only == NULL || strcmp(only, "structure") == 0;
}

/* Options that would do nothing beside the others are refused: who gives them expects something. */
static bool options_agree(const struct selftest_options *options, struct error *err)
{
    bool loaded = options->load != NULL || options->seed != 0;
    if (options->repeat == 1 && loaded) {
        return error_set(err,
                         "--load and --seed are for the rounds after the first: say --repeat N");
    }
    if (options->generated &&
        (options->only != NULL || options->repeat > 1 || options->accept_messages)) {
        return error_set(err, "--generated takes the place of the stored sources: it goes with "
                              "neither --only, --repeat nor --accept-messages");
    }
    if (options->only != NULL && strcmp(options->only, "structure") == 0 && options->repeat > 1) {
        return error_set(err, "--only structure grades nothing, and so repeats nothing");
    }
    return true;
}

static void show_progress(void *context, const struct selftest_progress *progress)
{
    live_show(context, "%zu of %zu: %s%s%s", progress->done, progress->total,
              progress->manifest->folder, progress->round > 0 ? ", load: " : "",
              progress->round > 0 ? load_name(progress->profile) : "");
}

static enum cli_status status_of(enum promise_state state)
{
    switch (state) {
    case PROMISE_UNJUDGED:
        return CLI_BROKEN;
    case PROMISE_BROKEN:
        return CLI_FAILED;
    default:
        return CLI_PASSED;
    }
}

/* *number: of the signal; 0: none. */
static bool run_until_stopped(struct selftest_request *request, struct selftest *selftest,
                              int *number, struct error *err)
{
    struct stop_signals stop;
    if (!stop_signals_begin(&stop, err)) {
        return false;
    }
    request->cancel = &stop.cancel;
    bool ran = selftest_run(request, selftest, err);
    *number = stop_signals_end(&stop);
    request->cancel = NULL;
    return ran;
}

static enum cli_status run_and_report(const struct selftest_options *options,
                                      struct selftest_request *request,
                                      const struct command_call *call)
{
    struct selftest selftest = {0};
    struct live live = live_begin();
    int number = 0;
    request->on_progress = show_progress;
    request->context = &live;
    live_show(&live, "grading ...");
    bool ran = run_until_stopped(request, &selftest, &number, call->err);
    live_end(&live);
    /* Rounds take hours: who breaks them off is told what there is. */
    if (number != 0 && request->repeat == 1) {
        stop_signals_die(number, call);
    }
    if (!ran) {
        return CLI_BROKEN;
    }
    if (strcmp(options->format, "json") == 0) {
        selftest_json_write(&selftest, call->out);
    } else {
        struct report_style style = console_style(options->color, STDOUT_FILENO);
        selftest_text_write(&selftest, &style, call->out);
    }
    if (number != 0) {
        stop_signals_die(number, call);
    }
    enum cli_status status = status_of(selftest_state(&selftest));
    if (status == CLI_BROKEN) {
        (void)error_set(call->err, "some sources could not be judged; the report says why");
    }
    selftest_finish(&selftest);
    return status;
}

static void write_generated(const struct selftest_options *options,
                            const struct generated *generated, struct text *out)
{
    if (strcmp(options->format, "json") == 0) {
        generated_json_write(generated, out);
    } else {
        struct report_style style = console_style(options->color, STDOUT_FILENO);
        generated_text_write(generated, &style, out);
    }
}

static enum cli_status run_generated(const struct selftest_options *options,
                                     const struct selftest_request *selftest,
                                     const struct command_call *call)
{
    struct generated generated;
    struct live live = live_begin();
    struct generated_request request = {
        .layout = selftest->layout,
        .exercises = selftest->exercises,
        .exercise_count = selftest->exercise_count,
        .sample = selftest->sample,
        .jobs = selftest->jobs,
        .fast = selftest->fast,
        .grade = selftest->grade,
        .on_progress = show_progress,
        .context = &live,
    };
    bool ran = generated_run(&request, &generated, call->err);
    live_end(&live);
    if (!ran) {
        return CLI_BROKEN;
    }
    write_generated(options, &generated, call->out);
    enum cli_status status = status_of(generated_state(&generated));
    if (status == CLI_BROKEN) {
        (void)error_set(call->err, "some mutants could not be judged; the report says why");
    }
    generated_finish(&generated);
    return status;
}

enum cli_status cmd_selftest(const struct command_call *call)
{
    struct selftest_options options;
    int operands = 0;
    if (!parse_options(&options, call, &operands) || !options_agree(&options, call->err)) {
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err) ||
        !workbook_is_complete(&workbook, "selftest", call->err)) {
        return CLI_BROKEN;
    }
    if (call->grade == NULL) {
        (void)error_set(call->err, "this grader was built without its grading part");
        return CLI_BROKEN;
    }
    AUTO_FREE const struct manifest **exercises =
        memory_allocate(workbook.catalogue->count, sizeof *exercises);
    struct selftest_request request = {
        .layout = &workbook.layout,
        .exercises = exercises,
        .jobs = (unsigned)options.jobs,
        .fast = options.fast,
        .repeat = (unsigned)options.repeat,
        .seed = options.seed != 0 ? options.seed : 1,
        .accept_messages = options.accept_messages,
        .grade = call->grade,
    };
    (void)load_find(options.load != NULL ? options.load : "mixed", &request.load);
    choose_kinds(options.only, &request);
    if (!sample_parse(options.sample, &request.sample, call->err)) {
        return CLI_USAGE;
    }
    if (!check_choose_exercises(workbook.catalogue, call->argv + 1, operands, exercises,
                                &request.exercise_count, call->err)) {
        return CLI_USAGE;
    }
    return options.generated ? run_generated(&options, &request, call)
                             : run_and_report(&options, &request, call);
}
