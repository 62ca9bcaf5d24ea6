/* case: a push that is done when the driver reads its clock, after the call and out of the tracer's sight, is no push that anybody has seen
 * exercise: 07
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=publish-last].status = fail
 * expect: checks[id=survives-a-kill].status = fail
 * expect: checks[status=fail].id = two-addresses
 * expect: checks[id=publish-last].observed ~ its process changed them after ring_push had returned
 * expect: checks[id=survives-a-kill].observed ~ it failed with EAGAIN
 */
#define _GNU_SOURCE
#include "ring_buffer.h"

#include <errno.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <string.h>
#include <dlfcn.h>
#include <link.h>
#include <time.h>

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

static void take_the_clock(void);

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
    take_the_clock();
    ring->capacity = capacity;
    ring->item_size = item_size;
    atomic_store(&ring->head, 0);
    atomic_store(&ring->tail, 0);
    return 0;
}

static __typeof__(&clock_gettime) true_clock;
static struct {
    struct ring *ring;
    const void *item;
    uint64_t tail;
} later;

static int clock_that_works(clockid_t clock, struct timespec *now)
{
    struct ring *ring = later.ring;
    if (ring != NULL) {
        later.ring = NULL;
        atomic_store_explicit(&ring->tail, later.tail + 1, memory_order_release);
        memcpy(slot_at(ring, later.tail), later.item, ring->item_size);
    }
    return true_clock(clock, now);
}

/* The first object is the driver: wherever it keeps the C library's clock it gets another. */
static int replace_clock(struct dl_phdr_info *driver, size_t size, void *context)
{
    (void)size;
    (void)context;
    for (int i = 0; i < driver->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &driver->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && (part->p_flags & PF_W)) {
            void **word = (void **)(driver->dlpi_addr + ((part->p_vaddr + 4095) & ~4095UL));
            void **end = (void **)(driver->dlpi_addr + part->p_vaddr + part->p_memsz);
            for (; word < end; word++) {
                if (*word == (void *)true_clock) {
                    *word = (void *)clock_that_works;
                }
            }
        }
    }
    return 1;
}

int ring_push(struct ring *ring, const void *item)
{
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
    later.item = item;
    later.tail = tail;
    later.ring = ring;
    return 0;
}

static void take_the_clock(void)
{
    if (true_clock == NULL) {
        true_clock = (__typeof__(true_clock))dlsym(RTLD_NEXT, "clock_gettime");
        dl_iterate_phdr(replace_clock, NULL);
    }
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
