#include "whiteboard/board_json.h"

#include <jansson.h>

#include "report/json_text.h"
#include "report/timeline_json.h"
#include "whiteboard/board_private.h"

static json_t *json_from_row(const struct row *row)
{
    return json_pack("{s:I, s:I, s:o, s:o, s:o, s:o, s:b, s:b}", "offset", (json_int_t)row->offset,
                     "length", (json_int_t)row->length, "name", json_text(row->name), "value",
                     json_text(row->value), "type", json_text(row->type), "warning",
                     json_text(row->warning), "padding", row->is_padding, "changed", row->changed);
}

static json_t *json_from_rows(const struct board *board, const struct timeline_object *object,
                              const struct timeline_object *before)
{
    json_t *list = json_array();
    AUTO_ROWS struct rows rows = {0};
    if (object->bytes != NULL) {
        board_make_rows(board, object, before, &rows);
    }
    for (size_t i = 0; i < rows.count; i++) {
        json_array_append_new(list, json_from_row(&rows.items[i]));
    }
    return list;
}

static json_t *json_from_object(const struct board *board, const struct timeline_object *object,
                                const struct timeline_object *before)
{
    AUTO_TEXT struct text name = {0};
    board_append_object_name(&name, object);
    return json_pack("{s:s, s:o, s:i, s:i, s:i, s:I, s:b, s:b, s:o, s:o, s:o}", "kind",
                     timeline_object_kind_name(object->kind), "name", json_text(text_string(&name)),
                     "id", object->id, "key", (int)object->key, "mode", (int)object->mode, "size",
                     (json_int_t)object->size, "removed", object->is_removed, "new", before == NULL,
                     "attachments", timeline_json_attachments(object), "fields",
                     json_from_rows(board, object, before), "values", timeline_json_values(object));
}

static json_t *json_from_process(const struct timeline_process *process)
{
    const char state[2] = {process->state, '\0'};
    return json_pack("{s:i, s:o, s:o}", "actor", process->actor, "state", json_text(state),
                     "sleeping_in", json_text(process->sleeping_in));
}

static json_t *json_from_step(const struct board *board, const struct board_steps *steps,
                              size_t step)
{
    const struct timeline_event *event = &board->timeline->events[steps->events[step]];
    const struct timeline_snapshot *now =
        timeline_snapshot_at(board->timeline, steps->events[step]);
    const struct timeline_snapshot *before =
        step > 0 ? timeline_snapshot_at(board->timeline, steps->events[step - 1]) : NULL;
    AUTO_TEXT struct text sentence = {0};
    json_t *objects = json_array();
    json_t *processes = json_array();
    for (size_t i = 0; now != NULL && i < now->object_count; i++) {
        const struct timeline_object *object = &now->objects[i];
        json_array_append_new(objects,
                              json_from_object(board, object, board_find_object(before, object)));
    }
    for (size_t i = 0; now != NULL && i < now->process_count; i++) {
        json_array_append_new(processes, json_from_process(&now->processes[i]));
    }
    board_append_event(&sentence, board->timeline, event);
    return json_pack("{s:I, s:s, s:i, s:o, s:o, s:o}", "step", (json_int_t)step + 1, "kind",
                     timeline_kind_name(event->kind), "actor", event->actor, "text",
                     json_text(text_string(&sentence)), "objects", objects, "processes", processes);
}

void board_json_write(const struct board *board, const struct board_steps *steps, size_t first,
                      size_t count, const char *exercise, struct text *out)
{
    const struct timeline *timeline = board->timeline;
    json_t *actors = json_array();
    json_t *list = json_array();
    for (size_t i = 0; i < timeline->actor_count; i++) {
        json_array_append_new(actors, json_text(timeline->actors[i].name));
    }
    for (size_t i = first; i < first + count; i++) {
        json_array_append_new(list, json_from_step(board, steps, i));
    }
    json_text_write(json_pack("{s:i, s:o, s:o, s:o, s:b, s:o, s:o}", "format_version",
                              BOARD_JSON_FORMAT_VERSION, "exercise", json_text(exercise), "check",
                              json_text(timeline->check), "status", json_text(timeline->status),
                              "cut", timeline->is_cut, "actors", actors, "steps", list),
                    JSON_INDENT(1), out);
}
