#include "whiteboard/board.h"

#include <string.h>

#include "base/memory.h"
#include "whiteboard/board_private.h"

enum { SENTENCE_LINES = 2 };

/* Whether an object came, went or changed between the event and the last one that is a step. */
static bool changes_objects(const struct timeline *timeline, size_t event, size_t last)
{
    const struct timeline_snapshot *now = timeline_snapshot_at(timeline, event);
    const struct timeline_snapshot *before = timeline_snapshot_at(timeline, last);
    if (now == before || now == NULL || before == NULL) {
        return now != before;
    }
    if (now->object_count != before->object_count) {
        return true;
    }
    for (size_t i = 0; i < now->object_count; i++) {
        if (!board_is_unchanged(&now->objects[i], board_find_object(before, &now->objects[i]))) {
            return true;
        }
    }
    return false;
}

/* System calls are the matter of `grader trace`, unless one changed something that is drawn, or woke
 * somebody up. */
static bool is_step(const struct timeline *timeline, size_t event, size_t last)
{
    const struct timeline_event *this_one = &timeline->events[event];
    bool detail = this_one->kind == TIMELINE_SYSTEM_CALL ||
                  (this_one->kind == TIMELINE_SYSTEM_RETURN && this_one->slept == 0);
    return !detail || changes_objects(timeline, event, last);
}

void board_find_steps(const struct timeline *timeline, struct board_steps *steps)
{
    *steps = (struct board_steps){0};
    for (size_t i = 0; i < timeline->event_count; i++) {
        if (i == 0 || is_step(timeline, i, steps->events[steps->count - 1])) {
            *memory_append(&steps->events, &steps->count) = i;
        }
    }
}

void board_steps_finish(struct board_steps *steps)
{
    free(steps->events);
    *steps = (struct board_steps){0};
}

/* Two lines, the second of them blank when one will do. */
static void draw_sentence(const char *sentence, struct sheet *sheet)
{
    AUTO_TEXT struct text lines = {0};
    const struct report_style style = {.utf8 = sheet->utf8, .columns = sheet->columns};
    report_style_wrap(&style, &lines, 1, sentence);
    const char *rest = text_string(&lines);
    for (int i = 0; i < SENTENCE_LINES; i++) {
        const char *end = strchrnul(rest, '\n');
        AUTO_FREE char *line = memory_copy_bytes(rest, (size_t)(end - rest));
        sheet_begin_line(sheet);
        sheet_write(sheet, TONE_STRONG, i == 0 ? " " : "");
        sheet_write(sheet, TONE_STRONG, line);
        rest = *end != '\0' ? end + 1 : end;
    }
}

static void draw_head(const struct board *board, const struct board_steps *steps, size_t step,
                      struct sheet *sheet)
{
    const struct timeline_event *event = &board->timeline->events[steps->events[step]];
    AUTO_TEXT struct text sentence = {0};
    sheet_begin_line(sheet);
    sheet_format(sheet, TONE_STRONG, " step %zu of %zu", step + 1, steps->count);
    sheet_format(sheet, TONE_FAINT, "  %s", board->title);
    board_append_event(&sentence, board->timeline, event);
    draw_sentence(text_string(&sentence), sheet);
}

/* Objects of the step before that are not there any more. */
static void draw_gone(const struct timeline_snapshot *now, const struct timeline_snapshot *before,
                      struct sheet *sheet)
{
    for (size_t i = 0; before != NULL && i < before->object_count; i++) {
        if (board_find_object(now, &before->objects[i]) == NULL) {
            AUTO_TEXT struct text name = {0};
            board_append_object_name(&name, &before->objects[i]);
            sheet_begin_line(sheet);
            sheet_format(sheet, TONE_PLAIN, "  %s is gone", text_string(&name));
            sheet_mark(sheet);
        }
    }
}

/* Beside others, what nobody has and nothing happens to takes one line. */
static bool is_quiet(const struct timeline_object *object, const struct timeline_object *before)
{
    return object->attachment_count == 0 && object->attach_count == 0 &&
           object->kind != TIMELINE_SEMAPHORES && board_is_unchanged(object, before);
}

static void draw_objects(const struct board *board, const struct timeline_snapshot *now,
                         const struct timeline_snapshot *before, struct sheet *sheet)
{
    for (size_t i = 0; now != NULL && i < now->object_count; i++) {
        const struct timeline_object *old = board_find_object(before, &now->objects[i]);
        if (now->object_count > 1 && is_quiet(&now->objects[i], old)) {
            board_draw_quiet_object(&now->objects[i], sheet);
        } else {
            board_draw_object(board, &now->objects[i], old, sheet);
        }
    }
    draw_gone(now, before, sheet);
    if (now == NULL || now->object_count == 0) {
        sheet_begin_line(sheet);
        sheet_write(sheet, TONE_FAINT, "  nothing is shared: no segment, no object, no semaphore");
    }
}

void board_draw(const struct board *board, const struct board_steps *steps, size_t step,
                struct sheet *sheet)
{
    size_t event = steps->events[step];
    const struct timeline_snapshot *now = timeline_snapshot_at(board->timeline, event);
    const struct timeline_snapshot *before =
        step > 0 ? timeline_snapshot_at(board->timeline, steps->events[step - 1]) : NULL;
    draw_head(board, steps, step, sheet);
    draw_objects(board, now, before, sheet);
    board_draw_processes(board, event, now, before, sheet);
}
