#include "model/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = {
    [TIMELINE_SPAWN] = "spawn",
    [TIMELINE_CALL] = "call",
    [TIMELINE_SYSTEM_CALL] = "system-call",
    [TIMELINE_BLOCKED] = "blocked",
    [TIMELINE_SYSTEM_RETURN] = "system-return",
    [TIMELINE_HELD] = "held",
    [TIMELINE_SIGNAL] = "signal",
    [TIMELINE_RETURN] = "return",
    [TIMELINE_KILLED] = "killed",
    [TIMELINE_ENDED] = "ended",
    [TIMELINE_STANDS] = "stands",
    [TIMELINE_UNWATCHED] = "unwatched",
    [TIMELINE_SCENE] = "scene",
    [TIMELINE_NOTE] = "note",
    [TIMELINE_FINDING] = "finding",
};

static const char *const object_kind_names[] = {
    [TIMELINE_SEGMENT] = "segment",
    [TIMELINE_POSIX] = "posix",
    [TIMELINE_MEMORY] = "memory",
    [TIMELINE_SEMAPHORES] = "semaphores",
};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* Its place in the list; `count` when it is not there. */
static size_t find_name(const char *name, const char *const *names, size_t count)
{
    size_t place = 0;
    while (place < count && (name == NULL || strcmp(name, names[place]) != 0)) {
        place++;
    }
    return place;
}

const char *timeline_kind_name(enum timeline_kind kind)
{
    return kind_names[kind];
}

bool timeline_kind_from_name(const char *name, enum timeline_kind *kind)
{
    size_t place = find_name(name, kind_names, COUNT_OF(kind_names));
    bool found = place < COUNT_OF(kind_names);
    *kind = found ? (enum timeline_kind)place : *kind;
    return found;
}

const char *timeline_object_kind_name(enum timeline_object_kind kind)
{
    return object_kind_names[kind];
}

bool timeline_object_kind_from_name(const char *name, enum timeline_object_kind *kind)
{
    size_t place = find_name(name, object_kind_names, COUNT_OF(object_kind_names));
    bool found = place < COUNT_OF(object_kind_names);
    *kind = found ? (enum timeline_object_kind)place : *kind;
    return found;
}

static void finish_object(struct timeline_object *object)
{
    free(object->name);
    free(object->attachments);
    free(object->bytes);
    free(object->values);
    *object = (struct timeline_object){0};
}

static void finish_event(struct timeline_event *event)
{
    free(event->name);
    free(event->text);
    free(event->error_name);
}

static void finish_snapshot(struct timeline_snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->object_count; i++) {
        finish_object(&snapshot->objects[i]);
    }
    for (size_t i = 0; i < snapshot->process_count; i++) {
        free(snapshot->processes[i].sleeping_in);
    }
    free(snapshot->objects);
    free(snapshot->processes);
}

void timeline_finish(struct timeline *timeline)
{
    for (size_t i = 0; i < timeline->actor_count; i++) {
        free(timeline->actors[i].name);
    }
    for (size_t i = 0; i < timeline->event_count; i++) {
        finish_event(&timeline->events[i]);
    }
    for (size_t i = 0; i < timeline->snapshot_count; i++) {
        finish_snapshot(&timeline->snapshots[i]);
    }
    free(timeline->actors);
    free(timeline->events);
    free(timeline->snapshots);
    free(timeline->check);
    free(timeline->status);
    *timeline = (struct timeline){0};
}

const char *timeline_actor_name(const struct timeline *timeline, int actor, char room[32])
{
    if (actor < 0 || (size_t)actor >= timeline->actor_count) {
        return "the test";
    }
    if (timeline->actors[actor].name != NULL) {
        return timeline->actors[actor].name;
    }
    if (timeline->actor_count == 1) {
        return "your process";
    }
    snprintf(room, 32, "process %d", actor + 1);
    return room;
}

const struct timeline_snapshot *timeline_snapshot_at(const struct timeline *timeline, size_t event)
{
    const struct timeline_snapshot *last = NULL;
    for (size_t i = 0; i < timeline->snapshot_count && timeline->snapshots[i].event <= event; i++) {
        last = &timeline->snapshots[i];
    }
    return last;
}
