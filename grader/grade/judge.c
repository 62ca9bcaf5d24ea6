#include "grade/judge.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "grade/bench.h"
#include "grade/judge_behaviour.h"
#include "grade/judge_memory.h"
#include "grade/judge_races.h"
#include "grade/stage_words.h"
#include "stage/lines.h"

#include <string.h>

/* --- build -------------------------------------------------------------------------------- */

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
        bench_set_stage(exercise, STAGE_BUILD, STATUS_ERROR, native->err.message);
        bench_set_later_stages(exercise, STAGE_BUILD, STATUS_SKIP,
                               "not run: the build stage could not work");
        return false;
    }
    add_diagnostics(bench);
    exercise->stages[STAGE_BUILD].duration_ms = native->build.duration_ms;
    if (!native->build.accepted) {
        bench_set_stage(exercise, STAGE_BUILD, STATUS_FAIL, native->build.message);
        bench_set_later_stages(exercise, STAGE_BUILD, STATUS_SKIP,
                               "not run: the file was not built");
        return false;
    }
    bench_set_stage(exercise, STAGE_BUILD, STATUS_PASS, NULL);
    return true;
}

/* --- leaks -------------------------------------------------------------------------------- */

static void add_leak(struct bench *bench, const struct examined_leak *found)
{
    struct leak *leak = exercise_verdict_append_leak(bench->exercise);
    leak->kind = memory_copy_string(found->kind);
    leak->id = memory_copy_string(found->id);
    leak->check = memory_copy_string(found->check);
    leak->bytes = found->bytes;
    bench_set_location(bench, &leak->location, found->offset);
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
        bench_set_stage(exercise, STAGE_LEAKS, STATUS_FAIL, message);
        judge_stage_check(exercise, STAGE_LEAKS, STATUS_FAIL, message);
        explain_leaks(exercise, first);
    } else if (exercise->stages[STAGE_BEHAVIOUR].status != STATUS_PASS) {
        const char *message = "not proven: the behaviour is to be right first";
        bench_set_stage(exercise, STAGE_LEAKS, STATUS_SKIP, message);
        judge_stage_check(exercise, STAGE_LEAKS, STATUS_SKIP, message);
    } else {
        bench_set_stage(exercise, STAGE_LEAKS, STATUS_PASS, NULL);
        judge_stage_check(exercise, STAGE_LEAKS, STATUS_PASS, NULL);
    }
}

/* --- all of it ---------------------------------------------------------------------------- */

static bool judge_source(struct bench *bench)
{
    const struct source *source = &bench->passes->source;
    struct exercise_verdict *exercise = bench->exercise;
    if (source->state == SOURCE_READ) {
        memory_set_string(&exercise->source_sha256, source->sha256);
        return true;
    }
    bool missing = source->state == SOURCE_MISSING;
    const char *name = source->name != NULL ? source->name : exercise->source;
    AUTO_FREE char *message = missing ? memory_format("there is no %s", name)
                                      : memory_format("%s cannot be taken: %s", name, source->why);
    bench_set_stage(exercise, STAGE_BUILD, missing ? STATUS_SKIP : STATUS_FAIL, message);
    bench_set_later_stages(exercise, STAGE_BUILD, STATUS_SKIP, "not run: there is nothing to run");
    if (missing) {
        exercise->status = STATUS_MISSING;
    }
    return false;
}

/* Valgrind's own findings have their line; a limit, a crash or a time-out that came there alone has its function's. */
static void place_memory_finding(struct bench *bench)
{
    for (size_t i = 0; i < bench->exercise->check_count; i++) {
        struct check_verdict *check = &bench->exercise->checks[i];
        if (check->stage == STAGE_MEMORY && check->status == STATUS_FAIL &&
            check->location.file == NULL) {
            bench_set_location(bench, &check->location, judge_memory_place(bench->passes));
        }
    }
}

static void judge_examined(const struct machine *machine, struct bench *bench)
{
    const struct pass *native = &bench->passes->native;
    struct exercise_verdict *exercise = bench->exercise;
    struct error err;
    if (!native->examined) {
        bench_set_stage(exercise, STAGE_BEHAVIOUR, STATUS_ERROR, native->err.message);
        bench_set_later_stages(exercise, STAGE_BEHAVIOUR, STATUS_SKIP, "not run");
        return;
    }
    judge_behaviour_want_lines(bench);
    lines_want(&bench->lines, judge_memory_place(bench->passes));
    if (!lines_resolve(machine, &native->build.object, exercise->source, bench->passes->lines_tool,
                       &bench->lines, &err)) {
        bench_set_stage(exercise, STAGE_BEHAVIOUR, STATUS_ERROR, err.message);
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
        place_memory_finding(bench);
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
