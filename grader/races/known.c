#include "races/known.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY_FIRST = 1 << 12 };

/* The slot of the hash, or the free one where it belongs. */
static size_t find_slot(const struct known *known, uint64_t hash)
{
    size_t slot = hash & (known->capacity - 1);
    while (known->hashes[slot] != 0 && known->hashes[slot] != hash) {
        slot = (slot + 1) & (known->capacity - 1);
    }
    return slot;
}

static void grow(struct known *known)
{
    struct known old = *known;
    known->capacity = old.capacity > 0 ? 2 * old.capacity : CAPACITY_FIRST;
    known->hashes = memory_allocate(known->capacity, sizeof known->hashes[0]);
    known->asleep = memory_allocate(known->capacity, sizeof known->asleep[0]);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.hashes[i] != 0) {
            const size_t slot = find_slot(known, old.hashes[i]);
            known->hashes[slot] = old.hashes[i];
            known->asleep[slot] = old.asleep[i];
        }
    }
    free(old.hashes);
    free(old.asleep);
}

bool known_visit(struct known *known, uint64_t hash, uint8_t *asleep)
{
    hash = hash != 0 ? hash : 1;
    if (2 * known->count >= known->capacity) {
        grow(known);
    }
    const size_t slot = find_slot(known, hash);
    if (known->hashes[slot] == 0) {
        known->hashes[slot] = hash;
        known->asleep[slot] = *asleep;
        known->count++;
        return false;
    }
    const uint8_t left = (uint8_t)(known->asleep[slot] & ~*asleep);
    if (left == 0) {
        return true;
    }
    known->asleep[slot] &= *asleep;
    *asleep = (uint8_t)~left;
    return false;
}

void known_clear(struct known *known)
{
    if (known->capacity > 0) {
        memset(known->hashes, 0, known->capacity * sizeof known->hashes[0]);
    }
    known->count = 0;
}

void known_finish(struct known *known)
{
    free(known->hashes);
    free(known->asleep);
    *known = (struct known){0};
}
