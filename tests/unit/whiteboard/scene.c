#include "scene.h"

#include "base/memory.h"

void scene_actor(struct timeline *timeline, const char *name)
{
    struct timeline_actor *actor = memory_append(&timeline->actors, &timeline->actor_count);
    actor->name = memory_copy_string(name);
}

void scene_event(struct timeline *timeline, enum timeline_kind kind, int actor, const char *name,
                 const char *text)
{
    struct timeline_event *event = memory_append(&timeline->events, &timeline->event_count);
    event->kind = kind;
    event->actor = actor;
    event->name = memory_copy_string(name);
    event->text = memory_copy_string(text);
}

struct timeline_snapshot *scene_snapshot(struct timeline *timeline)
{
    struct timeline_snapshot *snapshot =
        memory_append(&timeline->snapshots, &timeline->snapshot_count);
    snapshot->event = timeline->event_count - 1;
    return snapshot;
}

struct timeline_object *scene_object(struct timeline_snapshot *snapshot,
                                     enum timeline_object_kind kind, const char *name,
                                     uint64_t size, const void *bytes, size_t count)
{
    struct timeline_object *object = memory_append(&snapshot->objects, &snapshot->object_count);
    object->kind = kind;
    object->id = -1;
    object->name = memory_copy_string(name);
    object->mode = 0600;
    object->creator = TIMELINE_NOBODY;
    object->size = size;
    if (bytes != NULL) {
        object->bytes = (unsigned char *)memory_copy_bytes(bytes, count);
        object->byte_count = count;
    }
    return object;
}

void scene_attach(struct timeline_object *object, int actor, uint64_t address, bool read_only)
{
    *memory_append(&object->attachments, &object->attachment_count) =
        (struct timeline_attachment){.actor = actor, .address = address, .read_only = read_only};
    object->attach_count++;
}

void scene_process(struct timeline_snapshot *snapshot, int actor, char state,
                   const char *sleeping_in)
{
    *memory_append(&snapshot->processes, &snapshot->process_count) = (struct timeline_process){
        .actor = actor, .state = state, .sleeping_in = memory_copy_string(sleeping_in)};
}
