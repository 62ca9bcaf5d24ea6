#include "base/cleanup.h"
#include "base/memory.h"
#include "watch/watch_private.h"

static void grade(struct watch_loop *loop)
{
    struct watch_model *model = &loop->model;
    const struct errand_task task = {.manifest = model->exercises[model->graded],
                                     .serial = model->serial};
    struct error err;
    if (!errand_start(&loop->errand, &task, &err)) {
        watch_model_trouble(model, task.serial, err.message);
    }
}

static void record_check(struct watch_loop *loop)
{
    struct watch_model *model = &loop->model;
    const struct errand_task task = {.manifest = watch_model_exercise(model),
                                     .check = model->peek.check,
                                     .serial = model->peek.serial};
    struct error err;
    if (!errand_start(&loop->recorder, &task, &err)) {
        watch_model_no_picture(model, task.serial, err.message);
    }
}

static bool open_editor(struct watch_loop *loop, const char *path, struct watch_place place,
                        struct error *err)
{
    const char *command = loop->plan->edit_command;
    if (command == NULL) {
        return error_set(err,
                         "Which editor? grader watch --edit-cmd 'code -g %%f:%%l' names one. "
                         "The place is line %u of %s.",
                         place.line, watch_model_exercise(&loop->model)->source);
    }
    char **words = editor_split(command, path, place.line, place.column, err);
    bool started = words != NULL && editors_start(&loop->editors, words, err);
    editor_free_words(words);
    return started;
}

static void edit(struct watch_loop *loop)
{
    const struct manifest *manifest = watch_model_exercise(&loop->model);
    AUTO_FREE char *path = memory_format("%s/%s", manifest->path, manifest->source);
    struct watch_place place = watch_model_place(&loop->model);
    place.line = place.line > 0 ? place.line : 1;
    struct error err;
    if (open_editor(loop, path, place, &err)) {
        watch_model_note(&loop->model, TONE_PLAIN, "Opened %s at line %u.", manifest->source,
                         place.line);
    } else {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

static void reset(struct watch_loop *loop)
{
    const struct watch_plan *plan = loop->plan;
    const struct manifest *manifest = watch_model_exercise(&loop->model);
    struct error err;
    if (plan->reset == NULL) {
        watch_model_note(&loop->model, TONE_WARN, "This version of the grader cannot do that yet.");
    } else if (plan->reset(plan->context, manifest, &err)) {
        watch_model_note(&loop->model, TONE_PLAIN, "%s is the stub again.", manifest->source);
    } else {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

static void record_hint(struct watch_loop *loop)
{
    const struct watch_plan *plan = loop->plan;
    struct error err;
    if (plan->record_hint != NULL &&
        !plan->record_hint(plan->context, watch_model_exercise(&loop->model),
                           watch_model_record(&loop->model)->hints, &err)) {
        watch_model_note(&loop->model, TONE_WARN, "%s", err.message);
    }
}

static void aim(struct watch_loop *loop)
{
    const struct manifest *manifest = watch_model_exercise(&loop->model);
    saves_aim(&loop->saves, manifest->path, manifest->source, manifest->header);
}

void watch_fulfil(struct watch_loop *loop)
{
    struct watch_wishes wishes = watch_model_take_wishes(&loop->model);
    if (wishes.quit) {
        watch_end(loop, wishes.interrupt ? SIGINT : 0);
        return;
    }
    if (wishes.aim) {
        aim(loop); /* before the source is read: no save falls between the two */
    }
    if (wishes.grade) {
        grade(loop);
    } else if (wishes.call_off) {
        errand_call_off(&loop->errand);
    }
    if (wishes.record) {
        record_check(loop);
    } else if (wishes.call_off_record) {
        errand_call_off(&loop->recorder);
    }
    if (wishes.edit) {
        edit(loop);
    }
    if (wishes.reset) {
        reset(loop);
    }
    if (wishes.hint) {
        record_hint(loop);
    }
    loop->afresh = loop->afresh || wishes.redraw;
    if (wishes.suspend) {
        watch_suspend(loop);
        watch_fulfil(loop);
    }
}
