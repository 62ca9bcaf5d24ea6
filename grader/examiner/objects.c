#include "examiner/objects.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OBJECTS_MAX = 8192, /* of what is listed: more than any namespace here may hold */
    INDEXED_FROM = 64,  /* fewer are looked through one by one, sooner than an index is made */
};

void objects_finish(struct objects *objects)
{
    free(objects->items);
    free(objects->slots);
    *objects = (struct objects){0};
}

static bool is_named(const struct object_entry *entry)
{
    return entry->kind == OBJECT_NAME || entry->kind == OBJECT_FILE ||
           entry->kind == OBJECT_QUEUE || entry->kind == OBJECT_STATE;
}

/* A standard stream that leads elsewhere is another one. The other descriptors are told by their numbers. */
static bool leads_elsewhere(const struct object_entry *a, const struct object_entry *b)
{
    return a->kind == OBJECT_DESCRIPTOR && a->id <= STDERR_FILENO && strcmp(a->name, b->name) != 0;
}

static bool is_same(const struct object_entry *a, const struct object_entry *b)
{
    if (a->kind != b->kind) {
        return false;
    }
    if (is_named(a)) {
        return strcmp(a->name, b->name) == 0 && (a->kind != OBJECT_STATE || a->id == b->id);
    }
    return a->id == b->id && !leads_elsewhere(a, b);
}

/* Equal for those that are the same: FNV-1a of the name, or the number spread by the golden ratio. */
static size_t hash(const struct object_entry *entry)
{
    uint64_t value = entry->id * 0x9e3779b97f4a7c15U >> 16;
    if (is_named(entry)) {
        value = 14695981039346656037U;
        for (const char *c = entry->name; *c != '\0'; c++) {
            value = (value ^ (unsigned char)*c) * 1099511628211U;
        }
    }
    return value + entry->kind;
}

/* The slot that leads to such an entry, or the free one where its search ends. */
static uint32_t *find_slot(const struct objects *objects, const struct object_entry *entry)
{
    size_t mask = objects->slot_count - 1;
    size_t at = hash(entry) & mask;
    while (objects->slots[at] != 0 && !is_same(&objects->items[objects->slots[at] - 1], entry)) {
        at = (at + 1) & mask;
    }
    return &objects->slots[at];
}

static void put_into_index(struct objects *objects, size_t number)
{
    *find_slot(objects, &objects->items[number]) = (uint32_t)number + 1;
}

/* At most half full until the items are moved again. */
static void make_index(struct objects *objects)
{
    free(objects->slots);
    objects->slots = NULL;
    objects->slot_count = objects->room * 2;
    if (objects->count < INDEXED_FROM) {
        return;
    }
    objects->slots = calloc(objects->slot_count, sizeof objects->slots[0]);
    if (objects->slots == NULL) {
        abort();
    }
    for (size_t i = 0; i < objects->count; i++) {
        put_into_index(objects, i);
    }
}

static void make_room(struct objects *objects)
{
    objects->room = objects->room == 0 ? 16 : objects->room * 2;
    objects->items = realloc(objects->items, objects->room * sizeof objects->items[0]);
    if (objects->items == NULL) {
        abort();
    }
    make_index(objects);
}

void objects_add(struct objects *objects, const struct object_entry *entry)
{
    if (objects->count < OBJECTS_MAX) {
        objects_keep(objects, entry);
    }
}

void objects_keep(struct objects *objects, const struct object_entry *entry)
{
    if (objects->count == objects->room) {
        make_room(objects);
    }
    objects->items[objects->count++] = *entry;
    if (objects->slots != NULL) {
        put_into_index(objects, objects->count - 1);
    }
}

bool objects_contain(const struct objects *objects, const struct object_entry *entry)
{
    if (objects->slots != NULL) {
        return *find_slot(objects, entry) != 0;
    }
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
    make_index(objects);
}

void objects_truncate(struct objects *objects, size_t count)
{
    objects->count = count;
    make_index(objects);
}
