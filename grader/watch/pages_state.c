/* The short lines of the pages: the stages, and the sentence on how things are. */
#include "watch/pages.h"

#include <string.h>

#include "report/report_exercise.h"
#include "report/report_parts.h"

static bool has_races(const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->check_count; i++) {
        if (manifest->checks[i].stage == STAGE_RACES) {
            return true;
        }
    }
    return false;
}

/* What a whole grading judges of this exercise after the first result. */
static bool is_late(const struct watch_model *model, enum stage stage)
{
    return stage == STAGE_MEMORY ||
           (stage == STAGE_RACES && has_races(model->exercises[model->graded]));
}

static bool is_under_way(const struct watch_model *model, enum stage stage)
{
    if (model->phase == WATCH_IDLE || model->graded != model->at) {
        return false;
    }
    if (model->phase == WATCH_REFINING) {
        return is_late(model, stage);
    }
    return is_late(model, stage) || (stage == STAGE_BUILD && !model->live.built) ||
           stage == STAGE_BEHAVIOUR || stage == STAGE_LEAKS;
}

static void append_behaviour_count(const struct exercise_verdict *exercise, struct text *out)
{
    size_t passed = 0;
    size_t count = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        count += check->stage == STAGE_BEHAVIOUR ? 1 : 0;
        passed += check->stage == STAGE_BEHAVIOUR && check->status == STATUS_PASS ? 1 : 0;
    }
    text_format(out, " %zu/%zu", passed, count);
}

static void append_live_count(const struct watch_model *model, struct text *out)
{
    const struct manifest *manifest = watch_model_exercise(model);
    size_t count = 0;
    for (size_t i = 0; i < manifest->check_count; i++) {
        count += manifest->checks[i].stage == STAGE_BEHAVIOUR ? 1 : 0;
    }
    if (model->live.built) {
        text_format(out, " %u/%zu", model->live.passed, count);
    }
}

static void append_stage(const struct watch_model *model, enum stage stage,
                         const struct report_style *style, struct text *out)
{
    const struct exercise_verdict *exercise = watch_record_exercise(watch_model_record(model));
    enum status status = exercise != NULL ? exercise->stages[stage].status : STATUS_SKIP;
    bool under_way = is_under_way(model, stage);
    bool live = model->phase == WATCH_GRADING && model->graded == model->at;
    status = live && stage == STAGE_BUILD && model->live.built ? STATUS_PASS : status;
    if (under_way) {
        report_style_append(style, out, TONE_PLAIN, style->utf8 ? "\u2026" : "~");
    } else {
        report_style_append(style, out, parts_tone(status), parts_symbol(status, style));
    }
    text_append(out, " ");
    text_append(out, stage_name(stage));
    if (stage == STAGE_BEHAVIOUR && under_way) {
        append_live_count(model, out);
    } else if (stage == STAGE_BEHAVIOUR && exercise != NULL && status != STATUS_SKIP) {
        append_behaviour_count(exercise, out);
    }
}

void pages_write_stages(const struct watch_model *model, const struct report_style *style,
                        struct text *out)
{
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        text_append(out, stage > 0 ? "  " : "");
        append_stage(model, (enum stage)stage, style, out);
    }
}

static size_t count_failed(const struct exercise_verdict *exercise)
{
    size_t failed = 0;
    for (size_t i = 0; i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        failed += check->status != STATUS_SKIP && exercise_verdict_check_failed(exercise, check);
    }
    return failed;
}

static void write_failed(const struct watch_model *model, const struct exercise_verdict *exercise,
                         struct text *out)
{
    struct watch_place place = watch_model_place(model);
    size_t failed = count_failed(exercise);
    if (exercise->status == STATUS_ERROR) {
        text_append(out, "It could not be judged; r tries again.");
        return;
    }
    if (exercise->status == STATUS_MISSING) {
        text_format(out, "%s is not there; it is graded when it is.", exercise->source);
        return;
    }
    if (exercise->stages[STAGE_BUILD].status == STATUS_FAIL) {
        text_append(out, "It was not built.");
    } else {
        text_format(out, "%zu check%s failed.", failed, failed == 1 ? "" : "s");
    }
    if (place.line > 0) {
        text_format(out, " o opens line %u,", place.line);
    }
    text_append(out, " h gives a hint.");
}

static void write_passed(const struct watch_model *model, const struct exercise_verdict *exercise,
                         struct text *out)
{
    size_t warnings = report_exercise_count_warnings(exercise);
    text_append(out, "Passed");
    if (warnings > 0) {
        text_format(out, ", with %zu compiler warning%s", warnings, warnings == 1 ? "" : "s");
    }
    text_append(out, model->at + 1 < model->count ? ". Press n for the next exercise."
                                                  : ". It was the last exercise.");
}

static void write_grading(const struct watch_model *model, struct text *out)
{
    const struct manifest *manifest = model->exercises[model->graded];
    if (model->check_all) {
        text_format(out, "Checking all: %zu of %zu, %s ...", model->graded + 1, model->count,
                    manifest->folder);
    } else if (model->phase == WATCH_REFINING) {
        text_format(out, "The first result; Valgrind %s at work ...",
                    has_races(manifest) ? "and the search for races are" : "is");
    } else if (model->live.first_failed != NULL) {
        text_format(out, "Failed: it %s ...", model->live.first_failed->title);
    } else if (watch_model_record(model)->verdict != NULL && model->graded == model->at) {
        text_format(out, "Grading %s ... Above is the result before.", manifest->source);
    } else {
        text_format(out, "Grading %s ...", manifest->folder);
    }
}

void pages_write_state(const struct watch_model *model, const struct report_style *style,
                       struct text *out)
{
    const struct exercise_verdict *exercise = watch_record_exercise(watch_model_record(model));
    AUTO_TEXT struct text words = {0};
    enum report_tone tone = TONE_PLAIN;
    if (model->asks_reset) {
        tone = TONE_WARN;
        text_format(&words, "Put the stub back into %s? y or n",
                    watch_model_exercise(model)->source);
    } else if (model->note != NULL) {
        tone = model->note_tone;
        text_append(&words, model->note);
    } else if (model->phase != WATCH_IDLE) {
        write_grading(model, &words);
    } else if (exercise != NULL && exercise->status == STATUS_PASS) {
        tone = TONE_GOOD;
        write_passed(model, exercise, &words);
    } else if (exercise != NULL) {
        tone = TONE_BAD;
        write_failed(model, exercise, &words);
    }
    text_append(out, report_style_tone(style, tone));
    report_style_wrap(style, out, 1, text_string(&words));
    text_append(out, report_style_tone(style, TONE_PLAIN));
}
