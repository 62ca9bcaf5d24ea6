/* alternative: each slot carries a sequence number that says whose turn it is (as in Vyukov's
 * queue), so the two sides meet in the slots and not in the positions. 2n: slot awaits item n. 2n +
 * 1: it holds item n. A position is stored after its slot was handed over; a process that is killed
 * in between leaves a position one behind, which the successor, and ring_count, recognise by the
 * slot itself.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

struct slot {
    _Atomic uint64_t turn;
    unsigned char item[];
};

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    _Alignas(64) _Atomic uint64_t tail;
    _Alignas(64) _Atomic uint64_t head;
    _Alignas(64) unsigned char slots[];
};

static size_t stride_of(uint32_t item_size)
{
    return sizeof(struct slot) + (((size_t)item_size + 7) & ~(size_t)7);
}

static struct slot *slot_of(const struct ring *ring, uint64_t number)
{
    const unsigned char *slots = ring->slots;
    return (struct slot *)(slots + number % ring->capacity * stride_of(ring->item_size));
}

static uint64_t turn_of(const struct ring *ring, uint64_t number)
{
    return atomic_load_explicit(&slot_of(ring, number)->turn, memory_order_acquire);
}

/* The number of the next push: `tail`, or one more when its owner died after the hand-over. The
 * slot of item `tail` then holds it already, or even awaits the item of the next lap. */
static uint64_t true_tail(const struct ring *ring)
{
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    return turn_of(ring, tail) > 2 * tail ? tail + 1 : tail;
}

static uint64_t true_head(const struct ring *ring)
{
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    return turn_of(ring, head) > 2 * head + 1 ? head + 1 : head;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity == 0 || item_size == 0 ||
        capacity > (PTRDIFF_MAX - sizeof(struct ring)) / stride_of(item_size)) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + capacity * stride_of(item_size);
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || ring_size(capacity, item_size) == 0) {
        errno = EINVAL;
        return -1;
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    atomic_init(&ring->tail, 0);
    atomic_init(&ring->head, 0);
    for (uint64_t i = 0; i < capacity; i++) {
        atomic_init(&slot_of(ring, i)->turn, 2 * i);
    }
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t tail = true_tail(ring);
    struct slot *slot = slot_of(ring, tail);
    if (atomic_load_explicit(&slot->turn, memory_order_acquire) != 2 * tail) {
        errno = EAGAIN;
        return -1;
    }
    /* Only now: the position must never be two behind. */
    atomic_store_explicit(&ring->tail, tail, memory_order_relaxed);
    memcpy(slot->item, item, ring->item_size);
    atomic_store_explicit(&slot->turn, 2 * tail + 1, memory_order_release);
    atomic_store_explicit(&ring->tail, tail + 1, memory_order_release);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = true_head(ring);
    struct slot *slot = slot_of(ring, head);
    if (atomic_load_explicit(&slot->turn, memory_order_acquire) != 2 * head + 1) {
        errno = EAGAIN;
        return -1;
    }
    atomic_store_explicit(&ring->head, head, memory_order_relaxed);
    memcpy(item, slot->item, ring->item_size);
    atomic_store_explicit(&slot->turn, 2 * (head + ring->capacity), memory_order_release);
    atomic_store_explicit(&ring->head, head + 1, memory_order_release);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = true_head(ring);
    uint64_t tail = true_tail(ring);
    uint64_t items = tail > head ? tail - head : 0;
    *count = (uint32_t)(items < ring->capacity ? items : ring->capacity);
    return 0;
}
