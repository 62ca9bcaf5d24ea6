/* Moments of a check, made by hand: for the pictures of the whiteboard. */
#ifndef WORKBOOK_TESTS_SCENE_H
#define WORKBOOK_TESTS_SCENE_H

#include <stddef.h>
#include <stdint.h>

#include "model/timeline.h"

/* Each adds to the timeline's end; strings and bytes are copied. */
void scene_actor(struct timeline *timeline, const char *name);
void scene_event(struct timeline *timeline, enum timeline_kind kind, int actor, const char *name,
                 const char *text);
/* A snapshot right after the newest event. */
struct timeline_snapshot *scene_snapshot(struct timeline *timeline);
struct timeline_object *scene_object(struct timeline_snapshot *snapshot,
                                     enum timeline_object_kind kind, const char *name,
                                     uint64_t size, const void *bytes, size_t count);
void scene_attach(struct timeline_object *object, int actor, uint64_t address, bool read_only);
void scene_process(struct timeline_snapshot *snapshot, int actor, char state,
                   const char *sleeping_in);

#endif
