/* ck.c - Concurrency Kit's single-producer single-consumer ring, ck_ring(3).
 * ck_ring.h holds pointers; its typed form (CK_RING_PROTOTYPE) holds items by value. */
#include "contender.h"

#include <ck_ring.h>
#include <string.h>

struct item8 {
    uint64_t number;
};

CK_RING_PROTOTYPE(item8, item8)
CK_RING_PROTOTYPE(item64, item64)

struct ck_memory {
    ck_ring_t ring;
    _Alignas(64) unsigned char slots[];
};

static size_t ck_size(size_t item_size)
{
    return sizeof(struct ck_memory) + BENCH_CAPACITY * item_size;
}

static int ck_init(void *memory, size_t item_size)
{
    struct ck_memory *ck = memory;

    (void)item_size;
    ck_ring_init(&ck->ring, BENCH_CAPACITY);
    return 0;
}

static void ck_produce(void *memory, size_t item_size, uint64_t count)
{
    struct ck_memory *ck = memory;

    if (item_size == sizeof(struct item8)) {
        struct item8 item;
        for (uint64_t i = 0; i < count; i++) {
            item.number = i;
            while (!CK_RING_ENQUEUE_SPSC(item8, &ck->ring, (struct item8 *)ck->slots, &item)) {
                bench_relax();
            }
        }
    } else {
        struct item64 item = { 0 };
        for (uint64_t i = 0; i < count; i++) {
            item.number = i;
            while (!CK_RING_ENQUEUE_SPSC(item64, &ck->ring, (struct item64 *)ck->slots, &item)) {
                bench_relax();
            }
        }
    }
}

static uint64_t ck_consume(void *memory, size_t item_size, uint64_t count)
{
    struct ck_memory *ck = memory;
    uint64_t wrong = 0;

    if (item_size == sizeof(struct item8)) {
        struct item8 item;
        for (uint64_t i = 0; i < count; i++) {
            while (!CK_RING_DEQUEUE_SPSC(item8, &ck->ring, (struct item8 *)ck->slots, &item)) {
                bench_relax();
            }
            wrong += item.number != i;
        }
    } else {
        struct item64 item;
        for (uint64_t i = 0; i < count; i++) {
            while (!CK_RING_DEQUEUE_SPSC(item64, &ck->ring, (struct item64 *)ck->slots, &item)) {
                bench_relax();
            }
            wrong += item.number != i;
        }
    }
    return wrong;
}

const struct contender contender_ck = {
    .name = "ck_ring (spsc)",
    .slowdown = 1,
    .size = ck_size,
    .init = ck_init,
    .produce = ck_produce,
    .consume = ck_consume,
};
