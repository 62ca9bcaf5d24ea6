/* alternative: the consumer grants places, the producer uses them up: two counts that only grow, the first
 * one ahead by `capacity`, and additions in place of stores. The header is made aside and copied in. */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

struct header {
    uint32_t capacity, item_size;
    atomic_uint_fast64_t granted; /* by the consumer: capacity at first */
    atomic_uint_fast64_t made;    /* by the producer */
};

struct ring {
    union {
        struct header h;
        char line[192];
    };
};

static char *place(struct ring *ring, uint64_t n)
{
    return (char *)&ring[1] + (size_t)ring->h.item_size * (n % ring->h.capacity);
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity < 1 || item_size < 1) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + (uint64_t)capacity * item_size;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (!ring || capacity < 1 || item_size < 1) {
        errno = EINVAL;
        return -1;
    }
    struct ring fresh;
    memset(&fresh, 0, sizeof fresh);
    fresh.h.capacity = capacity;
    fresh.h.item_size = item_size;
    atomic_init(&fresh.h.granted, capacity);
    memcpy(ring, &fresh, sizeof fresh);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (!ring || !item) {
        errno = EINVAL;
        return -1;
    }
    uint64_t made = atomic_load_explicit(&ring->h.made, memory_order_relaxed);
    if (made == atomic_load_explicit(&ring->h.granted, memory_order_acquire)) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(place(ring, made), item, ring->h.item_size);
    atomic_fetch_add_explicit(&ring->h.made, 1, memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (!ring || !item) {
        errno = EINVAL;
        return -1;
    }
    uint64_t granted = atomic_load_explicit(&ring->h.granted, memory_order_relaxed);
    uint64_t n = granted - ring->h.capacity;
    if (atomic_load_explicit(&ring->h.made, memory_order_acquire) == n) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, place(ring, n), ring->h.item_size);
    atomic_fetch_add_explicit(&ring->h.granted, 1, memory_order_acq_rel);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (!ring || !count) {
        errno = EINVAL;
        return -1;
    }
    uint64_t granted = atomic_load_explicit(&ring->h.granted, memory_order_acquire);
    uint64_t made = atomic_load_explicit(&ring->h.made, memory_order_acquire);
    uint64_t n = made + ring->h.capacity - granted;
    *count = n > ring->h.capacity ? ring->h.capacity : (uint32_t)n;
    return 0;
}
