/* alternative: the classic ring that keeps one slot empty, with one slot more than capacity, so
 * that all of the promised ones are usable. Indices stay below the number of slots and never
 * overflow. All atomics are sequentially consistent; slots are padded to 8 bytes, the copies are
 * not.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

struct ring {
    uint64_t slot_count; /* capacity + 1: does not fit in 32 bits for the largest capacity */
    size_t item_size;
    size_t stride;
    atomic_uint_fast64_t first; /* oldest item */
    atomic_uint_fast64_t next;  /* free slot behind the newest */
    _Alignas(16) char slots[];
};

static size_t stride_of(uint32_t item_size)
{
    return ((size_t)item_size + 7) / 8 * 8;
}

static uint64_t successor(const struct ring *ring, uint64_t index)
{
    return ++index == ring->slot_count ? 0 : index;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    uint64_t slot_count = (uint64_t)capacity + 1;

    if (capacity == 0 || item_size == 0 ||
        slot_count > (PTRDIFF_MAX - sizeof(struct ring)) / stride_of(item_size)) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + slot_count * stride_of(item_size);
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    size_t size = ring_size(capacity, item_size);

    if (ring == NULL || size == 0) {
        errno = EINVAL;
        return -1;
    }
    memset(ring, 0, sizeof(*ring));
    ring->slot_count = (uint64_t)capacity + 1;
    ring->item_size = item_size;
    ring->stride = stride_of(item_size);
    atomic_init(&ring->first, 0);
    atomic_init(&ring->next, 0);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t next = ring->next;
    uint64_t after = successor(ring, next);
    if (after == ring->first) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(ring->slots + next * ring->stride, item, ring->item_size);
    ring->next = after;
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t first = ring->first;
    bool empty = first == ring->next;
    if (empty) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, ring->slots + first * ring->stride, ring->item_size);
    ring->first = successor(ring, first);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t first = ring->first;
    uint64_t next = ring->next;
    /* Both are below slot_count, so the result is at most capacity, however they moved. */
    *count = (uint32_t)(next >= first ? next - first : next + ring->slot_count - first);
    return 0;
}
