/* What a key does, on each page. The keys are those of rustlings where it has them. */
#include <limits.h>

#include "watch/model_private.h"

enum { CTRL_C = 3, CTRL_L = 12, CTRL_Z = 26, CTRL_BACKSLASH = 28 };

static void move_to(struct watch_model *model, size_t index)
{
    if (index != model->at) {
        model->at = index;
        model->gone = false;
        model->wishes.aim = true;
    }
    model->cursor = index;
    model->check_all = false;
    watch_model_grade(model, index);
    watch_model_turn_page(model, WATCH_PAGE_RESULT);
}

static void move_by(struct watch_model *model, bool forward)
{
    if (forward && model->at + 1 < model->count) {
        move_to(model, model->at + 1);
    } else if (!forward && model->at > 0) {
        move_to(model, model->at - 1);
    } else {
        watch_model_note(model, TONE_PLAIN, "This is the %s exercise.", forward ? "last" : "first");
    }
}

static void move_to_number(struct watch_model *model, unsigned number)
{
    for (size_t i = 0; i < model->count; i++) {
        if (model->exercises[i]->number == number) {
            move_to(model, i);
            return;
        }
    }
    watch_model_note(model, TONE_PLAIN, "There is no exercise %u; l lists them.", number);
}

/* The page of hints first, then one more hint each time. */
static void open_hint(struct watch_model *model)
{
    struct watch_record *record = &model->records[model->at];
    size_t count = model->exercises[model->at]->hints.count;
    if (model->page == WATCH_PAGE_HINTS || record->hints == 0) {
        if (record->hints < count) {
            record->hints++;
            model->wishes.hint = true;
        } else {
            watch_model_note(model, TONE_PLAIN, "That was the last hint; Esc goes back.");
        }
    }
    watch_model_turn_page(model, WATCH_PAGE_HINTS);
    model->scroll = UINT_MAX; /* the newest is the lowest; as far as the page goes */
}

static void toggle_page(struct watch_model *model, enum watch_page page)
{
    model->cursor = model->at;
    watch_model_turn_page(model, model->page == page ? WATCH_PAGE_RESULT : page);
}

static void scroll_by(struct watch_model *model, unsigned lines, bool down)
{
    unsigned below = model->scroll_most > model->scroll ? model->scroll_most - model->scroll : 0;
    unsigned room = down ? below : model->scroll;
    lines = lines < room ? lines : room;
    model->scroll = down ? model->scroll + lines : model->scroll - lines;
}

static void move_cursor(struct watch_model *model, bool down)
{
    if (down && model->cursor + 1 < model->count) {
        model->cursor++;
    } else if (!down && model->cursor > 0) {
        model->cursor--;
    }
}

static void step(struct watch_model *model, bool down)
{
    if (model->page == WATCH_PAGE_LIST) {
        move_cursor(model, down);
    } else {
        scroll_by(model, 1, down);
    }
}

static bool take_moving_key(struct watch_model *model, int key)
{
    unsigned page = model->page_rows > 1 ? model->page_rows - 1 : 1;
    switch (key) {
    case WATCH_KEY_UP:
    case 'k':
        step(model, false);
        return true;
    case WATCH_KEY_DOWN:
    case 'j':
        step(model, true);
        return true;
    case WATCH_KEY_PAGE_UP:
        scroll_by(model, page, false);
        return true;
    case WATCH_KEY_PAGE_DOWN:
    case ' ':
        scroll_by(model, page, true);
        return true;
    case WATCH_KEY_HOME:
        model->scroll = 0;
        return true;
    case WATCH_KEY_END:
        model->scroll = model->scroll_most;
        return true;
    default:
        return false;
    }
}

static void leave_page(struct watch_model *model)
{
    if (model->page != WATCH_PAGE_RESULT) {
        watch_model_turn_page(model, WATCH_PAGE_RESULT);
    }
}

static bool take_command(struct watch_model *model, int key)
{
    switch (key) {
    case 'n':
        move_by(model, true);
        return true;
    case 'p':
        move_by(model, false);
        return true;
    case 'h':
        open_hint(model);
        return true;
    case 'l':
        toggle_page(model, WATCH_PAGE_LIST);
        return true;
    case '?':
        toggle_page(model, WATCH_PAGE_HELP);
        return true;
    case 'v':
        if (model->page == WATCH_PAGE_PEEK) {
            watch_model_turn_page(model, WATCH_PAGE_RESULT);
        } else {
            watch_model_open_peek(model);
        }
        return true;
    case 'c':
        watch_model_check_all(model);
        return true;
    case 'r':
        watch_model_saved(model);
        return true;
    case 'o':
        model->wishes.edit = true;
        return true;
    case 'x':
        model->asks_reset = true;
        watch_model_turn_page(model, WATCH_PAGE_RESULT);
        return true;
    case 'q':
        model->wishes.quit = true;
        return true;
    default:
        return false;
    }
}

/* Keys that a terminal would turn into signals, but not here: those would reach the sandboxes too. */
static bool take_control_key(struct watch_model *model, int key)
{
    switch (key) {
    case CTRL_C:
    case CTRL_BACKSLASH:
        model->wishes.quit = model->wishes.interrupt = true;
        return true;
    case CTRL_Z:
        model->wishes.suspend = true;
        return true;
    case CTRL_L:
        model->wishes.redraw = true;
        return true;
    default:
        return false;
    }
}

static void answer_reset(struct watch_model *model, int key)
{
    model->asks_reset = false;
    if (key == 'y' || key == 'Y') {
        model->wishes.reset = true;
    } else {
        watch_model_note(model, TONE_PLAIN, "Nothing was changed.");
    }
}

void watch_model_key(struct watch_model *model, int key)
{
    watch_model_clear_note(model);
    if (take_control_key(model, key)) {
        return;
    }
    if (model->asks_reset) {
        answer_reset(model, key);
    } else if (key >= '1' && key <= '9') {
        move_to_number(model, (unsigned)(key - '0'));
    } else if (watch_model_take_peek_key(model, key)) {
        return;
    } else if (key == WATCH_KEY_ESCAPE) {
        leave_page(model);
    } else if (key == '\n' || key == '\r') {
        if (model->page == WATCH_PAGE_LIST) {
            move_to(model, model->cursor);
        } else {
            leave_page(model);
        }
    } else if (!take_command(model, key) && !take_moving_key(model, key)) {
        watch_model_note(model, TONE_PLAIN, "That key does nothing; ? shows those that do.");
    }
}
