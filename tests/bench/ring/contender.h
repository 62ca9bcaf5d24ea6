/* contender.h - one way to move items from one process to another, as the benchmark sees it.
 *
 * Every contender moves the same items: `item_size` bytes (8 or 64) that begin with the running
 * number of the item as a uint64_t. produce() sends items 0 .. count-1; consume() receives as many
 * and returns the number of items that were not the expected one. Each loop lives in the
 * contender's own file, so a library of inline functions is inlined there as its users would have
 * it.
 */
#ifndef BENCH_RING_CONTENDER_H
#define BENCH_RING_CONTENDER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BENCH_CAPACITY 1024 /* a power of two: the libraries insist on it */

struct item64 {
    uint64_t number;
    unsigned char rest[56];
};

struct contender {
    const char *name;
    int single_process;    /* consume() does it all; produce() is not called */
    uint64_t slowdown;     /* runs count / slowdown items, to keep the rounds short */
    size_t (*size)(size_t item_size);
    int (*init)(void *memory, size_t item_size); /* before the fork; 0 or -1 with errno */
    void (*produce)(void *memory, size_t item_size, uint64_t count);
    uint64_t (*consume)(void *memory, size_t item_size, uint64_t count);
    void (*finish)(void *memory); /* may be NULL */
};

extern const struct contender contender_model;
extern const struct contender contender_ck;
extern const struct contender contender_boost;
extern const struct contender contender_pipe;
extern const struct contender contender_memcpy;

/* What a side does while the other is behind: nothing, for about a microsecond. Who looks again at
 * once only takes the cache line away from the other, and the figures of every ring then jump by a
 * factor of four from run to run. With one processor a side must let go of it.
 */
extern int bench_one_processor;
void bench_yield(void);

static inline void bench_relax(void)
{
    if (bench_one_processor) {
        bench_yield();
    }
#if defined(__x86_64__) || defined(__i386__)
    for (int i = 0; i < 40; i++) {
        __builtin_ia32_pause();
    }
#endif
}

#ifdef __cplusplus
}
#endif

#endif
