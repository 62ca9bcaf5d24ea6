/* alternative: a position is a struct of slot and lap in one _Atomic object of eight bytes, read and
 * written whole; laps are counted and run over after 2^32 of them, which does no harm, since they
 * are compared for equality alone. ring_count looks at the consumer again until it stood still, and
 * gives up after a few looks for an answer that is merely possible.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

struct position {
    uint32_t slot;
    uint32_t lap;
};

struct ring {
    _Atomic struct position write;
    _Atomic struct position read;
    uint32_t capacity;
    uint32_t item_size;
};

_Static_assert(sizeof(_Atomic struct position) == 8, "as wide as a machine word");

enum { LOOKS = 10 };

static bool is_same(struct position a, struct position b)
{
    return a.slot == b.slot && a.lap == b.lap;
}

static struct position next_position(const struct ring *ring, struct position position)
{
    if (++position.slot == ring->capacity) {
        position = (struct position){.slot = 0, .lap = position.lap + 1};
    }
    return position;
}

static char *slot_address(struct ring *ring, struct position position)
{
    return (char *)(ring + 1) + (size_t)position.slot * ring->item_size;
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    __extension__ unsigned __int128 size =
        sizeof(struct ring) + (unsigned __int128)capacity * item_size;
    if (capacity == 0 || item_size == 0 || size > PTRDIFF_MAX) {
        errno = EINVAL;
        return 0;
    }
    return (size_t)size;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return -1;
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    atomic_init(&ring->write, ((struct position){0, 0}));
    atomic_init(&ring->read, ((struct position){0, 0}));
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct position write = atomic_load(&ring->write);
    struct position read = atomic_load(&ring->read);
    if (write.slot == read.slot && write.lap != read.lap) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(slot_address(ring, write), item, ring->item_size);
    atomic_store(&ring->write, next_position(ring, write));
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct position read = atomic_load(&ring->read);
    if (is_same(read, atomic_load(&ring->write))) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, slot_address(ring, read), ring->item_size);
    atomic_store(&ring->read, next_position(ring, read));
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct position read = atomic_load(&ring->read);
    struct position write = atomic_load(&ring->write);
    struct position again = atomic_load(&ring->read);
    for (int looks = 1; looks < LOOKS && !is_same(read, again); looks++) {
        read = again;
        write = atomic_load(&ring->write);
        again = atomic_load(&ring->read);
    }
    if (write.slot == read.slot) {
        *count = write.lap == read.lap ? 0 : ring->capacity;
    } else if (write.slot > read.slot) {
        *count = write.slot - read.slot;
    } else {
        *count = ring->capacity - (read.slot - write.slot);
    }
    return 0;
}
