/* grader trace: the timeline of one check. */
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/recording.h"
#include "report/report_text.h"
#include "report/timeline_json.h"
#include "report/timeline_text.h"

struct trace_options {
    struct recording_options recording;
    const char *format;
    const char *color;
    bool all;
};

static bool parse(struct trace_options *options, const struct command_call *call,
                  int *operand_count)
{
    static const char *const formats[] = {"text", "json", NULL};
    static const char *const when[] = {"auto", "always", "never", NULL};
    struct option_spec specs[RECORDING_SPECS + 3];
    *options = (struct trace_options){.format = "text"};
    recording_options_declare(&options->recording, specs);
    specs[RECORDING_SPECS] = (struct option_spec){
        .name = "format", .kind = OPTION_CHOICE, .target = &options->format, .choices = formats};
    specs[RECORDING_SPECS + 1] = (struct option_spec){
        .name = "color", .kind = OPTION_CHOICE, .target = &options->color, .choices = when};
    specs[RECORDING_SPECS + 2] =
        (struct option_spec){.name = "all", .kind = OPTION_FLAG, .target = &options->all};
    return options_parse(specs, RECORDING_SPECS + 3, call->argc, call->argv, operand_count,
                         call->err);
}

static void write_answer(const struct trace_options *options, const struct recording *recording,
                         const struct command_call *call)
{
    struct report_style style = console_style_wide(options->color, STDOUT_FILENO);
    if (strcmp(options->format, "json") == 0) {
        timeline_json_write(&recording->timeline, recording->manifest->folder, call->out);
    } else if (recording->check == NULL) {
        report_text_write(recording->verdict, &style, call->out);
    } else {
        const struct timeline_text_about about = {.exercise = recording->manifest->folder,
                                                  .number = recording->manifest->number,
                                                  .title = recording->check->title,
                                                  .failed_before = recording->failed_before,
                                                  .lightly = recording->lightly,
                                                  .all = options->all};
        timeline_text_write(&recording->timeline, &about, &style, call->out);
    }
}

static const char *telling_check(const struct manifest *manifest)
{
    return manifest->trace;
}

enum cli_status cmd_trace(const struct command_call *call)
{
    struct trace_options options;
    int operands = 0;
    if (!parse(&options, call, &operands)) {
        return CLI_USAGE;
    }
    AUTO_RECORDING struct recording recording = {0};
    enum cli_status status =
        recording_run(&options.recording, call, operands, RECORD_EVENTS, telling_check, &recording);
    if (status == CLI_PASSED || status == CLI_FAILED) {
        write_answer(&options, &recording, call);
    }
    return status;
}
