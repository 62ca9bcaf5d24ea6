#include "cli/recording.h"

#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "cli/check_request.h"
#include "cli/grade_call.h"
#include "cli/learner.h"
#include "cli/live.h"

void recording_options_declare(struct recording_options *options, struct option_spec *specs)
{
    static const char *const policy[] = {"auto", "require", "off", NULL};
    *options = (struct recording_options){.sandbox = "auto"};
    const struct option_spec mine[RECORDING_SPECS] = {
        {.name = "check", .kind = OPTION_STRING, .target = &options->check},
        {.name = "dir", .kind = OPTION_STRING, .target = &options->dir},
        {.name = "file", .kind = OPTION_STRING, .target = &options->file},
        {.name = "solutions", .kind = OPTION_FLAG, .target = &options->solutions},
        {.name = "sandbox", .kind = OPTION_CHOICE, .target = &options->sandbox, .choices = policy},
        {.name = "seed", .kind = OPTION_NUMBER, .target = &options->seed, .most = UINT64_MAX},
    };
    memcpy(specs, mine, sizeof mine);
}

void recording_finish(struct recording *recording)
{
    timeline_finish(&recording->timeline);
    shape_destroy(recording->shape);
    verdict_destroy(recording->verdict);
    workbook_finish(&recording->workbook);
    *recording = (struct recording){0};
}

/* --- which exercise, which check --------------------------------------------------------------- */

/* The request for one exercise's work, natively. */
static bool make_request(const struct recording_options *options, const struct command_call *call,
                         const struct workbook *workbook, int operand_count,
                         const struct manifest **exercises, struct grade_request *request)
{
    const struct check_options as_check = {.dir = options->dir,
                                           .file = options->file,
                                           .solutions = options->solutions,
                                           .sandbox = options->sandbox,
                                           .seed = options->seed,
                                           .fast = true};
    if ((options->dir != NULL) + (options->file != NULL) + options->solutions > 1) {
        return error_set(call->err, "--dir, --file and --solutions exclude each other");
    }
    if (operand_count > 1) {
        return error_set(call->err, "%s takes one exercise at a time", call->argv[0]);
    }
    if (!check_request_make(&as_check, workbook, call->argv + 1, operand_count, exercises, request,
                            call->err)) {
        return false;
    }
    if (operand_count == 0 && options->file == NULL) {
        exercises[0] = learner_find_next(workbook->catalogue);
        request->exercise_count = 1;
    }
    return true;
}

/* Of the behaviour, for the other stages have no process of their own to look at. */
static const struct manifest_check *find_check(const struct manifest *manifest, const char *id,
                                               struct error *err)
{
    const struct manifest_check *check = manifest_find_check(manifest, id);
    if (check != NULL && check->stage == STAGE_BEHAVIOUR) {
        return check;
    }
    AUTO_FREE const char **names = memory_allocate(manifest->check_count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < manifest->check_count; i++) {
        if (manifest->checks[i].stage == STAGE_BEHAVIOUR) {
            names[count++] = manifest->checks[i].id;
        }
    }
    const char *nearest = nearest_find(id, names, count);
    if (check != NULL) {
        (void)error_set(err, "'%s' is judged from all runs together: there is no run to look at",
                        id);
    } else if (nearest != NULL) {
        (void)error_set(err, "%s has no check '%s'; did you mean '%s'?", manifest->folder, id,
                        nearest);
    } else {
        (void)error_set(err, "%s has no check '%s'; its exercise.cfg names them all",
                        manifest->folder, id);
    }
    return NULL;
}

static const struct manifest_check *first_check(const struct manifest *manifest)
{
    size_t i = 0;
    while (i + 1 < manifest->check_count && manifest->checks[i].stage != STAGE_BEHAVIOUR) {
        i++;
    }
    return &manifest->checks[i];
}

/* The first check of the behaviour that failed; NULL when none did. */
static const char *first_failed(const struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check->stage == STAGE_BEHAVIOUR && check->status != STATUS_PASS &&
            check->status != STATUS_SKIP) {
            return check->id;
        }
    }
    return NULL;
}

/* --- running ----------------------------------------------------------------------------------- */

/* The sentence for a grader that could not do its part. */
static bool explain_error(const struct exercise_verdict *exercise, struct error *err)
{
    for (int i = 0; i < STAGE_COUNT; i++) {
        const struct stage_verdict *stage = &exercise->stages[i];
        if (stage->status == STATUS_ERROR) {
            return error_set(err, "%s could not be run (%s): %s", exercise->folder,
                             stage_name((enum stage)i),
                             stage->message != NULL ? stage->message : "for no known cause");
        }
    }
    return true;
}

