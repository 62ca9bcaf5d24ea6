/* grader progress: how it went; export and import take the record to another machine. */
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/progress_text.h"
#include "progress/export.h"

enum { IMPORT_BYTES_MAX = 64 * 1024 * 1024 };

static void tell_notice(const struct progress *progress)
{
    if (progress_notice(progress) != NULL) {
        console_complain(progress_notice(progress));
    }
}

static enum cli_status show(const struct command_call *call)
{
    AUTO_LEARNER struct learner learner = {0};
    AUTO_ATTEMPTS struct attempts attempts = {0};
    if (!learner_open(&learner, PROGRESS_LOOK, call->err)) {
        return CLI_BROKEN;
    }
    if (learner.progress == NULL) {
        (void)error_set(call->err, "%s", learner.trouble);
        return CLI_BROKEN;
    }
    learner_complain(&learner);
    if (!progress_read_attempts(learner.progress, NULL, &attempts, call->err)) {
        return CLI_BROKEN;
    }
    struct report_style style = console_style(NULL, STDOUT_FILENO);
    progress_text_write(&style, call->out, &learner, &attempts, clock_wall_ms());
    return CLI_PASSED;
}

static bool write_record(bool (*write)(struct progress *, struct text *, struct error *),
                         struct text *out, struct error *err)
{
    AUTO_PROGRESS struct progress *progress = NULL;
    if (!progress_open(PROGRESS_LOOK, &progress, err)) {
        return false;
    }
    tell_notice(progress);
    return write(progress, out, err);
}

static enum cli_status export_record(const struct command_call *call, const char *file)
{
    AUTO_TEXT struct text record = {0};
    if (file == NULL) {
        return write_record(export_json, call->out, call->err) ? CLI_PASSED : CLI_BROKEN;
    }
    if (!write_record(export_json, &record, call->err) ||
        !file_write_atomic(file, text_string(&record), record.length, call->err)) {
        return CLI_BROKEN;
    }
    text_format(call->out, "Your progress is in %s; elsewhere: ./workbook progress import %s\n",
                file, file);
    return CLI_PASSED;
}

static enum cli_status import_record(const struct command_call *call, const char *file)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    AUTO_PROGRESS struct progress *progress = NULL;
    struct import_result result = {0};
    if (!file_read(file, IMPORT_BYTES_MAX, &bytes, &length, call->err) ||
        !progress_open(PROGRESS_RECORD, &progress, call->err)) {
        return CLI_BROKEN;
    }
    tell_notice(progress);
    if (!import_json(progress, file, bytes, length, &result, call->err)) {
        return CLI_BROKEN;
    }
    text_format(call->out, "%zu attempt%s in %s, %zu of them new to this machine.\n",
                result.attempts, result.attempts == 1 ? "" : "s", file, result.fresh);
    return CLI_PASSED;
}

static enum cli_status usage(const struct command_call *call)
{
    (void)error_set(call->err,
                    "progress takes 'export [FILE]', 'import FILE' or --format, and one of them");
    return CLI_USAGE;
}

enum cli_status cmd_progress(const struct command_call *call)
{
    static const char *const formats[] = {"text", "json", "csv", NULL};
    const char *format = NULL;
    const struct option_spec specs[] = {
        {.name = "format", .kind = OPTION_CHOICE, .target = &format, .choices = formats},
    };
    int operands = 0;
    if (!options_parse(specs, 1, call->argc, call->argv, &operands, call->err)) {
        return CLI_USAGE;
    }
    const char *action = operands > 0 ? call->argv[1] : "show";
    if (format != NULL && operands > 0) {
        return usage(call);
    }
    if (strcmp(action, "export") == 0 && operands <= 2) {
        return export_record(call, operands == 2 ? call->argv[2] : NULL);
    }
    if (strcmp(action, "import") == 0 && operands == 2) {
        return import_record(call, call->argv[2]);
    }
    if (operands > 0) {
        return usage(call);
    }
    if (format == NULL || strcmp(format, "text") == 0) {
        return show(call);
    }
    bool json = strcmp(format, "json") == 0;
    return write_record(json ? export_json : export_csv, call->out, call->err) ? CLI_PASSED
                                                                               : CLI_BROKEN;
}
