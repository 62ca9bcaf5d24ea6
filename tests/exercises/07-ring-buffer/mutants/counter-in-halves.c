/* mutant: 64-bit counters in two words of 32 bits, the carry stored after the low one: killed
 *   between the two, a side has gone back by four billion items
 * caught-by: behaviour/survives-a-kill
 * why: an atomic of 32 bits was at hand, and the counter had to be longer; once in four billion
 *   items a hand-over takes two stores
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

struct counter {
    _Atomic uint32_t low;
    _Atomic uint32_t high;
};

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    struct counter pushed;
    struct counter popped;
    unsigned char slots[];
};

static uint64_t counter_read(const struct counter *counter)
{
    uint64_t high = atomic_load_explicit(&counter->high, memory_order_acquire);
    return high << 32 | atomic_load_explicit(&counter->low, memory_order_acquire);
}

static void counter_add_one(struct counter *counter)
{
    uint32_t low = atomic_load_explicit(&counter->low, memory_order_relaxed) + 1;
    atomic_store_explicit(&counter->low, low, memory_order_release);
    if (low == 0) {
        uint32_t high = atomic_load_explicit(&counter->high, memory_order_relaxed) + 1;
        atomic_store_explicit(&counter->high, high, memory_order_release);
    }
}

static int fail(int error)
{
    errno = error;
    return -1;
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
    memset(ring, 0, sizeof *ring);
    ring->capacity = capacity;
    ring->item_size = item_size;
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        return fail(EINVAL);
    }
    uint64_t pushed = counter_read(&ring->pushed);
    if (pushed - counter_read(&ring->popped) >= ring->capacity) {
        return fail(EAGAIN);
    }
    memcpy(ring->slots + pushed % ring->capacity * ring->item_size, item, ring->item_size);
    counter_add_one(&ring->pushed);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        return fail(EINVAL);
    }
    uint64_t popped = counter_read(&ring->popped);
    if (counter_read(&ring->pushed) == popped) {
        return fail(EAGAIN);
    }
    memcpy(item, ring->slots + popped % ring->capacity * ring->item_size, ring->item_size);
    counter_add_one(&ring->popped);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        return fail(EINVAL);
    }
    uint64_t popped = counter_read(&ring->popped);
    uint64_t items = counter_read(&ring->pushed) - popped;
    *count = (uint32_t)(items > ring->capacity ? ring->capacity : items);
    return 0;
}
