/* memcpy.c - no communication at all: one process copies the same items into a buffer and out of
 * it. What a ring costs beyond this is the price of the hand-over. */
#include "contender.h"

#include <string.h>

static size_t memcpy_size(size_t item_size)
{
    return BENCH_CAPACITY * item_size;
}

static int memcpy_init(void *memory, size_t item_size)
{
    memset(memory, 0, BENCH_CAPACITY * item_size);
    return 0;
}

static uint64_t memcpy_consume(void *memory, size_t item_size, uint64_t count)
{
    struct item64 in = { 0 };
    struct item64 out = { 0 };
    uint64_t wrong = 0;

    for (uint64_t i = 0; i < count; i++) {
        unsigned char *slot = (unsigned char *)memory + i % BENCH_CAPACITY * item_size;

        in.number = i;
        memcpy(slot, &in, item_size);
        /* The compiler must not carry the item over in a register. */
        __asm__ volatile("" : : : "memory");
        memcpy(&out, slot, item_size);
        wrong += out.number != i;
    }
    return wrong;
}

const struct contender contender_memcpy = {
    .name = "memcpy in and out",
    .single_process = 1,
    .slowdown = 1,
    .size = memcpy_size,
    .init = memcpy_init,
    .consume = memcpy_consume,
};
