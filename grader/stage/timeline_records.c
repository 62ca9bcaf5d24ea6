#include "stage/timeline_records.h"

#include "base/memory.h"

#include <string.h>

static int64_t number_of(json_t *record, const char *key)
{
    return json_integer_value(json_object_get(record, key));
}

static const char *word_of(json_t *record, const char *key)
{
    return json_string_value(json_object_get(record, key));
}

static char *copy_of(json_t *record, const char *key)
{
    return memory_copy_string(word_of(record, key));
}

/* An actor of the timeline; TIMELINE_NOBODY when it is left out. */
static bool read_actor(const struct timeline *timeline, json_t *record, const char *key, int *actor)
{
    json_t *value = json_object_get(record, key);
    json_int_t number = value != NULL ? json_integer_value(value) : TIMELINE_NOBODY;
    bool known = number >= TIMELINE_NOBODY && number < (json_int_t)timeline->actor_count;
    *actor = known ? (int)number : TIMELINE_NOBODY;
    return known;
}

/* --- events ------------------------------------------------------------------------------------ */

static bool take_spawn(struct timeline *timeline, json_t *record)
{
    if (number_of(record, "actor") != (json_int_t)timeline->actor_count ||
        timeline->actor_count == TIMELINE_ACTORS_MAX) {
        return false;
    }
    struct timeline_actor *actor = memory_append(&timeline->actors, &timeline->actor_count);
    actor->name = copy_of(record, "name");
    return true;
}

static int64_t next_time(const struct timeline *timeline, json_t *record)
{
    int64_t last =
        timeline->event_count > 0 ? timeline->events[timeline->event_count - 1].time_ns : 0;
    int64_t time_ns = number_of(record, "t");
    return time_ns > last ? time_ns : last;
}

static bool take_event(struct timeline *timeline, json_t *record)
{
    enum timeline_kind kind = TIMELINE_NOTE;
    int actor;
    if (!timeline_kind_from_name(word_of(record, "kind"), &kind)) {
        return false;
    }
    if (timeline->event_count >= TIMELINE_EVENTS_MAX) {
        timeline->is_cut = true;
        return true;
    }
    if ((kind == TIMELINE_SPAWN && !take_spawn(timeline, record)) ||
        !read_actor(timeline, record, "actor", &actor)) {
        return false;
    }
    int64_t time_ns = next_time(timeline, record);
    struct timeline_event *event = memory_append(&timeline->events, &timeline->event_count);
    *event = (struct timeline_event){
        .kind = kind,
        .time_ns = time_ns,
        .actor = actor,
        .name = copy_of(record, "name"),
        .text = copy_of(record, "text"),
        .value = number_of(record, "value"),
        .error = (int)number_of(record, "error"),
        .error_name = copy_of(record, "error_name"),
        .slept = (unsigned)number_of(record, "slept"),
        .injected = json_is_true(json_object_get(record, "injected")),
    };
    return true;
}

/* --- snapshots --------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_bytes(const char *hex, struct timeline_object *object)
{
    size_t length = strlen(hex);
    if (length % 2 != 0 || length / 2 > TIMELINE_BYTES_MAX) {
        return false;
    }
    object->bytes = memory_allocate(length / 2 + 1, 1);
    for (size_t i = 0; i < length / 2; i++) {
        int high = hex_digit(hex[2 * i]);
        int low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        object->bytes[i] = (unsigned char)(high << 4 | low);
    }
    object->byte_count = length / 2;
    return true;
}

static bool is_same(const struct timeline_object *one, const struct timeline_object *other)
{
    return one->kind == other->kind && one->id == other->id &&
           strcmp(one->name != NULL ? one->name : "", other->name != NULL ? other->name : "") == 0;
}

/* The bytes that it had in the snapshot before this one. */
static void inherit_bytes(const struct timeline *timeline, struct timeline_object *object)
{
    const struct timeline_snapshot *before =
        timeline->snapshot_count > 1 ? &timeline->snapshots[timeline->snapshot_count - 2] : NULL;
    for (size_t i = 0; before != NULL && i < before->object_count; i++) {
        const struct timeline_object *old = &before->objects[i];
        if (is_same(old, object) && old->bytes != NULL) {
            object->bytes =
                (unsigned char *)memory_copy_bytes((const char *)old->bytes, old->byte_count);
            object->byte_count = old->byte_count;
            return;
        }
    }
}

