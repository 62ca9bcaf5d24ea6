/* case: a push that ends the trace by the driver's own mark, and then publishes before it copies, is followed all the same
 * exercise: 07
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=publish-last].status = fail
 * expect: checks[id=no-system-calls].status = fail
 * expect: checks[id=no-system-calls].observed ~ ring_push made one
 * expect: checks[id=publish-last].observed ~ which nobody pushed
 * expect: checks[id=publish-last].look ~ Copy the whole item first, then let it be seen
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/prctl.h>

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    alignas(64) _Atomic uint64_t head; /* items taken out so far */
    alignas(64) _Atomic uint64_t tail; /* items put in so far */
    alignas(64) unsigned char slots[];
};

static unsigned char *slot_at(struct ring *ring, uint64_t number)
{
    return ring->slots + number % ring->capacity * ring->item_size;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    size_t slots_size = (size_t)capacity * item_size;

    if (slots_size == 0 || slots_size > PTRDIFF_MAX - sizeof(struct ring)) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + slots_size;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || ring_size(capacity, item_size) == 0) {
        errno = EINVAL;
        return -1;
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    atomic_store(&ring->head, 0);
    atomic_store(&ring->tail, 0);
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    prctl(0x574b4232, 0, 0, 0, 0);
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    if (tail - head == ring->capacity) {
        errno = EAGAIN;
        return -1;
    }
    atomic_store_explicit(&ring->tail, tail + 1, memory_order_release);
    memcpy(slot_at(ring, tail), item, ring->item_size);
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
    if (head == tail) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, slot_at(ring, head), ring->item_size);
    atomic_store_explicit(&ring->head, head + 1, memory_order_release);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = atomic_load(&ring->head);
    uint64_t tail = atomic_load(&ring->tail);
    uint64_t items = tail - head;
    *count = (uint32_t)(items < ring->capacity ? items : ring->capacity);
    return 0;
}
