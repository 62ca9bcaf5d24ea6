/* mutant: the consumer gives a slot back with a relaxed store
 * caught-by: races/no-races
 * why: the producer's side is thought of, the consumer's is not: the copy may still be under way
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <string.h>

#define CACHE_LINE 64

struct ring {
    /* Written by ring_init alone. */
    uint64_t capacity;
    uint64_t item_size;

    /* Written by the producer alone. */
    alignas(CACHE_LINE) _Atomic uint64_t tail; /* position of the next push */
    alignas(CACHE_LINE) _Atomic uint64_t full_at;

    /* Written by the consumer alone. */
    alignas(CACHE_LINE) _Atomic uint64_t head; /* position of the next pop */
    alignas(CACHE_LINE) _Atomic uint64_t empty_at;

    /* A slot is written by the producer while it is free, read by the consumer while it is not. */
    alignas(CACHE_LINE) unsigned char slots[];
};

static int fail(int error)
{
    errno = error;
    return -1;
}

static uint64_t position_after(const struct ring *ring, uint64_t position)
{
    return position + 1 == 2 * ring->capacity ? 0 : position + 1;
}

static size_t slot_offset(const struct ring *ring, uint64_t position)
{
    uint64_t slot = position < ring->capacity ? position : position - ring->capacity;
    return slot * ring->item_size;
}

/* The same slot, one lap on. */
static uint64_t position_opposite(const struct ring *ring, uint64_t position)
{
    return position < ring->capacity ? position + ring->capacity : position - ring->capacity;
}

/* memcpy of a size that is known here becomes a few moves; a call costs as much as a whole push. */
static inline void copy_item(void *to, const void *from, size_t size)
{
    if (size == 8) {
        memcpy(to, from, 8);
    } else if (size == 16) {
        memcpy(to, from, 16);
    } else if (size == 64) {
        memcpy(to, from, 64);
    } else {
        memcpy(to, from, size);
    }
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    uint64_t slots_size = (uint64_t)capacity * item_size;

    if (slots_size == 0 || slots_size > PTRDIFF_MAX - sizeof(struct ring)) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + slots_size;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || ring_size(capacity, item_size) == 0) {
        return fail(EINVAL);
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    atomic_init(&ring->tail, 0);
    atomic_init(&ring->full_at, capacity);
    atomic_init(&ring->head, 0);
    atomic_init(&ring->empty_at, 0);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        return fail(EINVAL);
    }
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    if (tail == atomic_load_explicit(&ring->full_at, memory_order_relaxed)) {
        /* Acquire: the consumer has done with the slots before `head`. */
        uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
        uint64_t full_at = position_opposite(ring, head);
        if (tail == full_at) {
            return fail(EAGAIN);
        }
        atomic_store_explicit(&ring->full_at, full_at, memory_order_relaxed);
    }
    copy_item(ring->slots + slot_offset(ring, tail), item, ring->item_size);
    /* Release: whoever sees the new `tail` sees the item. */
    atomic_store_explicit(&ring->tail, position_after(ring, tail), memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        return fail(EINVAL);
    }
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    if (head == atomic_load_explicit(&ring->empty_at, memory_order_relaxed)) {
        /* Acquire: the items before `tail` are complete. */
        uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
        if (head == tail) {
            return fail(EAGAIN);
        }
        atomic_store_explicit(&ring->empty_at, tail, memory_order_relaxed);
    }
    copy_item(item, ring->slots + slot_offset(ring, head), ring->item_size);
    atomic_store_explicit(&ring->head, position_after(ring, head), memory_order_relaxed);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        return fail(EINVAL);
    }
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    uint64_t items = tail >= head ? tail - head : tail + 2 * ring->capacity - head;
    /* Both may have moved between the two looks; then more than `capacity` may lie between them. */
    *count = (uint32_t)(items > ring->capacity ? ring->capacity : items);
    return 0;
}
