/* System calls as rows: one with its result when nothing comes between; two when the process goes to sleep in it,
 * or others act meanwhile. */
#include "report/timeline_rows_private.h"

#include "base/memory.h"
#include "base/text.h"

#include <inttypes.h>

/* The event that ends the system call; `none` when it was still under way at the end. */
static size_t find_system_return(const struct row_maker *maker, size_t index, size_t none)
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
static bool was_seen_asleep(const struct row_maker *maker, size_t index, size_t end)
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
static bool is_undivided(const struct row_maker *maker, size_t begin, size_t end)
{
    for (size_t i = begin + 1; i < end; i++) {
        if (maker->timeline->events[i].actor != maker->timeline->events[begin].actor ||
            maker->timeline->events[i].kind != TIMELINE_BLOCKED) {
            return false;
        }
    }
    return true;
}

void row_maker_add_system_call(struct row_maker *maker, size_t index)
{
    const struct timeline *timeline = maker->timeline;
    const struct timeline_event *event = &timeline->events[index];
    size_t none = timeline->event_count;
    size_t end = find_system_return(maker, index, none);
    bool sleeps =
        (end != none && timeline->events[end].slept > 0) || was_seen_asleep(maker, index, end);
    struct timeline_row *row =
        row_maker_add(maker, event, 1, memory_copy_string(row_text_or_empty(event->text)));
    row->tone = sleeps ? TONE_WARN : TONE_PLAIN;
    if (end != none && is_undivided(maker, index, end)) {
        AUTO_FREE char *result = result_of(&timeline->events[end]);
        row->result = memory_format("%s%s", result, sleeps ? ", slept" : "");
        maker->is_told[end] = true;
    } else if (sleeps) {
        row->result = memory_copy_string("sleeps");
        row_maker_set_lane(maker, row, LANE_ASLEEP, LANE_ASLEEP);
        maker->actors[event->actor].asleep_in = index + 1;
    }
}

void row_maker_add_system_return(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    bool slept = maker->actors[event->actor].asleep_in > 0;
    struct timeline_row *row = row_maker_add(
        maker, event, 1,
        memory_format(slept ? "… wakes: %s" : "… %s", row_text_or_empty(event->name)));
    row->result = result_of(event);
    row->tone = slept ? TONE_GOOD : TONE_PLAIN;
    maker->actors[event->actor].asleep_in = 0;
    row_maker_set_lane(maker, row, LANE_CALL, LANE_CALL);
}

/* News only where no tracer has told the system call. */
void row_maker_add_blocked(struct row_maker *maker, size_t index)
{
    const struct timeline_event *event = &maker->timeline->events[index];
    if (maker->actors[event->actor].lane != LANE_ASLEEP) {
        struct timeline_row *row = row_maker_add(
            maker, event, 1, memory_format("sleeps in %s", row_text_or_empty(event->name)));
        row->tone = TONE_WARN;
        row_maker_set_lane(maker, row, LANE_ASLEEP, LANE_ASLEEP);
    }
}
