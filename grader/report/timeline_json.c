#include "report/timeline_json.h"

#include "report/json_text.h"

#include <jansson.h>

static json_t *json_from_actors(const struct timeline *timeline)
{
    json_t *actors = json_array();
    for (size_t i = 0; i < timeline->actor_count; i++) {
        json_array_append_new(actors,
                              json_pack("{s:o}", "name", json_text(timeline->actors[i].name)));
    }
    return actors;
}

/* A member that does not apply is left out. */
static void set_text(json_t *object, const char *key, const char *text)
{
    if (text != NULL) {
        json_object_set_new(object, key, json_text(text));
    }
}

static bool has_result(enum timeline_kind kind)
{
    return kind == TIMELINE_RETURN || kind == TIMELINE_SYSTEM_RETURN;
}

static json_t *json_from_event(const struct timeline_event *event)
{
    json_t *object = json_pack("{s:s, s:I, s:i}", "kind", timeline_kind_name(event->kind),
                               "time_ns", (json_int_t)event->time_ns, "actor", event->actor);
    set_text(object, "name", event->name);
    set_text(object, "text", event->text);
    if (has_result(event->kind)) {
        json_object_set_new(object, "value", json_integer((json_int_t)event->value));
        set_text(object, "error", event->error_name);
    }
    if (event->kind == TIMELINE_SYSTEM_RETURN) {
        json_object_set_new(object, "slept", json_integer(event->slept));
        json_object_set_new(object, "injected", json_boolean(event->injected));
    }
    return object;
}

static json_t *json_from_bytes(const struct timeline_object *object)
{
    AUTO_TEXT struct text hex = {0};
    if (object->bytes == NULL) {
        return json_null();
    }
    for (size_t i = 0; i < object->byte_count; i++) {
        text_format(&hex, "%02x", object->bytes[i]);
    }
    return json_string(text_string(&hex));
}

json_t *timeline_json_attachments(const struct timeline_object *object)
{
    json_t *list = json_array();
    for (size_t i = 0; i < object->attachment_count; i++) {
        const struct timeline_attachment *attachment = &object->attachments[i];
        json_array_append_new(list, json_pack("{s:i, s:I, s:b}", "actor", attachment->actor,
                                              "address", (json_int_t)attachment->address,
                                              "read_only", attachment->read_only));
    }
    return list;
}

json_t *timeline_json_values(const struct timeline_object *object)
{
    json_t *list = json_array();
    for (size_t i = 0; i < object->value_count; i++) {
        json_array_append_new(list, json_integer(object->values[i]));
    }
    return list;
}

static json_t *json_from_object(const struct timeline_object *object)
{
    json_t *result =
        json_pack("{s:s, s:I, s:i, s:i, s:i, s:b, s:o}", "kind",
                  timeline_object_kind_name(object->kind), "size", (json_int_t)object->size, "mode",
                  (int)object->mode, "owner", (int)object->owner, "creator", object->creator,
                  "removed", object->is_removed, "attachments", timeline_json_attachments(object));
    set_text(result, "name", object->name);
    if (object->id >= 0) {
        json_object_set_new(result, "id", json_integer(object->id));
        json_object_set_new(result, "key", json_integer(object->key));
    }
    if (object->kind == TIMELINE_SEMAPHORES) {
        json_object_set_new(result, "values", timeline_json_values(object));
    } else {
        json_object_set_new(result, "bytes", json_from_bytes(object));
    }
    if (object->kind == TIMELINE_SEGMENT) {
        json_object_set_new(result, "attach_count", json_integer(object->attach_count));
    }
    return result;
}

static json_t *json_from_process(const struct timeline_process *process)
{
    const char state[2] = {process->state, '\0'};
    return json_pack("{s:i, s:o, s:o}", "actor", process->actor, "state", json_text(state),
                     "sleeping_in", json_text(process->sleeping_in));
}

static json_t *json_from_snapshot(const struct timeline_snapshot *snapshot)
{
    json_t *objects = json_array();
    json_t *processes = json_array();
    for (size_t i = 0; i < snapshot->object_count; i++) {
        json_array_append_new(objects, json_from_object(&snapshot->objects[i]));
    }
    for (size_t i = 0; i < snapshot->process_count; i++) {
        json_array_append_new(processes, json_from_process(&snapshot->processes[i]));
    }
    return json_pack("{s:I, s:o, s:o}", "event", (json_int_t)snapshot->event, "objects", objects,
                     "processes", processes);
}

static json_t *json_from_timeline(const struct timeline *timeline, const char *exercise)
{
    json_t *events = json_array();
    json_t *snapshots = json_array();
    for (size_t i = 0; i < timeline->event_count; i++) {
        json_array_append_new(events, json_from_event(&timeline->events[i]));
    }
    for (size_t i = 0; i < timeline->snapshot_count; i++) {
        json_array_append_new(snapshots, json_from_snapshot(&timeline->snapshots[i]));
    }
    return json_pack("{s:i, s:o, s:o, s:o, s:b, s:o, s:o, s:o}", "format_version",
                     TIMELINE_JSON_FORMAT_VERSION, "exercise", json_text(exercise), "check",
                     json_text(timeline->check), "status", json_text(timeline->status), "cut",
                     timeline->is_cut, "actors", json_from_actors(timeline), "events", events,
                     "snapshots", snapshots);
}

void timeline_json_write(const struct timeline *timeline, const char *exercise, struct text *out)
{
    json_text_write(json_from_timeline(timeline, exercise), JSON_INDENT(1), out);
}
