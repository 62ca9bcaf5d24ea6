/* The page that shows the shared memory of a run: which check, when it is recorded, and its keys. */
#include "watch/model_private.h"

#include <string.h>

/* --- which check --- */

/* The first check of the behaviour that failed; NULL when none did. */
static const char *first_failed(const struct exercise_verdict *exercise)
{
    for (size_t i = 0; exercise != NULL && i < exercise->check_count; i++) {
        const struct check_verdict *check = &exercise->checks[i];
        if (check->stage == STAGE_BEHAVIOUR && check->status != STATUS_SKIP &&
            exercise_verdict_check_failed(exercise, check)) {
            return check->id;
        }
    }
    return NULL;
}

static const struct manifest_check *first_of_behaviour(const struct manifest *manifest)
{
    size_t i = 0;
    while (i + 1 < manifest->check_count && manifest->checks[i].stage != STAGE_BEHAVIOUR) {
        i++;
    }
    return &manifest->checks[i];
}

/* The one that the result is about; when all is right, one that shows what the exercise is about. */
static const struct manifest_check *choose_check(const struct watch_model *model)
{
    const struct manifest *manifest = watch_model_exercise(model);
    const char *id = first_failed(watch_record_exercise(watch_model_record(model)));
    id = id != NULL ? id : manifest->peek.check;
    return id != NULL ? manifest_find_check(manifest, id) : first_of_behaviour(manifest);
}

/* --- the recording --- */

static bool is_known(const struct watch_model *model)
{
    return model->phase != WATCH_GRADING || model->graded != model->at;
}

void watch_model_advance_peek(struct watch_model *model)
{
    const struct watch_record *record = watch_model_record(model);
    const struct exercise_verdict *exercise = watch_record_exercise(record);
    if (model->peek.state != WATCH_PEEK_WAITS || !is_known(model)) {
        return;
    }
    if (record->trouble != NULL) {
        watch_peek_fail(&model->peek, record->trouble);
    } else if (exercise != NULL && exercise->stages[STAGE_BUILD].status != STATUS_PASS) {
        watch_peek_fail(&model->peek, "It was not built, so there is no run to look at.");
    } else {
        watch_peek_record(&model->peek, choose_check(model));
        model->wishes.record = true;
    }
    model->page_turn++;
}

void watch_model_drop_peek(struct watch_model *model)
{
    model->wishes.record = false;
    model->wishes.call_off_record = true;
    watch_peek_clear(&model->peek);
    if (model->page == WATCH_PAGE_PEEK) {
        model->peek.state = WATCH_PEEK_WAITS;
    }
}

void watch_model_leave_peek(struct watch_model *model)
{
    if (model->peek.state != WATCH_PEEK_SHOWS) {
        watch_model_drop_peek(model);
        model->peek.state = WATCH_PEEK_EMPTY;
    }
    model->peek.viewer.is_playing = false;
}

void watch_model_open_peek(struct watch_model *model)
{
    watch_model_turn_page(model, WATCH_PAGE_PEEK);
    if (model->peek.state != WATCH_PEEK_SHOWS) {
        model->peek.state = WATCH_PEEK_WAITS;
        watch_model_advance_peek(model);
    }
}

void watch_model_picture(struct watch_model *model, uint64_t serial, struct watch_picture *picture)
{
    bool awaited = model->peek.state == WATCH_PEEK_RECORDS && serial == model->peek.serial;
    watch_peek_take(&model->peek, watch_model_exercise(model), serial, picture);
    model->page_turn += awaited ? 1 : 0;
}

void watch_model_no_picture(struct watch_model *model, uint64_t serial, const char *sentence)
{
    if (model->peek.state == WATCH_PEEK_RECORDS && serial == model->peek.serial) {
        watch_peek_fail(&model->peek, sentence);
        model->page_turn++;
    }
}

/* --- its keys --- */

static enum viewer_action action_of(int key)
{
    switch (key) {
    case ' ':
    case '\n':
    case WATCH_KEY_RIGHT:
    case WATCH_KEY_PAGE_DOWN:
        return VIEWER_NEXT;
    case 'b':
    case WATCH_KEY_LEFT:
    case WATCH_KEY_PAGE_UP:
        return VIEWER_BACK;
    case 'g':
    case WATCH_KEY_HOME:
        return VIEWER_FIRST;
    case 'G':
    case WATCH_KEY_END:
        return VIEWER_LAST;
    case 'p':
        return VIEWER_PLAY;
    case 'k':
    case WATCH_KEY_UP:
        return VIEWER_UP;
    case 'j':
    case WATCH_KEY_DOWN:
        return VIEWER_DOWN;
    default:
        return VIEWER_NOTHING;
    }
}

bool watch_model_take_peek_key(struct watch_model *model, int key)
{
    enum viewer_action action = action_of(key);
    if (model->page != WATCH_PAGE_PEEK || model->peek.state != WATCH_PEEK_SHOWS ||
        action == VIEWER_NOTHING) {
        return false;
    }
    viewer_act(&model->peek.viewer, action);
    model->page_turn++;
    return true;
}

void watch_model_tick(struct watch_model *model)
{
    viewer_tick(&model->peek.viewer);
    model->page_turn++;
}

void watch_model_settled(struct watch_model *model, unsigned scroll)
{
    model->peek.viewer.scroll = scroll;
    model->peek.viewer.is_fresh = false;
}

bool watch_model_is_playing(const struct watch_model *model)
{
    return model->peek.viewer.is_playing;
}
