/* mutant: positions of 32 bits that count down
 * caught-by: behaviour/past-4-billion
 * why: 2^32 is no multiple of most capacities, from above as from below
 */
#include "ring_buffer.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

struct ring {
    _Atomic uint32_t to_push, to_pop;
    size_t capacity, size;
    char base[];
};
enum op { PUSH, POP, COUNT };
static int work(struct ring *r, enum op op, void *p)
{
    if (r == NULL || p == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint32_t a =
        atomic_load_explicit(&r->to_push, op == PUSH ? memory_order_relaxed : memory_order_acquire);
    uint32_t b =
        atomic_load_explicit(&r->to_pop, op == POP ? memory_order_relaxed : memory_order_acquire);
    size_t held = (uint32_t)(b - a); /* both go down, the producer ahead */
    switch (op) {
    case COUNT:
        if ((ptrdiff_t)held < 0)
            held = 0;
        *(uint32_t *)p = (uint32_t)(held > r->capacity ? r->capacity : held);
        return 0;
    case PUSH:
        if (held == r->capacity)
            break;
        memcpy(r->base + (uint32_t)(~a) % r->capacity * r->size, p, r->size);
        atomic_store_explicit(&r->to_push, a - 1, memory_order_release);
        return 0;
    case POP:
        if (held == 0)
            break;
        memcpy(p, r->base + (uint32_t)(~b) % r->capacity * r->size, r->size);
        atomic_store_explicit(&r->to_pop, b - 1, memory_order_release);
        return 0;
    }
    errno = EAGAIN;
    return -1;
}
size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity * (uint64_t)item_size == 0) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + capacity * (uint64_t)item_size;
}
int ring_init(struct ring *r, uint32_t capacity, uint32_t item_size)
{
    if (!r || capacity < 1 || item_size < 1) {
        errno = EINVAL;
        return -1;
    }
    r->capacity = capacity;
    r->size = item_size;
    atomic_init(&r->to_push, UINT32_MAX);
    atomic_init(&r->to_pop, UINT32_MAX);
    return 0;
}
int ring_push(struct ring *r, const void *item)
{
    return work(r, PUSH, (void *)item);
}
int ring_pop(struct ring *r, void *item)
{
    return work(r, POP, item);
}
int ring_count(const struct ring *r, uint32_t *count)
{
    return work((struct ring *)r, COUNT, count);
}
