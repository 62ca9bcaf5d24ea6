/* alternative: more slots than capacity, as many as the next power of two, so that 32-bit counters
 * may run over for ever: their remainder is a mask and does not jump at 2^32. Full is a difference
 * of `capacity`, not of the number of slots. The slots that are never full at the same time cost
 * memory, not promises. Plain goto style, one exit a function.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

typedef struct ring {
    uint32_t capacity, mask, item_size;
    atomic_uint pushed, popped;
    unsigned char slots[];
} ring_t;

/* 2^32 slots (mask 0xffffffff) for a capacity above 2^31. */
static uint32_t mask_for(uint32_t capacity)
{
    uint32_t mask = capacity - 1;
    for (unsigned shift = 1; shift < 32; shift *= 2) {
        mask |= mask >> shift;
    }
    return mask;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    size_t size = 0;
    if (capacity == 0 || item_size == 0) {
        goto refuse;
    }
    if (__builtin_mul_overflow((size_t)mask_for(capacity) + 1, (size_t)item_size, &size) ||
        size > PTRDIFF_MAX - sizeof(ring_t)) {
        goto refuse;
    }
    return sizeof(ring_t) + size;
refuse:
    errno = EINVAL;
    return 0;
}

int ring_init(ring_t *ring, uint32_t capacity, uint32_t item_size)
{
    int result = -1;
    if (ring == NULL || capacity == 0 || item_size == 0) {
        errno = EINVAL;
        goto out;
    }
    ring->capacity = capacity;
    ring->mask = mask_for(capacity);
    ring->item_size = item_size;
    ring->pushed = ring->popped = 0;
    result = 0;
out:
    return result;
}

static void *slot_at(ring_t *ring, uint32_t number)
{
    return ring->slots + (size_t)(number & ring->mask) * ring->item_size;
}

int ring_push(ring_t *ring, const void *item)
{
    int result = -1;
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        goto out;
    }
    uint32_t mine = atomic_load_explicit(&ring->pushed, memory_order_relaxed);
    if (mine - atomic_load_explicit(&ring->popped, memory_order_acquire) == ring->capacity) {
        errno = EAGAIN;
        goto out;
    }
    memcpy(slot_at(ring, mine), item, ring->item_size);
    atomic_store_explicit(&ring->pushed, mine + 1, memory_order_release);
    result = 0;
out:
    return result;
}

int ring_pop(ring_t *ring, void *item)
{
    int result = -1;
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        goto out;
    }
    uint32_t mine = atomic_load_explicit(&ring->popped, memory_order_relaxed);
    if (atomic_load_explicit(&ring->pushed, memory_order_acquire) == mine) {
        errno = EAGAIN;
        goto out;
    }
    memcpy(item, slot_at(ring, mine), ring->item_size);
    atomic_store_explicit(&ring->popped, mine + 1, memory_order_release);
    result = 0;
out:
    return result;
}

int ring_count(const ring_t *ring, uint32_t *count)
{
    int result = -1;
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        goto out;
    }
    uint32_t popped = atomic_load(&ring->popped);
    uint32_t items = atomic_load(&ring->pushed) - popped;
    *count = items < ring->capacity ? items : ring->capacity;
    result = 0;
out:
    return result;
}
