#include "races/event_words.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PLACE_MAX = 80, VALUE_MAX = 40, ORDER_MAX = 64 };

/* Bytes that look like a text, as C would write it; false when they do not. */
static bool text_of(const struct event *event, char *words, size_t size)
{
    char bytes[9] = "";
    memcpy(bytes, &event->value, event->size < 8 ? event->size : 8);
    const size_t length = strlen(bytes);
    for (size_t i = 0; i < length; i++) {
        if (!isprint((unsigned char)bytes[i]) || bytes[i] == '"' || bytes[i] == '\\') {
            return false;
        }
    }
    if (length == 0 || (event->size <= 8 && (event->size == 4 || event->size == 8) && length < 3)) {
        return false;
    }
    snprintf(words, size, "\"%s\"%s", bytes, length == 8 && event->size > 8 ? "…" : "");
    return true;
}

static void value_words(const struct event *event, uint64_t value, char *words, size_t size)
{
    if (event->size > 8) {
        snprintf(words, size, "%" PRIu32 " bytes", event->size);
    } else if (event->size == 4) {
        snprintf(words, size, "%" PRId32, (int32_t)(uint32_t)value);
    } else {
        snprintf(words, size, "%" PRIu64, value);
    }
}

static void plain_words(const struct event *event, const char *place, char *words, size_t size)
{
    char value[VALUE_MAX];
    const bool text = text_of(event, value, sizeof value);
    if (!text) {
        value_words(event, event->value, value, sizeof value);
    }
    const bool read = event->kind == EVENT_READ;
    snprintf(words, size, "%s %s%s%s%s", read ? "reads" : "writes", place,
             text || event->size <= 8 ? (read ? " == " : " = ") : ", ", value,
             event->is_volatile ? " (volatile)" : "");
}

/* "(relaxed, old: 1 newer)": what is behind an atomic access. */
static void order_words(const struct event *event, char *words, size_t size)
{
    char age[48] = "";
    if (event->age > 0) {
        const char *what = event->kind == EVENT_STORE ? "put before" : "old:";
        snprintf(age, sizeof age, ", %s %u newer", what, event->age);
    }
    snprintf(words, size, "(%s%s)", order_name(event->order), age);
}

/* --- calls on objects ---------------------------------------------------------------------- */

static void object_place(const struct event_names *names, int number, char *place, size_t size)
{
    const struct object *object = &names->world->objects[number];
    if (object->key < names->world->mapped_size) {
        fields_name(names->fields, (uint32_t)object->key, place, size);
    } else {
        snprintf(place, size, "%s", object->name);
    }
}

static void object_words(const struct event_names *names, const struct event *event, char *words,
                         size_t size)
{
    static const char *const results[] = {
        [OBJECT_DONE] = "",
        [OBJECT_BUSY] = ": not now",
        [OBJECT_TIMED_OUT] = ": times out",
        [OBJECT_INTERRUPTED] = ": EINTR",
        [OBJECT_SLEEPS] = ": goes to sleep",
        [OBJECT_WAKES] = ": wakes up",
        [OBJECT_STUCK] = ": never comes back",
    };
    char place[PLACE_MAX];
    object_place(names, event->object, place, sizeof place);
    snprintf(words, size, "%s(%s)%s", event->name, place,
             event->value < OBJECT_RESULTS ? results[event->value] : "");
}

static void atomic_words(const struct event *event, const char *place, char *words, size_t size)
{
    char value[VALUE_MAX];
    char old[VALUE_MAX];
    char order[ORDER_MAX];
    value_words(event, event->value, value, sizeof value);
    value_words(event, event->old, old, sizeof old);
    order_words(event, order, sizeof order);
    switch (event->kind) {
    case EVENT_LOAD:
        snprintf(words, size, "loads %s == %s %s", place, value, order);
        break;
    case EVENT_STORE:
        snprintf(words, size, "stores %s = %s %s", place, value, order);
        break;
    case EVENT_MODIFY:
        snprintf(words, size, "changes %s from %s to %s %s", place, old, value, order);
        break;
    case EVENT_COMPARE:
        snprintf(words, size, "finds %s == %s: no exchange %s", place, value, order);
        break;
    default:
        snprintf(words, size, "fence %s", order);
    }
}

/* What happens to a process as a whole. */
static const char *process_words(enum event_kind kind)
{
    switch (kind) {
    case EVENT_PAUSE:
        return "sleeps, or lets others run";
    case EVENT_END:
        return "has done all its calls";
    case EVENT_KILLED:
        return "is killed before this";
    case EVENT_FAULT:
        return "here";
    default:
        return " ";
    }
}

static void place_words(const struct event_names *names, const struct event *event, char *place,
                        size_t size)
{
    if (event->object >= 0) {
        object_place(names, event->object, place, size);
    } else if (event->size > 0) {
        fields_name(names->fields, event->offset, place, size);
    } else {
        place[0] = '\0';
    }
}

void event_words(const struct event_names *names, const struct event *event, char *words,
                 size_t size)
{
    char place[PLACE_MAX];
    place_words(names, event, place, sizeof place);
    switch (event->kind) {
    case EVENT_READ:
    case EVENT_WRITE:
        plain_words(event, place, words, size);
        break;
    case EVENT_LOAD:
    case EVENT_STORE:
    case EVENT_MODIFY:
    case EVENT_COMPARE:
    case EVENT_FENCE:
        atomic_words(event, place, words, size);
        break;
    case EVENT_OBJECT:
        object_words(names, event, words, size);
        break;
    case EVENT_WAIT:
        snprintf(words, size, "waits until %s changes", place);
        break;
    case EVENT_CALL:
        snprintf(words, size, "%s", event->name);
        break;
    default:
        snprintf(words, size, "%s", process_words(event->kind));
    }
}
