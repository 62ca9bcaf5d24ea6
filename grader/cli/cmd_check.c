/* grader check: asks the grading part for a verdict and has it reported. */
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/check_request.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/grade_call.h"
#include "cli/live.h"
#include "cli/races_demo.h"
#include "gradebook/policy_apply.h"
#include "progress/keep.h"

static enum cli_status status_of(const struct verdict *verdict)
{
    switch (verdict->status) {
    case STATUS_PASS:
        return CLI_PASSED;
    case STATUS_FAIL:
        return CLI_FAILED;
    default:
        return CLI_BROKEN;
    }
}

static bool write_report(const struct report_format *format, const char *path, const char *color,
                         const struct verdict *verdict, const struct command_call *call)
{
    struct report_style style = console_style(color, -1);
    AUTO_TEXT struct text report = {0};
    format->write(verdict, &style, &report);
    return file_write_atomic(path, text_string(&report), report.length, call->err);
}

static bool write_main_report(const struct check_options *options, const struct verdict *verdict,
                              const struct command_call *call)
{
    const struct report_format *format = report_format_find(options->format);
    if (options->output != NULL) {
        return write_report(format, options->output, options->color, verdict, call);
    }
    struct report_style style = console_style(options->color, STDOUT_FILENO);
    format->write(verdict, &style, call->out);
    return true;
}

/* The reports in formats that keep what is hidden, or in those that do not. */
static bool write_reports(const struct check_options *options, const struct verdict *verdict,
                          bool keeping_hidden, const struct command_call *call)
{
    if (report_format_find(options->format)->keeps_hidden == keeping_hidden &&
        !write_main_report(options, verdict, call)) {
        return false;
    }
    for (size_t i = 0; i < options->reports.count; i++) {
        const char *path = NULL;
        const struct report_format *format = check_report_format(options->reports.items[i], &path);
        if (format->keeps_hidden == keeping_hidden &&
            !write_report(format, path, "never", verdict, call)) {
            return false;
        }
    }
    return true;
}

static bool apply_policy(const struct policy *policy, struct verdict *verdict, struct error *err)
{
    policy_apply_hiding(policy, verdict);
    return policy_apply_points(policy, verdict, err);
}

static bool report_verdict(const struct check_options *options, const struct policy *policy,
                           struct verdict *verdict, const struct command_call *call)
{
    if (policy != NULL && !apply_policy(policy, verdict, call->err)) {
        return false;
    }
    if (!write_reports(options, verdict, true, call)) {
        return false;
    }
    verdict_conceal_hidden(verdict);
    return write_reports(options, verdict, false, call);
}

/* The verdict says it in full; this is the one sentence for standard error. */
static void explain_error(const struct verdict *verdict, struct error *err)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        const struct exercise_verdict *exercise = verdict->exercises[i];
        for (int k = 0; exercise->status == STATUS_ERROR && k < STAGE_COUNT; k++) {
            const struct stage_verdict *stage = &exercise->stages[k];
            if (stage->status == STATUS_ERROR && stage->message != NULL) {
                (void)error_set(err, "%s could not be judged (%s): %s", exercise->folder,
                                stage_name((enum stage)k), stage->message);
                return;
            }
        }
    }
    (void)error_set(err, "some work could not be judged; 'grader doctor' looks for the cause");
}

static void show_progress(void *context, const struct grade_progress *progress)
{
    live_show(context, "%s: %u of %u passes done", progress->exercise->folder, progress->done,
              progress->total);
}

/* Grades, with a line on the terminal that says how far it is. */
static bool grade_watched(const struct grade_request *request, struct verdict **verdict,
                          const struct command_call *call)
{
    struct live live = live_begin();
    struct grade_request watched = *request;
    watched.on_progress = show_progress;
    watched.context = &live;
    live_show(&live, "grading ...");
    return grade_call(call, &watched, &live, verdict);
}

/* A record that cannot be kept is told, and is no reason for another status. */
static void keep_attempts(const struct grade_request *request, const struct verdict *verdict)
{
    AUTO_FREE char *notice = NULL;
    struct error trouble;
    bool kept = keep_verdict(request, verdict, &notice, &trouble);
    if (notice != NULL) {
        console_complain(notice);
    }
    if (!kept) {
        AUTO_FREE char *words = memory_format("not recorded: %s", trouble.message);
        console_complain(words);
    }
}

static enum cli_status grade_and_report(const struct check_options *options,
                                        const struct policy *policy,
                                        const struct grade_request *request,
                                        const struct command_call *call)
{
    AUTO_VERDICT struct verdict *verdict = NULL;
    if (!grade_watched(request, &verdict, call)) {
        return CLI_BROKEN;
    }
    keep_attempts(request, verdict);
    if (!report_verdict(options, policy, verdict, call)) {
        return CLI_BROKEN;
    }
    enum cli_status status = status_of(verdict);
    if (status == CLI_BROKEN) {
        explain_error(verdict, call->err);
    }
    return status;
}

enum cli_status cmd_check(const struct command_call *call)
{
    struct check_options options;
    int operands = 0;
    if (!check_options_parse(&options, call->argc, call->argv, &operands, call->err)) {
        return CLI_USAGE;
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, call->err) ||
        (options.solutions && !workbook_is_complete(&workbook, "check --solutions", call->err))) {
        return CLI_BROKEN;
    }
    AUTO_POLICY struct policy policy = {0};
    bool has_policy = options.policy != NULL;
    if (has_policy && !policy_load_for(options.policy, workbook.catalogue, &policy, call->err)) {
        return CLI_BROKEN;
    }
    AUTO_FREE const struct manifest **exercises =
        memory_allocate(workbook.catalogue->count, sizeof *exercises);
    struct grade_request request;
    if (!check_request_make(&options, &workbook, call->argv + 1, operands, exercises, &request,
                            call->err)) {
        return CLI_USAGE;
    }
    if (options.races_demo) {
        return races_demo_run(call, &request, options.color);
    }
    if (call->grade == NULL) {
        (void)error_set(call->err, "this grader was built without its grading part");
        return CLI_BROKEN;
    }
    return grade_and_report(&options, has_policy ? &policy : NULL, &request, call);
}
