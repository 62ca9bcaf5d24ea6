#include "grade/judge_behaviour.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <string.h>

enum { OUTPUT_TOLD_FACTOR = 10 };

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
    bench_set_location(bench, &check->location, best_offset(bench, found));
}

void judge_behaviour_want_lines(struct bench *bench)
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
    lines_want(&bench->lines, examination->printed_offset);
}

static bool was_left_out(const struct bench *bench, const struct check_verdict *check)
{
    return bench->passes->only_check != NULL && strcmp(bench->passes->only_check, check->id) != 0;
}

/* Which check used the time up: the last that said anything, when it was not its end. Empty: none did. */
static char *who_used_up(const struct examination *examination)
{
    const struct examined_check *last = examination_last_words(examination);
    return last != NULL ? memory_format("; used up before this one, the last of it in %s", last->id)
                        : memory_copy_string("; used up before this one, or in it");
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
            unsigned wall_s = examination_wall_ms(&bench->passes->manifest->limits, false) / 1000;
            AUTO_FREE char *who = who_used_up(examination);
            AUTO_FREE char *observed =
                memory_format("limit reached: time of the run, %u of %u s for all checks of the "
                              "exercise%s",
                              wall_s, wall_s, who);
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

/* "yours printed", and which line does. */
static char *say_who_printed(const struct bench *bench)
{
    const struct source_place *place =
        lines_find(&bench->lines, bench->passes->native.examination.printed_offset);
    if (place == NULL || place->file == NULL || place->function == NULL) {
        return memory_copy_string("yours printed");
    }
    return memory_format("%s:%u, in %s, printed", place->file, place->line, place->function);
}

/* Who prints without end prints as much as it gets to: how much that is says nothing. */
static char *say_how_much(unsigned limit_kib, uint64_t bytes)
{
    uint64_t used_kib = (bytes + 1023) / 1024;
    uint64_t most_kib = (uint64_t)limit_kib * OUTPUT_TOLD_FACTOR;
    return memory_format(
        "limit reached: output, %s%llu of %u KiB; ", used_kib > most_kib ? "more than " : "",
        (unsigned long long)(used_kib > most_kib ? most_kib : used_kib), limit_kib);
}

static char *quote_output(const struct bench *bench)
{
    const struct examination *examination = &bench->passes->native.examination;
    unsigned limit_kib = bench->passes->manifest->limits.output_kib;
    AUTO_FREE char *who = say_who_printed(bench);
    AUTO_FREE char *limit = examination->output_cut
                                ? say_how_much(limit_kib, examination->output_bytes)
                                : memory_copy_string("");
    return memory_format("%sthe functions print nothing, says the contract; %s: %.*s", limit, who,
                         examination->output_cut ? 80 : 160, examination->output);
}

void judge_behaviour(struct bench *bench)
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
        bench_set_stage(exercise, STAGE_BEHAVIOUR, STATUS_ERROR, message);
    } else if (!all_behaviour_passed(exercise)) {
        AUTO_FREE char *message = native->examination.output_cut ? quote_output(bench) : NULL;
        bench_set_stage(exercise, STAGE_BEHAVIOUR, STATUS_FAIL, message);
    } else if (native->examination.output != NULL) {
        AUTO_FREE char *message = quote_output(bench);
        bench_set_stage(exercise, STAGE_BEHAVIOUR, STATUS_FAIL, message);
    } else {
        bench_set_stage(exercise, STAGE_BEHAVIOUR, STATUS_PASS, NULL);
    }
}
