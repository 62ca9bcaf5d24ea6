/* alternative: relaxed accesses between fences, and 32 bits for each position: the slot in an index
 * of its own that never leaves 0 .. capacity - 1, the lap in one bit above it. Offsets are computed
 * from the start of the memory; there is no flexible array, and no division.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

/* A position: lap << 32 | slot, in one word because it must change at one stroke. */
#define LAP ((uint64_t)1 << 32)

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    _Atomic uint64_t producer;
    _Atomic uint64_t consumer;
};

static bool is_valid(uint32_t capacity, uint32_t item_size)
{
    return capacity != 0 && item_size != 0 &&
           (uint64_t)capacity * item_size <= PTRDIFF_MAX - sizeof(struct ring);
}

static void *slot_address(struct ring *ring, uint64_t position)
{
    return (char *)ring + sizeof(*ring) + (size_t)(uint32_t)position * ring->item_size;
}

static uint64_t step(const struct ring *ring, uint64_t position)
{
    if ((uint32_t)position == ring->capacity - 1) {
        return (position & LAP) ^ LAP;
    }
    return position + 1;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (!is_valid(capacity, item_size)) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + (size_t)capacity * item_size;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || !is_valid(capacity, item_size)) {
        errno = EINVAL;
        return -1;
    }
    memset(ring, 0, sizeof(struct ring));
    ring->capacity = capacity;
    ring->item_size = item_size;
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t mine = atomic_load_explicit(&ring->producer, memory_order_relaxed);
    uint64_t other = atomic_load_explicit(&ring->consumer, memory_order_relaxed);
    if ((mine ^ other) == LAP) {
        errno = EAGAIN;
        return -1;
    }
    atomic_thread_fence(memory_order_acquire);
    memcpy(slot_address(ring, mine), item, ring->item_size);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&ring->producer, step(ring, mine), memory_order_relaxed);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t mine = atomic_load_explicit(&ring->consumer, memory_order_relaxed);
    uint64_t other = atomic_load_explicit(&ring->producer, memory_order_relaxed);
    if (mine == other) {
        errno = EAGAIN;
        return -1;
    }
    atomic_thread_fence(memory_order_acquire);
    memcpy(item, slot_address(ring, mine), ring->item_size);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&ring->consumer, step(ring, mine), memory_order_relaxed);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t consumer = atomic_load_explicit(&ring->consumer, memory_order_relaxed);
    atomic_thread_fence(memory_order_acquire);
    uint64_t producer = atomic_load_explicit(&ring->producer, memory_order_relaxed);
    uint32_t first = (uint32_t)consumer;
    uint32_t next = (uint32_t)producer;
    if ((producer ^ consumer) == LAP) {
        *count = ring->capacity;
    } else {
        *count = next >= first ? next - first : ring->capacity - (first - next);
    }
    return 0;
}
