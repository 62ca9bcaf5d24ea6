#include "report/timeline_rows.h"

#include "base/memory.h"
#include "report/timeline_rows_private.h"

#include <stdlib.h>
#include <string.h>

struct timeline_row *row_maker_add(struct row_maker *maker, const struct timeline_event *event,
                                   unsigned depth, char *text)
{
    struct timeline_row *row = memory_append(&maker->rows->items, &maker->rows->count);
    *row = (struct timeline_row){.time_ns = event->time_ns,
                                 .actor = event->actor,
                                 .depth = depth,
                                 .text = text,
                                 .times = 1,
                                 .block = 1};
    if (event->actor >= 0) {
        row->mark = row->lane = maker->actors[event->actor].lane;
    }
    return row;
}

void row_maker_set_lane(struct row_maker *maker, struct timeline_row *row, enum timeline_lane mark,
                        enum timeline_lane lane)
{
    maker->actors[row->actor].lane = lane;
    row->lane = lane;
    row->mark = mark;
}

const char *row_text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/* --- calls ------------------------------------------------------------------------------------- */

/* The next event, of anybody; NULL at the end. */
static const struct timeline_event *next_event(const struct row_maker *maker, size_t index)
{
    return index + 1 < maker->timeline->event_count ? &maker->timeline->events[index + 1] : NULL;
}

static void add_call(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    const struct timeline_event *next = next_event(maker, index);
    struct timeline_row *row =
        row_maker_add(maker, event, 0, memory_copy_string(row_text_or_empty(event->text)));
    row->tone = TONE_STRONG;
    row_maker_set_lane(maker, row, LANE_CALL, LANE_CALL);
    if (next != NULL && next->kind == TIMELINE_RETURN && next->actor == event->actor) {
        row->result = memory_format("→ %s", row_text_or_empty(next->text));
        row_maker_set_lane(maker, row, LANE_CALL, LANE_IDLE);
        maker->is_told[index + 1] = true;
    }
}

static void add_return(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct timeline_row *row =
        row_maker_add(maker, event, 0, memory_copy_string(row_text_or_empty(event->name)));
    row->result = memory_format("→ %s", row_text_or_empty(event->text));
    row->tone = TONE_STRONG;
    row_maker_set_lane(maker, row, LANE_CALL, LANE_IDLE);
}

/* --- processes --------------------------------------------------------------------------------- */

static void add_spawn(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct timeline_row *row = row_maker_add(maker, event, 0, memory_copy_string("begins"));
    row->tone = TONE_FAINT;
    row_maker_set_lane(maker, row, LANE_IDLE, LANE_IDLE);
}

static void add_end(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct lane_state *progress = &maker->actors[event->actor];
    if (!progress->was_killed) {
        struct timeline_row *row =
            row_maker_add(maker, event, 0, memory_copy_string(row_text_or_empty(event->text)));
        row->tone = progress->lane == LANE_IDLE ? TONE_FAINT : TONE_BAD;
        row_maker_set_lane(maker, row, LANE_NONE, LANE_NONE);
    }
    progress->was_killed = event->kind == TIMELINE_KILLED;
}

static void add_remark(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct timeline_row *row;
    switch (event->kind) {
    case TIMELINE_SIGNAL:
        row = row_maker_add(
            maker, event, 1,
            memory_format("%s %s", row_text_or_empty(event->name), row_text_or_empty(event->text)));
        row->tone = TONE_BAD;
        break;
    case TIMELINE_HELD:
        row = row_maker_add(
            maker, event, 1,
            memory_format("held up %s, while others go on", row_text_or_empty(event->text)));
        row->tone = TONE_FAINT;
        break;
    case TIMELINE_STANDS:
        row = row_maker_add(maker, event, 1,
                            memory_format("at the end: %s", row_text_or_empty(event->text)));
        row->tone = TONE_BAD;
        break;
    case TIMELINE_UNWATCHED:
        row = row_maker_add(maker, event, 1,
                            memory_copy_string("runs on, and is not watched any more"));
        row->tone = TONE_FAINT;
        break;
    default:
        row = row_maker_add(maker, event, 0,
                            memory_format("(the test %s)", row_text_or_empty(event->text)));
        row->tone = TONE_FAINT;
    }
}

static void add_scene(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct timeline_row *row =
        row_maker_add(maker, event, 0, memory_copy_string(row_text_or_empty(event->text)));
    row->tone = TONE_FAINT;
    row->across = row->opens_scene = true;
}

static void add_finding(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    bool passed = event->name != NULL && strcmp(event->name, "pass") == 0;
    struct timeline_row *row = row_maker_add(
        maker, event, 0,
        passed ? memory_copy_string("The check passed.")
               : memory_format("The check ends here (%s): %s", row_text_or_empty(event->name),
                               row_text_or_empty(event->text)));
    row->tone = passed ? TONE_GOOD : TONE_BAD;
    row->across = true;
}

/* --- all of them ------------------------------------------------------------------------------- */

static void add_event(struct row_maker *maker, size_t index)
{
    static void (*const adders[])(struct row_maker * maker, size_t index) = {
        [TIMELINE_SPAWN] = add_spawn,
        [TIMELINE_CALL] = add_call,
        [TIMELINE_SYSTEM_CALL] = row_maker_add_system_call,
        [TIMELINE_BLOCKED] = row_maker_add_blocked,
        [TIMELINE_SYSTEM_RETURN] = row_maker_add_system_return,
        [TIMELINE_HELD] = add_remark,
        [TIMELINE_SIGNAL] = add_remark,
        [TIMELINE_RETURN] = add_return,
        [TIMELINE_KILLED] = add_end,
        [TIMELINE_ENDED] = add_end,
        [TIMELINE_STANDS] = add_remark,
        [TIMELINE_UNWATCHED] = add_remark,
        [TIMELINE_SCENE] = add_scene,
        [TIMELINE_NOTE] = add_remark,
        [TIMELINE_FINDING] = add_finding,
    };
    const struct timeline_event *event = &maker->timeline->events[index];
    bool anybodys = event->kind == TIMELINE_NOTE || event->kind == TIMELINE_SCENE ||
                    event->kind == TIMELINE_FINDING;
    if (!maker->is_told[index] && (anybodys || event->actor >= 0)) {
        adders[event->kind](maker, index);
    }
}

void timeline_rows_make(const struct timeline *timeline, struct timeline_rows *rows)
{
    struct row_maker maker = {
        .timeline = timeline,
        .rows = rows,
        .actors = memory_allocate(timeline->actor_count + 1, sizeof *maker.actors),
        .is_told = memory_allocate(timeline->event_count + 1, sizeof *maker.is_told),
    };
    *rows = (struct timeline_rows){0};
    for (size_t i = 0; i < timeline->event_count; i++) {
        add_event(&maker, i);
    }
    free(maker.actors);
    free(maker.is_told);
    timeline_rows_fold(rows);
}

void timeline_row_finish(struct timeline_row *row)
{
    free(row->text);
    free(row->result);
}

void timeline_rows_finish(struct timeline_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        timeline_row_finish(&rows->items[i]);
    }
    free(rows->items);
    *rows = (struct timeline_rows){0};
}
