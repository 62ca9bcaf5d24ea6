/* Litmus tests of modification order: in which order stores to one object come, and what follows them in
 * it. */
#include "litmus_programs.h"

/* --- two stores to each of two objects ----------------------------------------------------- */

/* 1|1: each of both objects keeps the value that its process stored first. */
#define STORES_CROSSED(name, between, store, load)                                                 \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        STORE(x, 1, store);                                                                        \
        between;                                                                                   \
        STORE(y, 2, store);                                                                        \
        NOTE("%d", LOAD(y, load));                                                                 \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        STORE(y, 1, store);                                                                        \
        between;                                                                                   \
        STORE(x, 2, store);                                                                        \
        NOTE("%d", LOAD(x, load));                                                                 \
    }

STORES_CROSSED(stores_crossed, (void)0, relaxed, relaxed)
STORES_CROSSED(stores_crossed_release, (void)0, release, acquire)
STORES_CROSSED(stores_crossed_fences, FENCE(seq_cst), relaxed, relaxed)
STORES_CROSSED(stores_crossed_strong, (void)0, seq_cst, seq_cst)

/* --- a store that comes after what its process has seen ------------------------------------- */

/* Shape S. 1 2: the store of 1 came before that of 2, although it was made after reading y. */
#define STORE_AFTER_LOAD(name, store, load)                                                        \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        STORE(x, 2, relaxed);                                                                      \
        STORE(y, 1, store);                                                                        \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        int y = LOAD(y, load);                                                                     \
        STORE(x, 1, relaxed);                                                                      \
        NOTE("%d%d", y, LOAD(x, relaxed));                                                         \
    }

STORE_AFTER_LOAD(store_after_load, relaxed, relaxed)
STORE_AFTER_LOAD(store_after_acquire, release, acquire)

/* Shape R. 2|0: the store of 2 came last, and still x was not seen. */
#define STORE_AGAINST_LOAD(name, between, store, load)                                             \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        STORE(x, 1, store);                                                                        \
        between;                                                                                   \
        STORE(y, 1, store);                                                                        \
        NOTE("%d", LOAD(y, load));                                                                 \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        STORE(y, 2, store);                                                                        \
        between;                                                                                   \
        NOTE("%d", LOAD(x, load));                                                                 \
    }

STORE_AGAINST_LOAD(store_against_load, (void)0, release, acquire)
STORE_AGAINST_LOAD(store_against_load_fences, FENCE(seq_cst), relaxed, relaxed)
STORE_AGAINST_LOAD(store_against_load_strong, (void)0, seq_cst, seq_cst)

/* Both agree on which store was last: never 2|1. */
PROGRAM(one_order)
PROCESS(one_order, 0)
{
    STORE(x, 1, relaxed);
    NOTE("%d", LOAD(x, relaxed));
}
PROCESS(one_order, 1)
{
    STORE(x, 2, relaxed);
    NOTE("%d", LOAD(x, relaxed));
}

/* Two stores of one process stay in their order, whoever looks: never 21. */
PROGRAM(own_order)
PROCESS(own_order, 0)
{
    STORE(x, 1, relaxed);
    STORE(x, 2, relaxed);
    NOTE("%d", LOAD(x, relaxed));
}
PROCESS(own_order, 1)
{
    STORE(x, 3, relaxed);
    int first = LOAD(x, relaxed);
    int second = LOAD(x, relaxed);
    NOTE("%d%d", first, second);
}

/* --- read-modify-write ---------------------------------------------------------------------- */

/* 10: the addition took place before the store of 5, and was made after reading y. */
#define ADD_AFTER_LOAD(name, store, load)                                                          \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        STORE(x, 5, relaxed);                                                                      \
        STORE(y, 1, store);                                                                        \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        int y = LOAD(y, load);                                                                     \
        int x = atomic_fetch_add_explicit(&m->x, 1, memory_order_relaxed);                         \
        NOTE("%d%d", y, x);                                                                        \
    }

ADD_AFTER_LOAD(add_after_load, relaxed, relaxed)
ADD_AFTER_LOAD(add_after_acquire, release, acquire)

/* An exchange that fails is a load: 1 0, it has compared with an old value. */
#define COMPARE_AFTER_LOAD(name, store, load)                                                      \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        STORE(x, 1, relaxed);                                                                      \
        STORE(y, 1, store);                                                                        \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        int expected = 1;                                                                          \
        int y = LOAD(y, load);                                                                     \
        atomic_compare_exchange_strong_explicit(&m->x, &expected, 9, memory_order_relaxed,         \
                                                memory_order_relaxed);                             \
        NOTE("%d%d", y, expected);                                                                 \
    }

COMPARE_AFTER_LOAD(compare_after_load, relaxed, relaxed)
COMPARE_AFTER_LOAD(compare_after_acquire, release, acquire)

/* Nothing comes between an addition and what it has read: never 1|17, never 1|27 1|2. */
PROGRAM(whole_addition)
PROCESS(whole_addition, 0)
{
    STORE(x, 1, relaxed);
    int before = atomic_fetch_add_explicit(&m->x, 1, memory_order_relaxed);
    NOTE("%d", before);
}
PROCESS(whole_addition, 1)
{
    STORE(x, 7, relaxed);
    int first = LOAD(x, relaxed);
    int second = LOAD(x, relaxed);
    NOTE("%d%d", first, second);
}

/* Two exchange from the same value: one only succeeds. */
#define TAKE(name, number)                                                                         \
    PROCESS(name, number)                                                                          \
    {                                                                                              \
        int expected = 0;                                                                          \
        NOTE("%d", atomic_compare_exchange_strong_explicit(                                        \
                       &m->x, &expected, 1, memory_order_relaxed, memory_order_relaxed));          \
    }

PROGRAM(one_taker)
TAKE(one_taker, 0)
TAKE(one_taker, 1)
TAKE(one_taker, 2)

/* --- release sequences (ISO C 5.1.2.4p10) --------------------------------------------------- */

/* A later store of the same process continues it. */
#define OWN_SEQUENCE(name)                                                                         \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        m->data = 7;                                                                               \
        STORE(x, 1, release);                                                                      \
        STORE(x, 2, relaxed);                                                                      \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        if (LOAD(x, acquire) == 2) {                                                               \
            NOTE("%d", m->data);                                                                   \
        }                                                                                          \
    }

OWN_SEQUENCE(own_sequence)

/* Another's store between the two breaks it. */
OWN_SEQUENCE(broken_sequence)
PROCESS(broken_sequence, 2)
{
    STORE(x, 3, relaxed);
}

/* The additions of others do not, wherever they come. */
OWN_SEQUENCE(added_sequence)
PROCESS(added_sequence, 2)
{
    atomic_fetch_sub_explicit(&m->x, 1, memory_order_relaxed);
}

/* A fence before the first relaxed store heads one as well (7.17.4). */
PROGRAM(fenced_sequence)
PROCESS(fenced_sequence, 0)
{
    m->data = 7;
    FENCE(release);
    STORE(x, 1, relaxed);
}
PROCESS(fenced_sequence, 1)
{
    atomic_fetch_add_explicit(&m->x, 1, memory_order_relaxed);
}
PROCESS(fenced_sequence, 2)
{
    if (LOAD(x, relaxed) == 2) {
        FENCE(acquire);
        NOTE("%d", m->data);
    }
}
