/* mutant: keeps what it last saw of the consumer in a static variable, which all rings of the process share
 * caught-by: behaviour/two-addresses
 * why: a process has one ring, in every example
 */
#include "ring_buffer.h"
#include <errno.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <string.h>

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    alignas(64) _Atomic uint64_t pushed;
    alignas(64) _Atomic uint64_t popped;
    alignas(64) unsigned char items[];
};

static int refuse(int error)
{
    errno = error;
    return -1;
}

static unsigned char *slot(struct ring *ring, uint64_t n)
{
    return ring->items + (size_t)(n % ring->capacity) * ring->item_size;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return 0;
    }
    unsigned __int128 bytes = (unsigned __int128)capacity * item_size + sizeof(struct ring);
    if (bytes > PTRDIFF_MAX) {
        errno = EINVAL;
        return 0;
    }
    return (size_t)bytes;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || capacity == 0 || item_size == 0) {
        return refuse(EINVAL);
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    atomic_init(&ring->pushed, 0);
    atomic_init(&ring->popped, 0);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        return refuse(EINVAL);
    }
    uint64_t pushed = atomic_load_explicit(&ring->pushed, memory_order_relaxed);
    static uint64_t popped;
    if (pushed - popped >= ring->capacity)
        popped = atomic_load_explicit(&ring->popped, memory_order_acquire);
    if (pushed - popped >= ring->capacity) {
        return refuse(EAGAIN);
    }
    memcpy(slot(ring, pushed), item, ring->item_size);
    atomic_store_explicit(&ring->pushed, pushed + 1, memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        return refuse(EINVAL);
    }
    uint64_t popped = atomic_load_explicit(&ring->popped, memory_order_relaxed);
    uint64_t pushed = atomic_load_explicit(&ring->pushed, memory_order_acquire);
    if (pushed == popped) {
        return refuse(EAGAIN);
    }
    memcpy(item, slot(ring, popped), ring->item_size);
    atomic_store_explicit(&ring->popped, popped + 1, memory_order_release);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        return refuse(EINVAL);
    }
    uint64_t popped = atomic_load_explicit(&ring->popped, memory_order_acquire);
    uint64_t pushed = atomic_load_explicit(&ring->pushed, memory_order_acquire);
    uint64_t held = pushed - popped;
    *count = held > ring->capacity ? ring->capacity : (uint32_t)held;
    return 0;
}
