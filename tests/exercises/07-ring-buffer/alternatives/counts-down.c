/* alternative: both positions count down from the largest number, and their remainders are the slots.
 */
#include "ring_buffer.h"
#include <errno.h>
#include <stdatomic.h>
#include <string.h>

struct ring {
    uint32_t item_size;
    uint32_t capacity;
    _Atomic int64_t to_push;
    _Atomic int64_t to_pop;
    _Alignas(16) unsigned char slot[];
};

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
    ring->item_size = item_size;
    ring->capacity = capacity;
    atomic_store(&ring->to_push, INT64_MAX);
    atomic_store(&ring->to_pop, INT64_MAX);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    int64_t mine = atomic_load_explicit(&ring->to_push, memory_order_relaxed);
    int64_t other = atomic_load_explicit(&ring->to_pop, memory_order_acquire);
    if (other - mine >= (int64_t)ring->capacity) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(ring->slot + (uint64_t)(mine % ring->capacity) * ring->item_size, item, ring->item_size);
    atomic_store_explicit(&ring->to_push, mine - 1, memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    int64_t mine = atomic_load_explicit(&ring->to_pop, memory_order_relaxed);
    int64_t other = atomic_load_explicit(&ring->to_push, memory_order_acquire);
    if (mine == other) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, ring->slot + (uint64_t)(mine % ring->capacity) * ring->item_size, ring->item_size);
    atomic_store_explicit(&ring->to_pop, mine - 1, memory_order_release);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    int64_t pop = atomic_load_explicit(&ring->to_pop, memory_order_acquire);
    int64_t push = atomic_load_explicit(&ring->to_push, memory_order_acquire);
    int64_t n = pop - push;
    *count = n > (int64_t)ring->capacity ? ring->capacity : (uint32_t)n;
    return 0;
}
