#include "report/timeline_rows.h"

#include "base/memory.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What is known of an actor while its events go by. */
struct progress {
    enum timeline_lane lane;
    size_t asleep_in; /* event of the system call that it sleeps in, plus 1; 0: none */
    bool was_killed;
};

struct maker {
    const struct timeline *timeline;
    struct timeline_rows *rows;
    struct progress *actors;
    bool *is_told; /* per event: an earlier row says it */
};

/* A row for the event; the text is taken over. */
static struct timeline_row *add_row(struct maker *maker, const struct timeline_event *event,
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

static void set_lane(struct maker *maker, struct timeline_row *row, enum timeline_lane mark,
                     enum timeline_lane lane)
{
    maker->actors[row->actor].lane = lane;
    row->lane = lane;
    row->mark = mark;
}

static const char *or_nothing(const char *text)
{
    return text != NULL ? text : "";
}

/* --- calls ------------------------------------------------------------------------------------- */

/* The next event, of anybody; NULL at the end. */
static const struct timeline_event *next_event(const struct maker *maker, size_t index)
{
    return index + 1 < maker->timeline->event_count ? &maker->timeline->events[index + 1] : NULL;
}

static void add_call(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    const struct timeline_event *next = next_event(maker, index);
    struct timeline_row *row =
        add_row(maker, event, 0, memory_copy_string(or_nothing(event->text)));
    row->tone = TONE_STRONG;
    set_lane(maker, row, LANE_CALL, LANE_CALL);
    if (next != NULL && next->kind == TIMELINE_RETURN && next->actor == event->actor) {
        row->result = memory_format("→ %s", or_nothing(next->text));
        set_lane(maker, row, LANE_CALL, LANE_IDLE);
        maker->is_told[index + 1] = true;
    }
}

static void add_return(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct timeline_row *row =
        add_row(maker, event, 0, memory_copy_string(or_nothing(event->name)));
    row->result = memory_format("→ %s", or_nothing(event->text));
    row->tone = TONE_STRONG;
    set_lane(maker, row, LANE_CALL, LANE_IDLE);
}

/* --- system calls ------------------------------------------------------------------------------ */

/* The event that ends the system call; `none` when it was still under way at the end. */
static size_t find_system_return(const struct maker *maker, size_t index, size_t none)
{
    const struct timeline *timeline = maker->timeline;
    int actor = timeline->events[index].actor;
    for (size_t i = index + 1; i < timeline->event_count; i++) {
        const struct timeline_event *event = &timeline->events[i];
        if (event->actor != actor) {
            continue;
        }
        if (event->kind == TIMELINE_SYSTEM_RETURN) {
            return i;
        }
        if (event->kind == TIMELINE_CALL || event->kind == TIMELINE_RETURN ||
            event->kind == TIMELINE_SYSTEM_CALL) {
            return none;
        }
    }
    return none;
}

/* Was it seen asleep, without a tracer that counts, or at the very end? */
static bool was_seen_asleep(const struct maker *maker, size_t index, size_t end)
{
    const struct timeline *timeline = maker->timeline;
    for (size_t i = index + 1; i < end; i++) {
        const struct timeline_event *event = &timeline->events[i];
        if (event->actor == timeline->events[index].actor &&
            (event->kind == TIMELINE_BLOCKED ||
             (event->kind == TIMELINE_STANDS && event->name != NULL))) {
            return true;
        }
    }
    return false;
}

static char *result_of(const struct timeline_event *event)
{
    AUTO_TEXT struct text text = {0};
    if (event->value > 0xffffffff) {
        text_format(&text, "= 0x%" PRIx64, (uint64_t)event->value); /* an address */
    } else {
        text_format(&text, "= %" PRId64, event->value);
    }
    if (event->error_name != NULL) {
        text_format(&text, " %s", event->error_name);
    }
    if (event->text != NULL) {
        text_format(&text, " (%s)", event->text);
    }
    if (event->injected) {
        text_append(&text, " (the test makes it fail)");
    }
    return text_steal(&text);
}

/* Only its own sightings lie between the two: then one row tells both. */
static bool is_undivided(const struct maker *maker, size_t begin, size_t end)
{
    for (size_t i = begin + 1; i < end; i++) {
        if (maker->timeline->events[i].actor != maker->timeline->events[begin].actor ||
            maker->timeline->events[i].kind != TIMELINE_BLOCKED) {
            return false;
        }
    }
    return true;
}

static void add_system_call(struct maker *maker, size_t index)
{
    const struct timeline *timeline = maker->timeline;
    const struct timeline_event *event = &timeline->events[index];
    size_t none = timeline->event_count;
    size_t end = find_system_return(maker, index, none);
    bool sleeps =
        (end != none && timeline->events[end].slept > 0) || was_seen_asleep(maker, index, end);
    struct timeline_row *row =
        add_row(maker, event, 1, memory_copy_string(or_nothing(event->text)));
    row->tone = sleeps ? TONE_WARN : TONE_PLAIN;
    if (end != none && is_undivided(maker, index, end)) {
        AUTO_FREE char *result = result_of(&timeline->events[end]);
        row->result = memory_format("%s%s", result, sleeps ? ", slept" : "");
        maker->is_told[end] = true;
    } else if (sleeps) {
        row->result = memory_copy_string("sleeps");
        set_lane(maker, row, LANE_ASLEEP, LANE_ASLEEP);
        maker->actors[event->actor].asleep_in = index + 1;
    }
}

static void add_system_return(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    bool slept = maker->actors[event->actor].asleep_in > 0;
    struct timeline_row *row = add_row(
        maker, event, 1, memory_format(slept ? "… wakes: %s" : "… %s", or_nothing(event->name)));
    row->result = result_of(event);
    row->tone = slept ? TONE_GOOD : TONE_PLAIN;
    maker->actors[event->actor].asleep_in = 0;
    set_lane(maker, row, LANE_CALL, LANE_CALL);
}

/* News only where no tracer has told the system call. */
static void add_blocked(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    if (maker->actors[event->actor].lane != LANE_ASLEEP) {
        struct timeline_row *row =
            add_row(maker, event, 1, memory_format("sleeps in %s", or_nothing(event->name)));
        row->tone = TONE_WARN;
        set_lane(maker, row, LANE_ASLEEP, LANE_ASLEEP);
    }
}

/* --- processes --------------------------------------------------------------------------------- */

static void add_spawn(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct timeline_row *row = add_row(maker, event, 0, memory_copy_string("begins"));
    row->tone = TONE_FAINT;
    set_lane(maker, row, LANE_IDLE, LANE_IDLE);
}

static void add_end(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct progress *progress = &maker->actors[event->actor];
    if (!progress->was_killed) {
        struct timeline_row *row =
            add_row(maker, event, 0, memory_copy_string(or_nothing(event->text)));
        row->tone = progress->lane == LANE_IDLE ? TONE_FAINT : TONE_BAD;
        set_lane(maker, row, LANE_NONE, LANE_NONE);
    }
    progress->was_killed = event->kind == TIMELINE_KILLED;
}

static void add_remark(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct timeline_row *row;
    switch (event->kind) {
    case TIMELINE_SIGNAL:
        row = add_row(maker, event, 1,
                      memory_format("%s %s", or_nothing(event->name), or_nothing(event->text)));
        row->tone = TONE_BAD;
        break;
    case TIMELINE_HELD:
        row = add_row(maker, event, 1,
                      memory_format("held up %s, while others go on", or_nothing(event->text)));
        row->tone = TONE_FAINT;
        break;
    case TIMELINE_STANDS:
        row = add_row(maker, event, 1, memory_format("at the end: %s", or_nothing(event->text)));
        row->tone = TONE_BAD;
        break;
    case TIMELINE_UNWATCHED:
        row = add_row(maker, event, 1, memory_copy_string("runs on, and is not watched any more"));
        row->tone = TONE_FAINT;
        break;
    default:
        row = add_row(maker, event, 0, memory_format("(the test %s)", or_nothing(event->text)));
        row->tone = TONE_FAINT;
    }
}

static void add_scene(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    struct timeline_row *row =
        add_row(maker, event, 0, memory_copy_string(or_nothing(event->text)));
    row->tone = TONE_FAINT;
    row->across = row->opens_scene = true;
}

static void add_finding(struct maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    bool passed = event->name != NULL && strcmp(event->name, "pass") == 0;
    struct timeline_row *row =
        add_row(maker, event, 0,
                passed ? memory_copy_string("The check passed.")
                       : memory_format("The check ends here (%s): %s", or_nothing(event->name),
                                       or_nothing(event->text)));
    row->tone = passed ? TONE_GOOD : TONE_BAD;
    row->across = true;
}

/* --- all of them ------------------------------------------------------------------------------- */

static void add_event(struct maker *maker, size_t index)
{
    static void (*const adders[])(struct maker * maker, size_t index) = {
        [TIMELINE_SPAWN] = add_spawn,
        [TIMELINE_CALL] = add_call,
        [TIMELINE_SYSTEM_CALL] = add_system_call,
        [TIMELINE_BLOCKED] = add_blocked,
        [TIMELINE_SYSTEM_RETURN] = add_system_return,
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
    struct maker maker = {
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
