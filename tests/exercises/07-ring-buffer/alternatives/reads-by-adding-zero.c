/* alternative: the old __sync builtins alone: an addition of 0 reads, a compare-and-swap of equal values
 * compares, and an addition of 1 hands over. Slots are rounded up to a power of two, lines are 128
 * bytes apart; ring_count, which may not write, loads. */
#include "ring_buffer.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

struct ring {
    unsigned long head __attribute__((aligned(128)));
    unsigned long tail __attribute__((aligned(128)));
    unsigned long mask __attribute__((aligned(128)));
    unsigned capacity;
    unsigned item;
    char store[] __attribute__((aligned(16)));
};

static unsigned long round_up(unsigned long n)
{
    unsigned long p = 1;
    while (p < n)
        p <<= 1;
    return p;
}

static unsigned long peek(const unsigned long *word)
{
    return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return 0;
    }
    size_t bytes;
    if (__builtin_mul_overflow(round_up(capacity), (size_t)item_size, &bytes) ||
        bytes > (size_t)PTRDIFF_MAX - sizeof(struct ring)) {
        errno = EINVAL;
        return 0;
    }
    return bytes + sizeof(struct ring);
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return -1;
    }
    ring->head = ring->tail = 0;
    ring->mask = round_up(capacity) - 1;
    ring->capacity = capacity;
    ring->item = item_size;
    __sync_synchronize();
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    unsigned long tail = __sync_fetch_and_add(&ring->tail, 0);
    if (tail - __sync_fetch_and_add(&ring->head, 0) >= ring->capacity) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(ring->store + (tail & ring->mask) * ring->item, item, ring->item);
    __sync_fetch_and_add(&ring->tail, 1);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    unsigned long head = __sync_add_and_fetch(&ring->head, 0);
    if (__sync_val_compare_and_swap(&ring->tail, head, head) == head) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, ring->store + (head & ring->mask) * ring->item, ring->item);
    __sync_bool_compare_and_swap(&ring->head, head, head + 1);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    unsigned long head = peek(&ring->head);
    unsigned long n = peek(&ring->tail) - head;
    *count = n < ring->capacity ? (uint32_t)n : ring->capacity;
    return 0;
}
