/* alternative: the positions stand behind the items, at the end of the memory; in front there is
 * nothing but the two sizes. Positions are offsets in bytes, and a bit for the lap. Items are
 * copied by atomic bytes, so that no access in this file could be called a data race, not even of a
 * caller who breaks the rules.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    atomic_uchar bytes[];
};

/* Offset * 2 + lap. */
struct positions {
    _Alignas(64) _Atomic uint64_t newest;
    _Alignas(64) _Atomic uint64_t oldest;
};

static uint64_t bytes_of(const struct ring *ring)
{
    return (uint64_t)ring->capacity * ring->item_size;
}

static size_t place_of_positions(uint64_t bytes)
{
    size_t alignment = _Alignof(struct positions);
    return (sizeof(struct ring) + bytes + alignment - 1) / alignment * alignment;
}

static struct positions *positions_of(const struct ring *ring)
{
    return (struct positions *)((uintptr_t)ring + place_of_positions(bytes_of(ring)));
}

static uint64_t advance(const struct ring *ring, uint64_t position)
{
    uint64_t offset = position / 2 + ring->item_size;
    uint64_t lap = position % 2;
    return offset == bytes_of(ring) ? !lap : offset * 2 + lap;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    uint64_t bytes = (uint64_t)capacity * item_size;
    if (bytes == 0 || bytes > (uint64_t)PTRDIFF_MAX - 1024) {
        errno = EINVAL;
        return 0;
    }
    return place_of_positions(bytes) + sizeof(struct positions);
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || ring_size(capacity, item_size) == 0) {
        errno = EINVAL;
        return -1;
    }
    *ring = (struct ring){capacity, item_size};
    atomic_init(&positions_of(ring)->newest, 0);
    atomic_init(&positions_of(ring)->oldest, 0);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct positions *positions = positions_of(ring);
    const unsigned char *from = item;
    uint64_t mine = atomic_load_explicit(&positions->newest, memory_order_relaxed);
    bool full = (mine ^ atomic_load_explicit(&positions->oldest, memory_order_acquire)) == 1;
    if (full) {
        errno = EAGAIN;
        return -1;
    }
    for (uint32_t i = 0; i < ring->item_size; i++) {
        atomic_store_explicit(&ring->bytes[mine / 2 + i], from[i], memory_order_relaxed);
    }
    atomic_store_explicit(&positions->newest, advance(ring, mine), memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct positions *positions = positions_of(ring);
    unsigned char *to = item;
    uint64_t mine = atomic_load_explicit(&positions->oldest, memory_order_relaxed);
    bool empty = mine == atomic_load_explicit(&positions->newest, memory_order_acquire);
    if (empty) {
        errno = EAGAIN;
        return -1;
    }
    for (uint32_t i = 0; i < ring->item_size; i++) {
        to[i] = atomic_load_explicit(&ring->bytes[mine / 2 + i], memory_order_relaxed);
    }
    atomic_store_explicit(&positions->oldest, advance(ring, mine), memory_order_release);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    const struct positions *positions = positions_of(ring);
    uint64_t oldest = atomic_load(&positions->oldest);
    uint64_t newest = atomic_load(&positions->newest);
    if ((oldest ^ newest) == 1) {
        *count = ring->capacity;
        return 0;
    }
    uint64_t from = oldest / 2;
    uint64_t to = newest / 2;
    uint64_t bytes = to >= from ? to - from : to + bytes_of(ring) - from;
    *count = (uint32_t)(bytes / ring->item_size);
    return 0;
}
