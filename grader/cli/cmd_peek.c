/* grader peek: the shared memory of one check, step by step, as on a whiteboard. */
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/peek_screen.h"
#include "cli/recording.h"
#include "report/report_text.h"
#include "whiteboard/board.h"
#include "whiteboard/board_json.h"

enum { COLUMNS_DEFAULT = 80, STEPS_SHOWN = 60 };

struct peek_options {
    struct recording_options recording;
    const char *format;
    const char *color;
    uint64_t step; /* from 1; 0: all */
    bool plain;
    bool all;
};

static bool parse(struct peek_options *options, const struct command_call *call, int *operand_count)
{
    static const char *const formats[] = {"text", "json", NULL};
    static const char *const when[] = {"auto", "always", "never", NULL};
    struct option_spec specs[RECORDING_SPECS + 5];
    *options = (struct peek_options){.format = "text"};
    recording_options_declare(&options->recording, specs);
    options->recording.is_telling = true;
    specs[RECORDING_SPECS] = (struct option_spec){
        .name = "format", .kind = OPTION_CHOICE, .target = &options->format, .choices = formats};
    specs[RECORDING_SPECS + 1] = (struct option_spec){
        .name = "color", .kind = OPTION_CHOICE, .target = &options->color, .choices = when};
    specs[RECORDING_SPECS + 2] = (struct option_spec){.name = "step",
                                                      .kind = OPTION_NUMBER,
                                                      .target = &options->step,
                                                      .least = 1,
                                                      .most = TIMELINE_EVENTS_MAX};
    specs[RECORDING_SPECS + 3] =
        (struct option_spec){.name = "plain", .kind = OPTION_FLAG, .target = &options->plain};
    specs[RECORDING_SPECS + 4] =
        (struct option_spec){.name = "all", .kind = OPTION_FLAG, .target = &options->all};
    return options_parse(specs, RECORDING_SPECS + 5, call->argc, call->argv, operand_count,
                         call->err);
}

/* Steps from `first` on, a block of text each. */
static void write_blocks(const struct board *board, const struct board_steps *steps, size_t first,
                         size_t count, const struct report_style *style, struct text *out)
{
    for (size_t i = first; i < first + count; i++) {
        AUTO_SHEET struct sheet sheet = {
            .columns = style->columns > 0 ? style->columns : COLUMNS_DEFAULT, .utf8 = style->utf8};
        board_draw(board, steps, i, &sheet);
        text_append(out, i > first ? "\n" : "");
        sheet_print(&sheet, style, out);
    }
}

/* A long run repeats what its beginning shows. */
static void write_beginning(const struct recording *recording, const struct board *board,
                            const struct board_steps *steps, const struct report_style *style,
                            struct text *out)
{
    write_blocks(board, steps, 0, STEPS_SHOWN, style, out);
    text_format(out, "\n (%zu steps more: ./workbook peek %u --check %s --plain --all)\n",
                steps->count - STEPS_SHOWN, recording->manifest->number, recording->check->id);
}

static bool wants_screen(const struct peek_options *options)
{
    return !options->plain && options->step == 0 && strcmp(options->format, "text") == 0 &&
           peek_screen_is_possible();
}

/* False with a sentence: the terminal failed, or there is no such step. */
static bool show(const struct peek_options *options, const struct recording *recording,
                 const struct board *board, const struct board_steps *steps,
                 const struct command_call *call, enum cli_status *status)
{
    struct report_style style = console_style(options->color, STDOUT_FILENO);
    size_t first = options->step > 0 ? options->step - 1 : 0;
    size_t count = options->step > 0 ? 1 : steps->count;
    if (first + count > steps->count) {
        *status = CLI_USAGE;
        return error_set(call->err, "there is no step %zu: the check has %zu", first + 1,
                         steps->count);
    }
    if (strcmp(options->format, "json") == 0) {
        board_json_write(board, steps, first, count, recording->manifest->folder, call->out);
    } else if (wants_screen(options) && steps->count > 0) {
        *status = CLI_BROKEN;
        return peek_screen_run(board, steps, &style, call->err);
    } else if (count > STEPS_SHOWN && !options->all) {
        write_beginning(recording, board, steps, &style, call->out);
    } else {
        write_blocks(board, steps, first, count, &style, call->out);
    }
    return true;
}

static enum cli_status answer(const struct peek_options *options, const struct recording *recording,
                              const struct command_call *call, enum cli_status status)
{
    if (recording->check == NULL) {
        struct report_style style = console_style(options->color, STDOUT_FILENO);
        report_text_write(recording->verdict, &style, call->out);
        return status;
    }
    AUTO_FREE char *title =
        memory_format("%s, check %s", recording->manifest->folder, recording->check->id);
    const struct board board = {.title = title,
                                .timeline = &recording->timeline,
                                .shape = recording->shape,
                                .item_bytes = recording->manifest->peek.item_bytes};
    AUTO_BOARD_STEPS struct board_steps steps = {0};
    board_find_steps(&recording->timeline, &steps);
    enum cli_status trouble = CLI_BROKEN;
    return show(options, recording, &board, &steps, call, &trouble) ? status : trouble;
}

static const char *telling_check(const struct manifest *manifest)
{
    return manifest->peek.check;
}

enum cli_status cmd_peek(const struct command_call *call)
{
    struct peek_options options;
    int operands = 0;
    if (!parse(&options, call, &operands)) {
        return CLI_USAGE;
    }
    AUTO_RECORDING struct recording recording = {0};
    enum cli_status status = recording_run(&options.recording, call, operands, RECORD_SNAPSHOTS,
                                           telling_check, &recording);
    if (status == CLI_PASSED || status == CLI_FAILED) {
        return answer(&options, &recording, call, status);
    }
    return status;
}
