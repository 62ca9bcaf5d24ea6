#include "cli/races_demo.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/console.h"
#include "cli/live.h"
#include "grade/races_alone.h"
#include "report/report_checks.h"

/* --- the programs -------------------------------------------------------------------------- */

struct programs {
    struct dirent **entries; /* as of scandir(3) */
    int count;
};

static void programs_finish(struct programs *programs)
{
    for (int i = 0; i < programs->count; i++) {
        free(programs->entries[i]);
    }
    free(programs->entries);
}

static int is_program(const struct dirent *entry)
{
    const size_t length = strlen(entry->d_name);
    return length > 2 && strcmp(entry->d_name + length - 2, ".c") == 0;
}

/* In the order of their names. None: the exercise has no demo. */
static void find_programs(const char *folder, struct programs *programs)
{
    *programs = (struct programs){0};
    const int count = scandir(folder, &programs->entries, is_program, alphasort);
    programs->count = count > 0 ? count : 0;
}

/* --- telling ------------------------------------------------------------------------------- */

static void tell(const struct command_call *call, const char *name, const char *color,
                 const struct exercise_verdict *exercise)
{
    const struct report_style style = console_style(color, STDOUT_FILENO);
    text_append(call->out, "\n  ");
    report_style_append(&style, call->out, TONE_STRONG, name);
    text_append(call->out, "\n");
    (void)report_checks_write_first(exercise, &style, call->out);
}

static bool explore(const struct command_call *call, const struct grade_request *request,
                    const struct manifest *manifest, const char *path, struct verdict **verdict)
{
    struct grade_request one = *request;
    one.exercises = &manifest;
    one.exercise_count = 1;
    one.submission = SUBMISSION_FILE;
    one.path = path;
    struct live live = live_begin();
    live_show(&live, "exploring ...");
    const bool explored = grade_races_alone(&one, verdict, call->err);
    live_end(&live);
    return explored;
}

/* True when its mistake was found. */
static bool show_program(const struct command_call *call, const struct grade_request *request,
                         const char *color, const struct manifest *manifest, const char *file)
{
    AUTO_VERDICT struct verdict *verdict = NULL;
    AUTO_FREE char *name = memory_format("docs/races/%s/%s", manifest->folder, file);
    AUTO_FREE char *path = memory_format("%s/%s", request->layout->root, name);
    if (!explore(call, request, manifest, path, &verdict)) {
        return false;
    }
    const struct exercise_verdict *exercise = verdict->exercises[0];
    const struct stage_verdict *stage = &exercise->stages[STAGE_RACES];
    if (stage->status != STATUS_FAIL) {
        return error_set(call->err, "the races stage found nothing in %s: %s", name,
                         stage->message != NULL ? stage->message : "no reason given");
    }
    tell(call, name, color, exercise);
    return true;
}

enum cli_status races_demo_run(const struct command_call *call, const struct grade_request *request,
                               const char *color)
{
    int shown = 0;
    for (size_t i = 0; i < request->exercise_count; i++) {
        const struct manifest *manifest = request->exercises[i];
        AUTO_FREE char *folder =
            memory_format("%s/docs/races/%s", request->layout->root, manifest->folder);
        AUTO(programs_finish) struct programs programs;
        find_programs(folder, &programs);
        for (int k = 0; k < programs.count; k++, shown++) {
            if (!show_program(call, request, color, manifest, programs.entries[k]->d_name)) {
                return CLI_BROKEN;
            }
        }
    }
    if (shown == 0) {
        (void)error_set(call->err, "%s has no races demo; 'grader check 5 --races-demo' shows one",
                        request->exercises[0]->folder);
        return CLI_USAGE;
    }
    text_append(call->out, "\n  How to read this: docs/races.md\n\n");
    return CLI_PASSED;
}
