/* alternative: the whole state is one word, oldest slot and number of items, changed by one atomic
 * operation. A push adds one to the count; a pop moves the slot and takes one off by compare and
 * swap, and the only rival of that is a push, so it repeats at most once in each. The count is
 * exact at any moment.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    _Atomic uint64_t state; /* oldest slot in the low half, number of items in the high half */
    unsigned char slots[];
};

#define ONE_ITEM ((uint64_t)1 << 32)

static uint32_t state_oldest(uint64_t state)
{
    return (uint32_t)state;
}

static uint32_t state_items(uint64_t state)
{
    return (uint32_t)(state >> 32);
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + (size_t)capacity * item_size;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return -1;
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    atomic_init(&ring->state, 0);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t state = atomic_load_explicit(&ring->state, memory_order_acquire);
    if (state_items(state) == ring->capacity) {
        errno = EAGAIN;
        return -1;
    }
    /* A pop meanwhile moves the oldest slot and the count, and not their sum. */
    uint64_t slot = (uint64_t)state_oldest(state) + state_items(state);
    if (slot >= ring->capacity) {
        slot -= ring->capacity;
    }
    memcpy(ring->slots + slot * ring->item_size, item, ring->item_size);
    atomic_fetch_add_explicit(&ring->state, ONE_ITEM, memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t state = atomic_load_explicit(&ring->state, memory_order_acquire);
    if (state_items(state) == 0) {
        errno = EAGAIN;
        return -1;
    }
    uint64_t oldest = state_oldest(state);
    memcpy(item, ring->slots + oldest * ring->item_size, ring->item_size);
    uint64_t next = oldest + 1 == ring->capacity ? 0 : oldest + 1;
    uint64_t after;
    do {
        after = ((state & ~(ONE_ITEM - 1)) - ONE_ITEM) | next;
    } while (!atomic_compare_exchange_weak_explicit(&ring->state, &state, after,
                                                    memory_order_release, memory_order_relaxed));
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    *count = state_items(atomic_load(&ring->state));
    return 0;
}
