#include "grade/judge.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "grade/judge_memory.h"
#include "grade/judge_races.h"
#include "grade/stage_words.h"
#include "stage/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What all parts of the judgement look at. */
struct bench {
    const struct passes *passes;
    bool native_only; /* the memory pass is not to be looked at: another thread works on it */
    struct exercise_verdict *exercise;
    struct lines lines; /* of the native object */
};

static void set_stage(struct exercise_verdict *exercise, enum stage stage, enum status status,
                      const char *message)
{
    exercise->stages[stage].status = status;
    memory_set_string(&exercise->stages[stage].message, message);
}

static void set_later_stages(struct exercise_verdict *exercise, enum stage after,
                             enum status status, const char *message)
{
    for (int stage = after + 1; stage < STAGE_COUNT; stage++) {
        set_stage(exercise, (enum stage)stage, status, message);
    }
}

/* --- build -------------------------------------------------------------------------------------
 */

static void add_diagnostics(struct bench *bench)
{
    const struct build *build = &bench->passes->native.build;
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const struct build_diagnostic *found = &build->diagnostics[i];
        struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(bench->exercise);
        *diagnostic = (struct diagnostic){
            .stage = STAGE_BUILD,
            .file = memory_copy_string(found->file),
            .line = found->line,
            .column = found->column,
            .severity = memory_copy_string(found->severity),
            .message = memory_copy_string(found->message),
        };
        if (found->file != NULL && strcmp(found->file, bench->exercise->source) == 0) {
            diagnostic->excerpt = source_line(&bench->passes->source, found->line);
        }
    }
}

static bool judge_build(struct bench *bench)
{
    const struct pass *native = &bench->passes->native;
    struct exercise_verdict *exercise = bench->exercise;
    if (native->failed && !native->build.accepted) {
        set_stage(exercise, STAGE_BUILD, STATUS_ERROR, native->err.message);
        set_later_stages(exercise, STAGE_BUILD, STATUS_SKIP,
                         "not run: the build stage could not work");
        return false;
    }
    add_diagnostics(bench);
    exercise->stages[STAGE_BUILD].duration_ms = native->build.duration_ms;
    if (!native->build.accepted) {
        set_stage(exercise, STAGE_BUILD, STATUS_FAIL, native->build.message);
        set_later_stages(exercise, STAGE_BUILD, STATUS_SKIP, "not run: the file was not built");
        return false;
    }
    set_stage(exercise, STAGE_BUILD, STATUS_PASS, NULL);
    return true;
}

/* --- behaviour ---------------------------------------------------------------------------------
 */

/* The compiler counts a function's code from its opening brace; its name, a line above, says more.
 */
static unsigned line_of_name(const struct source *source, unsigned line)
{
    AUTO_FREE char *text = source_line(source, line);
    bool only_brace =
        text != NULL && text[strspn(text, " \t")] == '{' && text[strspn(text, " \t{")] == '\0';
    return only_brace && line > 1 ? line - 1 : line;
}

static void set_location(struct bench *bench, struct location *location, uint64_t offset)
{
    const struct source_place *place = lines_find(&bench->lines, offset);
    if (place == NULL || place->file == NULL) {
        return;
    }
    location->file = memory_copy_string(place->file);
    location->line = place->line;
    location->function = memory_copy_string(place->function);
    if (strcmp(place->file, bench->exercise->source) == 0) {
        location->line = line_of_name(&bench->passes->source, place->line);
        location->excerpt = source_line(&bench->passes->source, location->line);
    }
}

static enum status status_of(const char *word)
{
    if (word == NULL) {
        return STATUS_SKIP;
    }
    return strcmp(word, "pass") == 0      ? STATUS_PASS
           : strcmp(word, "fail") == 0    ? STATUS_FAIL
           : strcmp(word, "crash") == 0   ? STATUS_CRASH
           : strcmp(word, "timeout") == 0 ? STATUS_TIMEOUT
                                          : STATUS_SKIP;
}

/* A function that has not come back has not told where it is; at another time it may have. */
static uint64_t function_offset_of(const struct bench *bench, const struct examined_check *found)
{
    const struct examination *examination = &bench->passes->native.examination;
    uint64_t offset = found->function_offset;
    for (size_t i = 0; offset == 0 && found->function != NULL && i < examination->function_count;
         i++) {
        if (strcmp(found->function, examination->functions[i].name) == 0) {
            offset = examination->functions[i].offset;
        }
    }
    return offset;
}

/* The innermost frame in the student's own file: the object may hold code from headers. */
static uint64_t best_offset(struct bench *bench, const struct examined_check *found)
{
    for (size_t i = 0; i < found->frame_count; i++) {
        const struct source_place *place = lines_find(&bench->lines, found->frames[i]);
        if (place != NULL && place->file != NULL &&
            strcmp(place->file, bench->exercise->source) == 0) {
            return found->frames[i];
        }
    }
    return found->frame_count > 0 ? found->frames[0] : function_offset_of(bench, found);
}

