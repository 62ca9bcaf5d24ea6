/* alternative: the counters begin a little below 2^32, so that every test meets what others meet after
 * hours. The first slot lies anywhere.
 */
#include "ring_buffer.h"
#include <errno.h>
#include <stdatomic.h>
#include <string.h>

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    _Atomic uint64_t tail;
    _Atomic uint64_t head;
    unsigned char slots[];
};

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return 0;
    }
    size_t bytes;
    if (__builtin_mul_overflow((size_t)capacity, (size_t)item_size, &bytes) ||
        __builtin_add_overflow(bytes, sizeof(struct ring), &bytes) || bytes > PTRDIFF_MAX) {
        errno = EINVAL;
        return 0;
    }
    return bytes;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return -1;
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    atomic_init(&ring->tail, UINT32_MAX - UINT64_C(5));
    atomic_init(&ring->head, UINT32_MAX - UINT64_C(5));
    return 0;
}

static void *slot(struct ring *ring, uint64_t position)
{
    return ring->slots + (size_t)(position % ring->capacity) * ring->item_size;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    if (tail - head >= ring->capacity) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(slot(ring, tail), item, ring->item_size);
    atomic_store_explicit(&ring->tail, tail + 1, memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    if (tail == head) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, slot(ring, head), ring->item_size);
    atomic_store_explicit(&ring->head, head + 1, memory_order_release);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    uint64_t n = tail - head;
    *count = n > ring->capacity ? ring->capacity : (uint32_t)n;
    return 0;
}
