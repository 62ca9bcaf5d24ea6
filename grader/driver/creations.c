#include "driver/creations.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Process-wide by nature: the shims below the student's code have no other way to reach it. */
static struct {
    const struct object *object;
    uint32_t count;
    struct wire_creation items[WIRE_CREATIONS_MAX];
    struct wire_refusal refusal;
    uint64_t printed;
    uint32_t refused_call;
    uint64_t refused_call_offset;
} record;

/* One byte back lies inside the call: the address itself may belong to the next line. */
static uint64_t offset_of_call(const void *return_address)
{
    return record.object != NULL ? object_offset(record.object, (uintptr_t)return_address - 1) : 0;
}

void creations_begin(const struct object *object)
{
    record.object = object;
    record.count = 0;
    record.refusal = (struct wire_refusal){0};
    record.printed = 0;
    record.refused_call = 0;
}

void creations_report(struct wire_reply *reply)
{
    reply->creation_count = record.count;
    memcpy(reply->creations, record.items, record.count * sizeof record.items[0]);
    reply->refusal = record.refusal;
    reply->printed_offset = record.printed;
    if (reply->refused_call == 0) {
        reply->refused_call = record.refused_call;
        reply->refused_call_offset = record.refused_call_offset;
    }
}

void creations_add(enum wire_object kind, uint64_t id, const char *name, const void *return_address)
{
    uint64_t offset = offset_of_call(return_address);
    if (offset == 0 || record.count == WIRE_CREATIONS_MAX) {
        return;
    }
    struct wire_creation *item = &record.items[record.count++];
    *item = (struct wire_creation){.object = kind, .id = id, .offset = offset};
    if (name != NULL) {
        snprintf(item->name, sizeof item->name, "%s", name);
    }
}

void creations_add_mapping(uint64_t address, uint64_t length, const void *return_address)
{
    uint32_t before = record.count;
    creations_add(WIRE_OBJECT_MAPPING, address, NULL, return_address);
    if (record.count > before) {
        record.items[before].kib = (uint32_t)((length + 1023) / 1024);
    }
}

void creations_remove_mappings(uint64_t address, uint64_t length)
{
    for (uint32_t i = record.count; i-- > 0;) {
        const struct wire_creation *item = &record.items[i];
        if (item->object == WIRE_OBJECT_MAPPING && item->id - address < length) {
            record.items[i] = record.items[--record.count];
        }
    }
}

static bool is_want(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOSPC ||
           error == EDQUOT || error == EFBIG || error == EAGAIN;
}

/* It stays, whatever comes after it: those that filled the run may be gone when somebody looks. */
static bool is_of_task(const struct wire_refusal *refusal)
{
    return wire_object_is_task(refusal->object) && refusal->error == EAGAIN;
}

/* The last call of a function may be made in its place (return shmget(…);): then nobody in the object is its caller. */
void creations_refuse(enum wire_object kind, int error, uint64_t bytes, const void *return_address)
{
    if (is_want(error) && !is_of_task(&record.refusal)) {
        record.refusal = (struct wire_refusal){.object = kind,
                                               .error = error,
                                               .bytes = bytes,
                                               .offset = offset_of_call(return_address)};
    }
}

void creations_grant(void)
{
    if (!is_of_task(&record.refusal)) {
        record.refusal = (struct wire_refusal){0};
    }
}

void creations_note(enum wire_object kind, intptr_t result, intptr_t failure, const char *name,
                    uint64_t bytes, const void *return_address)
{
    int saved = errno;
    if (result != failure) {
        creations_add(kind, (uint64_t)result, name, return_address);
    } else {
        creations_refuse(kind, saved, bytes, return_address);
    }
    errno = saved;
}

void creations_print(const void *return_address)
{
    if (record.printed == 0) {
        record.printed = offset_of_call(return_address);
    }
}

void creations_note_refused_call(uint32_t number, uint64_t offset)
{
    if (record.refused_call == 0) {
        record.refused_call = number;
        record.refused_call_offset = offset;
    }
}