static void take_check(struct bench *bench, const struct examined_check *found)
{
    struct check_verdict *check = exercise_verdict_find_check(bench->exercise, found->id);
    if (check == NULL) {
        return; /* a test without an entry in the manifest: the style test finds it */
    }
    check->status = status_of(found->status);
    memory_set_string(&check->did, found->did);
    memory_set_string(&check->expected, found->expected);
    memory_set_string(&check->observed, found->observed);
    memory_set_string(&check->look, found->look);
    check->duration_ms = found->duration_ms;
    set_location(bench, &check->location, best_offset(bench, found));
}

static void want_lines(struct bench *bench)
{
    const struct examination *examination = &bench->passes->native.examination;
    for (size_t i = 0; i < examination->check_count; i++) {
        const struct examined_check *check = &examination->checks[i];
        if (status_of(check->status) == STATUS_PASS) {
            continue;
        }
        lines_want(&bench->lines, function_offset_of(bench, check));
        for (size_t k = 0; k < check->frame_count; k++) {
            lines_want(&bench->lines, check->frames[k]);
        }
    }
    for (size_t i = 0; i < examination->leak_count; i++) {
        lines_want(&bench->lines, examination->leaks[i].offset);
    }
}

static bool was_left_out(const struct bench *bench, const struct check_verdict *check)
{
    return bench->passes->only_check != NULL && strcmp(bench->passes->only_check, check->id) != 0;
}

/* A check that never reported: the time was up, or the test program itself broke off. Returns the
 * first one for which there is no such excuse; NULL when there is none. */
static const struct check_verdict *judge_silent_checks(struct bench *bench)
{
    const struct check_verdict *silent = NULL;
    const struct examination *examination = &bench->passes->native.examination;
    for (size_t i = 0; i < bench->exercise->check_count; i++) {
        struct check_verdict *check = &bench->exercise->checks[i];
        if (check->stage != STAGE_BEHAVIOUR || check->status != STATUS_SKIP ||
            check->observed != NULL) {
            continue;
        }
        if (was_left_out(bench, check)) {
            memory_set_string(&check->observed,
                              "not run: another check was asked for, and no more");
            continue;
        }
        if (examination->timed_out) {
            check->status = STATUS_TIMEOUT;
            AUTO_FREE char *observed =
                memory_format("limit reached: time of the run, %u s for all checks of the "
                              "exercise; they were used "
                              "up before or in this one",
                              examination_wall_ms(&bench->passes->manifest->limits, false) / 1000);
            memory_set_string(&check->observed, observed);
        } else if (silent == NULL) {
            silent = check;
        }
    }
    return silent;
}

static bool all_behaviour_passed(const struct exercise_verdict *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check->stage == STAGE_BEHAVIOUR && check->status != STATUS_PASS) {
            return false;
        }
    }
    return true;
}

static char *quote_output(const struct passes *passes)
{
    const struct examination *examination = &passes->native.examination;
    if (examination->output_cut) {
        return memory_format(
            "limit reached: output, more than %u KiB; the functions print nothing, "
            "says the contract; yours printed: %.80s",
            passes->manifest->limits.output_kib, examination->output);
    }
    return memory_format("the functions print nothing, says the contract; yours printed: %.160s",
                         examination->output);
}

static void judge_behaviour(struct bench *bench)
{
    const struct pass *native = &bench->passes->native;
    struct exercise_verdict *exercise = bench->exercise;
    for (size_t i = 0; i < native->examination.check_count; i++) {
        take_check(bench, &native->examination.checks[i]);
    }
    const struct check_verdict *silent = judge_silent_checks(bench);
    exercise->stages[STAGE_BEHAVIOUR].duration_ms = native->examination.duration_ms;
    if (silent != NULL) {
        AUTO_FREE char *message =
            memory_format("the hidden test of %s broke off, or there is none; "
                          "what the tests printed: %.300s",
                          silent->id, native->examination.tests_output);
        set_stage(exercise, STAGE_BEHAVIOUR, STATUS_ERROR, message);
    } else if (!all_behaviour_passed(exercise)) {
        AUTO_FREE char *message =
            native->examination.output_cut ? quote_output(bench->passes) : NULL;
        set_stage(exercise, STAGE_BEHAVIOUR, STATUS_FAIL, message);
    } else if (native->examination.output != NULL) {
        AUTO_FREE char *message = quote_output(bench->passes);
        set_stage(exercise, STAGE_BEHAVIOUR, STATUS_FAIL, message);
    } else {
        set_stage(exercise, STAGE_BEHAVIOUR, STATUS_PASS, NULL);
    }
}

/* --- leaks -------------------------------------------------------------------------------------
 */

