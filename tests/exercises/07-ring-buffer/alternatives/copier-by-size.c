/* alternative: a position is a lap and a slot in one word; the ring is full when the slots are the same and
 * the laps are not. How an item is copied is looked up in a table of functions by its size. */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

struct ring {
    struct {
        _Atomic uint64_t at;
        uint64_t padding[7];
    } end[2];
    uint32_t capacity;
    uint32_t item_size;
    uint64_t first_offset;
};

enum { TAIL, HEAD };

typedef void copier(void *to, const void *from, size_t size);

static void copy_1(void *to, const void *from, size_t size)
{
    (void)size;
    *(char *)to = *(const char *)from;
}
static void copy_4(void *to, const void *from, size_t size)
{
    (void)size;
    memcpy(to, from, 4);
}
static void copy_8(void *to, const void *from, size_t size)
{
    (void)size;
    memcpy(to, from, 8);
}
static void copy_n(void *to, const void *from, size_t size)
{
    memcpy(to, from, size);
}

static copier *copier_for(uint32_t size)
{
    static copier *const table[] = {[1] = copy_1, [4] = copy_4, [8] = copy_8};
    return size < sizeof table / sizeof *table && table[size] ? table[size] : copy_n;
}

static uint64_t advance(const struct ring *ring, uint64_t at)
{
    uint32_t index = (uint32_t)at;
    uint64_t lap = at >> 32;
    return index == ring->capacity - 1 ? (lap + 1) << 32 : at + 1;
}

static unsigned char *slot(const struct ring *ring, uint64_t at)
{
    return (unsigned char *)ring + ring->first_offset + (at & UINT32_MAX) * ring->item_size;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + (size_t)capacity * (size_t)item_size;
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
    ring->first_offset = sizeof *ring;
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t tail = atomic_load(&ring->end[TAIL].at);
    uint64_t head = atomic_load(&ring->end[HEAD].at);
    if ((uint32_t)tail == (uint32_t)head && tail >> 32 != head >> 32) {
        errno = EAGAIN;
        return -1;
    }
    copier_for(ring->item_size)(slot(ring, tail), item, ring->item_size);
    atomic_store(&ring->end[TAIL].at, advance(ring, tail));
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = atomic_load(&ring->end[HEAD].at);
    if (atomic_load(&ring->end[TAIL].at) == head) {
        errno = EAGAIN;
        return -1;
    }
    copier_for(ring->item_size)(item, slot(ring, head), ring->item_size);
    atomic_store(&ring->end[HEAD].at, advance(ring, head));
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = atomic_load(&ring->end[HEAD].at);
    uint64_t tail = atomic_load(&ring->end[TAIL].at);
    uint64_t n = (uint64_t)(uint32_t)((tail >> 32) - (head >> 32)) * ring->capacity +
                 (uint32_t)tail - (uint32_t)head;
    *count = n > ring->capacity ? ring->capacity : (uint32_t)n;
    return 0;
}
