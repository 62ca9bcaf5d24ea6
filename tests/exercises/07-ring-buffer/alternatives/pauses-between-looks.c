/* alternative: looks a few times before it says EAGAIN, with the processor's instruction for loops that wait in
 * between, and prefetches.
 */
#include "ring_buffer.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
static inline void relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __asm__ __volatile__("pause" ::: "memory");
#endif
}
struct ring {
    uint32_t capacity, item_size;
    _Alignas(64) _Atomic uint64_t tail;
    _Alignas(64) _Atomic uint64_t head;
    _Alignas(64) unsigned char data[];
};
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "positions must be lock-free");
size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    size_t n;
    if (!capacity || !item_size || __builtin_mul_overflow((size_t)capacity, item_size, &n) ||
        __builtin_add_overflow(n, sizeof(struct ring), &n)) {
        errno = EINVAL;
        return 0;
    }
    return n;
}
int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (!ring || !capacity || !item_size) {
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
    if (!ring || !item) {
        errno = EINVAL;
        return -1;
    }
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    int looks = 3;
    while (tail - atomic_load_explicit(&ring->head, memory_order_acquire) >= ring->capacity) {
        if (--looks == 0) {
            errno = EAGAIN;
            return -1;
        }
        relax();
    }
    unsigned char *to = ring->data + tail % ring->capacity * ring->item_size;
    __builtin_prefetch(to, 1);
    memcpy(to, item, ring->item_size);
    atomic_store_explicit(&ring->tail, tail + 1, memory_order_release);
    return 0;
}
int ring_pop(struct ring *ring, void *item)
{
    if (!ring || !item) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    int looks = 3;
    while (atomic_load_explicit(&ring->tail, memory_order_acquire) == head) {
        if (--looks == 0) {
            errno = EAGAIN;
            return -1;
        }
        relax();
    }
    const unsigned char *from = ring->data + head % ring->capacity * ring->item_size;
    __builtin_prefetch(from);
    memcpy(item, from, ring->item_size);
    atomic_store_explicit(&ring->head, head + 1, memory_order_release);
    return 0;
}
int ring_count(const struct ring *ring, uint32_t *count)
{
    if (!ring || !count) {
        errno = EINVAL;
        return -1;
    }
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    *count = tail - head > ring->capacity ? ring->capacity : (uint32_t)(tail - head);
    return 0;
}
