/* model.c - the model solution of exercise 07, called as a student's object is: no inlining. */
#include "contender.h"
#include "ring_buffer.h"

static size_t model_size(size_t item_size)
{
    return ring_size(BENCH_CAPACITY, (uint32_t)item_size);
}

static int model_init(void *memory, size_t item_size)
{
    return ring_init(memory, BENCH_CAPACITY, (uint32_t)item_size);
}

static void model_produce(void *memory, size_t item_size, uint64_t count)
{
    struct item64 item = { 0 };

    (void)item_size;
    for (uint64_t i = 0; i < count; i++) {
        item.number = i;
        while (ring_push(memory, &item) != 0) {
            bench_relax();
        }
    }
}

static uint64_t model_consume(void *memory, size_t item_size, uint64_t count)
{
    struct item64 item;
    uint64_t wrong = 0;

    (void)item_size;
    for (uint64_t i = 0; i < count; i++) {
        while (ring_pop(memory, &item) != 0) {
            bench_relax();
        }
        wrong += item.number != i;
    }
    return wrong;
}

const struct contender contender_model = {
    .name = "model solution",
    .slowdown = 1,
    .size = model_size,
    .init = model_init,
    .produce = model_produce,
    .consume = model_consume,
};
