#include "examiner/objects.h"

#include <stdlib.h>
#include <string.h>

enum { OBJECTS_MAX = 8192 }; /* more than any namespace here may hold */

void objects_finish(struct objects *objects)
{
    free(objects->items);
    *objects = (struct objects){0};
}

void objects_add(struct objects *objects, const struct object_entry *entry)
{
    if (objects->count == OBJECTS_MAX) {
        return;
    }
    if (objects->count == objects->room) {
        objects->room = objects->room == 0 ? 16 : objects->room * 2;
        objects->items = realloc(objects->items, objects->room * sizeof objects->items[0]);
        if (objects->items == NULL) {
            abort();
        }
    }
    objects->items[objects->count++] = *entry;
}

static bool is_same(const struct object_entry *a, const struct object_entry *b)
{
    if (a->kind != b->kind) {
        return false;
    }
    bool named = a->kind == OBJECT_NAME || a->kind == OBJECT_FILE || a->kind == OBJECT_QUEUE ||
                 a->kind == OBJECT_STATE;
    return named ? strcmp(a->name, b->name) == 0 : a->id == b->id;
}

bool objects_contain(const struct objects *objects, const struct object_entry *entry)
{
    for (size_t i = 0; i < objects->count; i++) {
        if (is_same(&objects->items[i], entry)) {
            return true;
        }
    }
    return false;
}

void objects_reverse(struct objects *objects, size_t first)
{
    for (size_t low = first, high = objects->count; low + 1 < high; low++, high--) {
        struct object_entry other = objects->items[low];
        objects->items[low] = objects->items[high - 1];
        objects->items[high - 1] = other;
    }
}
