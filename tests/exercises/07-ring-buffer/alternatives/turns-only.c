/* alternative: no positions at all. Each slot says whose turn it is, and in which lap: 2n, it
 * awaits item n; 2n + 1, it holds item n. Where the next item goes, and which one is the oldest, is
 * read off the slots, so there is nothing beside the hand-over that a kill could leave behind. A
 * call looks at all slots: slow for a long ring, and right.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    _Atomic int64_t turns[]; /* the items follow */
};

static unsigned char *items_of(struct ring *ring)
{
    return (unsigned char *)&ring->turns[ring->capacity];
}

static int64_t turn_of(const struct ring *ring, uint32_t slot)
{
    return atomic_load_explicit(&ring->turns[slot], memory_order_acquire);
}

/* The number of the next push. Pops do not change what a slot says of its last push. */
static int64_t next_in(const struct ring *ring)
{
    int64_t next = 0;
    for (uint32_t slot = 0; slot < ring->capacity; slot++) {
        int64_t turn = turn_of(ring, slot);
        int64_t last = turn % 2 == 1 ? turn / 2 : turn / 2 - (int64_t)ring->capacity;
        next = last + 1 > next ? last + 1 : next;
    }
    return next;
}

/* The number of the next pop. Pushes do not change what a slot says of it. */
static int64_t next_out(const struct ring *ring)
{
    int64_t next = INT64_MAX;
    for (uint32_t slot = 0; slot < ring->capacity; slot++) {
        int64_t number = turn_of(ring, slot) / 2;
        next = number < next ? number : next;
    }
    return next;
}

static uint32_t slot_for(const struct ring *ring, int64_t number)
{
    return (uint32_t)(number % ring->capacity);
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return 0;
    }
    /* Less than 2^64 for any arguments. */
    uint64_t slots = (uint64_t)capacity * item_size;
    uint64_t rest = sizeof(struct ring) + (uint64_t)capacity * sizeof(int64_t);
    if (slots > PTRDIFF_MAX - rest) {
        errno = EINVAL;
        return 0;
    }
    return slots + rest;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (!ring || !capacity || !item_size) {
        return errno = EINVAL, -1;
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    for (uint32_t slot = 0; slot < capacity; slot++) {
        atomic_init(&ring->turns[slot], 2 * (int64_t)slot);
    }
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (!ring || !item) {
        return errno = EINVAL, -1;
    }
    int64_t number = next_in(ring);
    uint32_t slot = slot_for(ring, number);
    if (turn_of(ring, slot) != 2 * number) {
        return errno = EAGAIN, -1;
    }
    memcpy(items_of(ring) + (size_t)slot * ring->item_size, item, ring->item_size);
    atomic_store_explicit(&ring->turns[slot], 2 * number + 1, memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (!ring || !item) {
        return errno = EINVAL, -1;
    }
    int64_t number = next_out(ring);
    uint32_t slot = slot_for(ring, number);
    if (turn_of(ring, slot) != 2 * number + 1) {
        return errno = EAGAIN, -1;
    }
    memcpy(item, items_of(ring) + (size_t)slot * ring->item_size, ring->item_size);
    atomic_store_explicit(&ring->turns[slot], 2 * (number + ring->capacity), memory_order_release);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (!ring || !count) {
        return errno = EINVAL, -1;
    }
    int64_t out = next_out(ring);
    int64_t items = next_in(ring) - out;
    /* Items come and go during the two walks. */
    if (items < 0) {
        items = 0;
    } else if (items > ring->capacity) {
        items = ring->capacity;
    }
    *count = (uint32_t)items;
    return 0;
}
