/* alternative: each side has a cache line with its position and its last look at the other one's, which it
 * takes again only when the ring seems full or empty. That copy is a plain field of one side: who takes
 * over finds it old, never wrong. */
#include "ring_buffer.h"

#include <errno.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#define LINE 64

struct side {
    alignas(LINE) _Atomic uint64_t position;
    uint64_t other; /* last look at the other side's position */
};

struct ring {
    alignas(LINE) uint32_t capacity;
    uint32_t item_size;
    struct side producer;
    struct side consumer;
    alignas(LINE) char slots[];
};

static inline uint64_t own(const struct side *side)
{
    return atomic_load_explicit(&side->position, memory_order_relaxed);
}

static inline uint64_t refresh(struct side *mine, const struct side *theirs)
{
    return mine->other = atomic_load_explicit(&theirs->position, memory_order_acquire);
}

static inline void publish(struct side *side, uint64_t position)
{
    atomic_store_explicit(&side->position, position, memory_order_release);
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (!capacity || !item_size) {
        errno = EINVAL;
        return 0;
    }
    uint64_t slots = (uint64_t)capacity * item_size;
    if (slots > PTRDIFF_MAX - sizeof(struct ring)) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + slots;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (!ring || !capacity || !item_size) {
        errno = EINVAL;
        return -1;
    }
    *ring = (struct ring){.capacity = capacity, .item_size = item_size};
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (!ring || !item) {
        errno = EINVAL;
        return -1;
    }
    struct side *me = &ring->producer;
    const uint64_t tail = own(me);
    if (tail - me->other >= ring->capacity &&
        tail - refresh(me, &ring->consumer) >= ring->capacity) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(&ring->slots[tail % ring->capacity * ring->item_size], item, ring->item_size);
    publish(me, tail + 1);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (!ring || !item) {
        errno = EINVAL;
        return -1;
    }
    struct side *me = &ring->consumer;
    const uint64_t head = own(me);
    if (head >= me->other && head >= refresh(me, &ring->producer)) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, &ring->slots[head % ring->capacity * ring->item_size], ring->item_size);
    publish(me, head + 1);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (!ring || !count) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = atomic_load_explicit(&ring->consumer.position, memory_order_acquire);
    uint64_t tail = atomic_load_explicit(&ring->producer.position, memory_order_acquire);
    uint64_t difference = tail - head;
    if (difference > ring->capacity)
        difference = ring->capacity;
    *count = (uint32_t)difference;
    return 0;
}