static void add_leak(struct bench *bench, const struct examined_leak *found)
{
    struct leak *leak = exercise_verdict_append_leak(bench->exercise);
    leak->kind = memory_copy_string(found->kind);
    leak->id = memory_copy_string(found->id);
    leak->check = memory_copy_string(found->check);
    leak->bytes = found->bytes;
    set_location(bench, &leak->location, found->offset);
}

static void judge_stage_check(struct exercise_verdict *exercise, enum stage stage,
                              enum status status, const char *observed)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        struct check_verdict *check = &exercise->checks[i];
        if (check->stage == stage) {
            check->status = status;
            memory_set_string(&check->observed, observed);
        }
    }
}

static void explain_leaks(struct exercise_verdict *exercise, const struct examined_leak *first)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (exercise->checks[i].stage == STAGE_LEAKS) {
            stage_words_for_leak(&exercise->checks[i], first);
        }
    }
}

static void judge_leaks(struct bench *bench)
{
    const struct examination *examination = &bench->passes->native.examination;
    struct exercise_verdict *exercise = bench->exercise;
    for (size_t i = 0; i < examination->leak_count; i++) {
        add_leak(bench, &examination->leaks[i]);
    }
    if (examination->leak_count > 0) {
        const struct examined_leak *first = &examination->leaks[0];
        AUTO_FREE char *message =
            strcmp(first->kind, "process") == 0
                ? memory_format("left behind: %s", first->id) /* how many threads, or processes */
                : memory_format("%s %s was left behind", leak_kind_words(first->kind), first->id);
        set_stage(exercise, STAGE_LEAKS, STATUS_FAIL, message);
        judge_stage_check(exercise, STAGE_LEAKS, STATUS_FAIL, message);
        explain_leaks(exercise, first);
    } else if (exercise->stages[STAGE_BEHAVIOUR].status != STATUS_PASS) {
        const char *message = "not proven: the behaviour is to be right first";
        set_stage(exercise, STAGE_LEAKS, STATUS_SKIP, message);
        judge_stage_check(exercise, STAGE_LEAKS, STATUS_SKIP, message);
    } else {
        set_stage(exercise, STAGE_LEAKS, STATUS_PASS, NULL);
        judge_stage_check(exercise, STAGE_LEAKS, STATUS_PASS, NULL);
    }
}

/* --- all of it ---------------------------------------------------------------------------------
 */

static bool judge_source(struct bench *bench)
{
    const struct source *source = &bench->passes->source;
    struct exercise_verdict *exercise = bench->exercise;
    if (source->state == SOURCE_READ) {
        memory_set_string(&exercise->source_sha256, source->sha256);
        return true;
    }
    bool missing = source->state == SOURCE_MISSING;
    AUTO_FREE char *message =
        missing ? memory_format("there is no %s", exercise->source)
                : memory_format("%s cannot be taken: %s", exercise->source, source->why);
    set_stage(exercise, STAGE_BUILD, missing ? STATUS_SKIP : STATUS_FAIL, message);
    set_later_stages(exercise, STAGE_BUILD, STATUS_SKIP, "not run: there is nothing to run");
    if (missing) {
        exercise->status = STATUS_MISSING;
    }
    return false;
}

static void judge_examined(const struct machine *machine, struct bench *bench)
{
    const struct pass *native = &bench->passes->native;
    struct exercise_verdict *exercise = bench->exercise;
    struct error err;
    if (!native->examined) {
        set_stage(exercise, STAGE_BEHAVIOUR, STATUS_ERROR, native->err.message);
        set_later_stages(exercise, STAGE_BEHAVIOUR, STATUS_SKIP, "not run");
        return;
    }
    want_lines(bench);
    if (!lines_resolve(machine, &native->build.object, exercise->source, &bench->lines, &err)) {
        set_stage(exercise, STAGE_BEHAVIOUR, STATUS_ERROR, err.message);
        return;
    }
    judge_behaviour(bench);
    judge_leaks(bench);
    if (bench->native_only) {
        judge_memory_leave_out(exercise, "under way");
        judge_races_leave_out(exercise, "under way");
    } else {
        bool right = exercise->stages[STAGE_BEHAVIOUR].status == STATUS_PASS;
        judge_memory(bench->passes, right, exercise);
        judge_races(bench->passes, exercise);
    }
}

static void judge(const struct machine *machine, struct bench *bench)
{
    struct exercise_verdict *exercise = bench->exercise;
    if (judge_source(bench) && judge_build(bench)) {
        judge_examined(machine, bench);
    }
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        exercise->duration_ms += exercise->stages[stage].duration_ms;
    }
    exercise_verdict_settle(exercise);
    lines_finish(&bench->lines);
}

void judge_exercise(const struct machine *machine, const struct passes *passes,
                    struct exercise_verdict *exercise)
{
    judge(machine, &(struct bench){.passes = passes, .exercise = exercise});
}

void judge_exercise_natively(const struct machine *machine, const struct passes *passes,
                             struct exercise_verdict *exercise)
{
    judge(machine, &(struct bench){.passes = passes, .exercise = exercise, .native_only = true});
}