/* Runs it and keeps the verdict. False when the grader itself failed. */
static bool grade(const struct command_call *call, const struct grade_request *request,
                  const char *doing, struct recording *recording)
{
    struct live live = live_begin();
    live_show(&live, "%s: %s ...", recording->manifest->folder, doing);
    verdict_destroy(recording->verdict);
    recording->verdict = NULL;
    bool graded = grade_call(call, request, &live, &recording->verdict);
    return graded && explain_error(recording->verdict->exercises[0], call->err);
}

static bool was_built(const struct recording *recording)
{
    return recording->verdict->exercises[0]->stages[STAGE_BUILD].status == STATUS_PASS;
}

/* By running the work up to its first failing check. False when the grader failed; no check when the
 * work cannot be run. */
static bool find_failing(const struct command_call *call, const struct grade_request *request,
                         const char *(*fallback)(const struct manifest *manifest),
                         struct recording *recording)
{
    struct grade_request looking = *request;
    looking.stop_at_failure = true;
    const char *id = NULL;
    if (request->submission != SUBMISSION_SOLUTIONS) {
        if (!grade(call, &looking, "looking for the first check that fails", recording)) {
            return false;
        }
        if (!was_built(recording)) {
            return true;
        }
        id = first_failed(recording->verdict->exercises[0]);
        recording->failed_before = id != NULL;
    }
    id = id == NULL && fallback != NULL ? fallback(recording->manifest) : id;
    recording->check = id != NULL ? manifest_find_check(recording->manifest, id)
                                  : first_check(recording->manifest);
    return true;
}

/* Records the check once. False when the grader failed. */
static bool record(const struct command_call *call, const struct grade_request *request,
                   enum grade_recording what, struct recording *recording)
{
    struct grade_request recorded = *request;
    recorded.only_check = recording->check->id;
    recorded.recording = what;
    recorded.timeline = &recording->timeline;
    timeline_finish(&recording->timeline);
    if (what == RECORD_SNAPSHOTS) {
        shape_destroy(recording->shape);
        recording->shape = NULL;
        recorded.structure = recording->manifest->peek.structure;
        recorded.shape = &recording->shape;
    }
    return grade(call, &recorded, recording->check->id, recording);
}

static bool has_passed(const struct recording *recording)
{
    const struct check_verdict *check =
        exercise_verdict_find_check(recording->verdict->exercises[0], recording->check->id);
    return check->status == STATUS_PASS;
}

/* A tracer makes a process slower: what a check measures may then be as it should. */
static enum cli_status record_faithfully(const struct command_call *call,
                                         const struct grade_request *request,
                                         enum grade_recording what, struct recording *recording)
{
    if (!record(call, request, what, recording)) {
        return CLI_BROKEN;
    }
    if (!was_built(recording)) {
        recording->check = NULL;
        return CLI_FAILED;
    }
    if (recording->failed_before && has_passed(recording) && what == RECORD_EVENTS) {
        recording->lightly = true;
        if (!record(call, request, RECORD_CALLS, recording)) {
            return CLI_BROKEN;
        }
    }
    return has_passed(recording) && !recording->failed_before ? CLI_PASSED : CLI_FAILED;
}

enum cli_status recording_run(const struct recording_options *options,
                              const struct command_call *call, int operand_count,
                              enum grade_recording what,
                              const char *(*fallback)(const struct manifest *manifest),
                              struct recording *recording)
{
    struct workbook *workbook = &recording->workbook;
    struct grade_request request;
    if (!workbook_open(workbook, call->err)) {
        return CLI_BROKEN;
    }
    AUTO_FREE const struct manifest **exercises =
        memory_allocate(workbook->catalogue->count, sizeof *exercises);
    if (!make_request(options, call, workbook, operand_count, exercises, &request)) {
        return CLI_USAGE;
    }
    recording->manifest = exercises[0];
    if (options->check == NULL && options->is_telling && fallback(recording->manifest) != NULL) {
        recording->check = manifest_find_check(recording->manifest, fallback(recording->manifest));
    }
    if (options->check != NULL) {
        recording->check = find_check(recording->manifest, options->check, call->err);
        if (recording->check == NULL) {
            return CLI_USAGE;
        }
    }
    if (call->grade == NULL) {
        (void)error_set(call->err, "this grader was built without its grading part");
        return CLI_BROKEN;
    }
    if (recording->check == NULL && !find_failing(call, &request, fallback, recording)) {
        return CLI_BROKEN;
    }
    return recording->check != NULL ? record_faithfully(call, &request, what, recording)
                                    : CLI_FAILED;
}
