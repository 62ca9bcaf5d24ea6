/* alternative: counters that start again at 0 after some billion items, at a multiple of `capacity`,
 * so that their remainder never jumps; the distance of two of them is taken on that circle. At
 * least two laps fit, for the longest of rings too. The copies are loops over bytes.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>

#define ABOUT_A_CIRCLE 1000000000

struct ring {
    uint64_t capacity;
    uint64_t item_size;
    uint64_t circle; /* positions are 0 .. circle - 1 */
    _Atomic uint64_t in;
    _Atomic uint64_t out;
    char slots[];
};

enum side { IN, OUT };

static void set_position(struct ring *ring, enum side side, uint64_t position)
{
    _Atomic uint64_t *word = side == IN ? &ring->in : &ring->out;
    atomic_store_explicit(word, position % ring->circle, memory_order_release);
}

static uint64_t distance(const struct ring *ring, uint64_t out, uint64_t in)
{
    return in >= out ? in - out : ring->circle - out + in;
}

static void copy(char *to, const char *from, uint64_t size)
{
    while (size-- > 0) {
        *to++ = *from++;
    }
}

static bool is_ring(uint32_t capacity, uint32_t item_size)
{
    return capacity > 0 && item_size > 0;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (!is_ring(capacity, item_size)) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + (uint64_t)capacity * item_size;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (!ring || !is_ring(capacity, item_size)) {
        errno = EINVAL;
        return -1;
    }
    uint64_t laps = ABOUT_A_CIRCLE / capacity;
    ring->capacity = capacity;
    ring->item_size = item_size;
    ring->circle = (laps < 2 ? 2 : laps) * capacity;
    set_position(ring, IN, 0);
    set_position(ring, OUT, 0);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (!ring || !item) {
        errno = EINVAL;
        return -1;
    }
    uint64_t in = atomic_load_explicit(&ring->in, memory_order_relaxed);
    uint64_t out = atomic_load_explicit(&ring->out, memory_order_acquire);
    if (distance(ring, out, in) == ring->capacity) {
        errno = EAGAIN;
        return -1;
    }
    copy(&ring->slots[in % ring->capacity * ring->item_size], item, ring->item_size);
    set_position(ring, IN, in + 1);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (!ring || !item) {
        errno = EINVAL;
        return -1;
    }
    uint64_t out = atomic_load_explicit(&ring->out, memory_order_relaxed);
    uint64_t in = atomic_load_explicit(&ring->in, memory_order_acquire);
    if (in == out) {
        errno = EAGAIN;
        return -1;
    }
    copy(item, &ring->slots[out % ring->capacity * ring->item_size], ring->item_size);
    set_position(ring, OUT, out + 1);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (!ring || !count) {
        errno = EINVAL;
        return -1;
    }
    uint64_t out = atomic_load_explicit(&ring->out, memory_order_acquire);
    uint64_t in = atomic_load_explicit(&ring->in, memory_order_acquire);
    uint64_t items = distance(ring, out, in);
    *count = items > ring->capacity ? (uint32_t)ring->capacity : (uint32_t)items;
    return 0;
}