static bool take_attachments(const struct timeline *timeline, json_t *list,
                             struct timeline_object *object)
{
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item)
    {
        int actor;
        if (!read_actor(timeline, item, "actor", &actor)) {
            return false;
        }
        if (index < TIMELINE_ATTACHMENTS_MAX) {
            *memory_append(&object->attachments, &object->attachment_count) =
                (struct timeline_attachment){
                    .actor = actor,
                    .address = (uint64_t)number_of(item, "address"),
                    .read_only = json_is_true(json_object_get(item, "read_only")),
                };
        }
    }
    return true;
}

static void take_values(json_t *list, struct timeline_object *object)
{
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item)
    {
        if (index < TIMELINE_SEMAPHORES_MAX) {
            *memory_append(&object->values, &object->value_count) = (int)json_integer_value(item);
        }
    }
}

static bool take_object(const struct timeline *timeline, json_t *record,
                        struct timeline_object *object)
{
    json_t *id = json_object_get(record, "id");
    json_t *bytes = json_object_get(record, "bytes");
    *object = (struct timeline_object){
        .id = id != NULL ? (int)json_integer_value(id) : -1,
        .key = (int32_t)number_of(record, "key"),
        .name = copy_of(record, "name"),
        .mode = (unsigned)number_of(record, "mode"),
        .owner = (unsigned)number_of(record, "owner"),
        .is_removed = json_is_true(json_object_get(record, "removed")),
        .size = (uint64_t)number_of(record, "size"),
        .attach_count = (unsigned)number_of(record, "attach_count"),
    };
    if (!timeline_object_kind_from_name(word_of(record, "kind"), &object->kind) ||
        !read_actor(timeline, record, "creator", &object->creator) ||
        !take_attachments(timeline, json_object_get(record, "attachments"), object)) {
        return false;
    }
    take_values(json_object_get(record, "values"), object);
    if (bytes == NULL) {
        inherit_bytes(timeline, object);
    }
    return !json_is_string(bytes) || read_bytes(json_string_value(bytes), object);
}

static bool take_processes(const struct timeline *timeline, json_t *list,
                           struct timeline_snapshot *snapshot)
{
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item)
    {
        const char *state = word_of(item, "state");
        int actor;
        if (!read_actor(timeline, item, "actor", &actor) || index >= TIMELINE_ACTORS_MAX) {
            return false;
        }
        *memory_append(&snapshot->processes, &snapshot->process_count) = (struct timeline_process){
            .actor = actor,
            .state = state != NULL ? state[0] : '\0',
            .sleeping_in = copy_of(item, "sleeping_in"),
        };
    }
    return true;
}

/* Snapshots hold their bytes whole: many of a large object take memory. */
static bool is_full(const struct timeline *timeline)
{
    size_t objects = timeline->snapshot_count > 0
                         ? timeline->snapshots[timeline->snapshot_count - 1].object_count + 1
                         : 1;
    return timeline->snapshot_count * objects >= TIMELINE_TOTAL_BYTES_MAX / TIMELINE_BYTES_MAX;
}

static bool take_snapshot(struct timeline *timeline, json_t *record)
{
    size_t event = (size_t)number_of(record, "event");
    if (timeline->is_cut || is_full(timeline)) {
        timeline->is_cut = true;
        return true;
    }
    if (event >= timeline->event_count ||
        (timeline->snapshot_count > 0 &&
         event <= timeline->snapshots[timeline->snapshot_count - 1].event)) {
        return false;
    }
    struct timeline_snapshot *snapshot =
        memory_append(&timeline->snapshots, &timeline->snapshot_count);
    snapshot->event = event;
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(record, "objects"), index, item)
    {
        if (index >= TIMELINE_OBJECTS_MAX) {
            timeline->is_cut = true;
        } else if (!take_object(timeline, item,
                                memory_append(&snapshot->objects, &snapshot->object_count))) {
            return false;
        }
    }
    return take_processes(timeline, json_object_get(record, "processes"), snapshot);
}

/* --- all of them ------------------------------------------------------------------------------- */

bool timeline_records_know(const char *kind)
{
    return strcmp(kind, "event") == 0 || strcmp(kind, "snapshot") == 0 || strcmp(kind, "cut") == 0;
}

bool timeline_records_take(struct timeline *timeline, json_t *record)
{
    const char *kind = word_of(record, "record");
    if (strcmp(kind, "event") == 0) {
        return take_event(timeline, record);
    }
    if (strcmp(kind, "snapshot") == 0) {
        return take_snapshot(timeline, record);
    }
    timeline->is_cut = true;
    return true;
}
