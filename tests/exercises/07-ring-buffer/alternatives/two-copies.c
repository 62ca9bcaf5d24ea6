/* alternative: a side's state is several words (slot, and how many items in all), kept twice. The
 * copy that is not in force is written, then a version number makes it the one in force: that is
 * the only hand-over. The other side reads the version, the copy, and the version again, and looks
 * once more when it moved meanwhile. A stopped or dead process moves nothing, so nobody waits.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

struct place {
    uint64_t items; /* that passed here */
    uint32_t slot;  /* the next one */
};

struct side {
    _Atomic uint32_t version;
    struct {
        _Atomic uint64_t items;
        _Atomic uint32_t slot;
    } copies[2];
};

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    struct side producer;
    struct side consumer;
    unsigned char slots[];
};

static struct place side_read(const struct side *side)
{
    struct place place;
    uint32_t version;
    uint32_t again = atomic_load_explicit(&side->version, memory_order_acquire);
    do {
        version = again;
        place.items = atomic_load_explicit(&side->copies[version % 2].items, memory_order_relaxed);
        place.slot = atomic_load_explicit(&side->copies[version % 2].slot, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        again = atomic_load_explicit(&side->version, memory_order_acquire);
    } while (again != version);
    return place;
}

static void side_advance(struct side *side, uint32_t capacity)
{
    uint32_t version = atomic_load_explicit(&side->version, memory_order_relaxed);
    uint64_t items = atomic_load_explicit(&side->copies[version % 2].items, memory_order_relaxed);
    uint32_t slot = atomic_load_explicit(&side->copies[version % 2].slot, memory_order_relaxed);
    uint32_t next = version + 1;
    /* What the copy says must not be seen before the version that took it out of force. */
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&side->copies[next % 2].items, items + 1, memory_order_relaxed);
    atomic_store_explicit(&side->copies[next % 2].slot, slot + 1 == capacity ? 0 : slot + 1,
                          memory_order_relaxed);
    atomic_store_explicit(&side->version, next, memory_order_release);
}

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
    memset(ring, 0, sizeof *ring);
    ring->capacity = capacity;
    ring->item_size = item_size;
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct place in = side_read(&ring->producer);
    if (in.items - side_read(&ring->consumer).items >= ring->capacity) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(ring->slots + (size_t)in.slot * ring->item_size, item, ring->item_size);
    side_advance(&ring->producer, ring->capacity);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct place out = side_read(&ring->consumer);
    if (side_read(&ring->producer).items == out.items) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, ring->slots + (size_t)out.slot * ring->item_size, ring->item_size);
    side_advance(&ring->consumer, ring->capacity);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t out = side_read(&ring->consumer).items;
    uint64_t items = side_read(&ring->producer).items - out;
    *count = items < ring->capacity ? (uint32_t)items : ring->capacity;
    return 0;
}
