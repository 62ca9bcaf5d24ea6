/* Litmus tests: small programs whose possible outcomes the C standard decides. Compiled like a
 * learner's file; NAME_0, NAME_1, … run as processes of their own. */
#include "litmus_programs.h"

#include <stdatomic.h>
#include <string.h>

/* --- message passing ----------------------------------------------------------------------- */

#define MESSAGE_PASSING(name, store, load)                                                         \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        STORE(x, 1, relaxed);                                                                      \
        STORE(y, 1, store);                                                                        \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        int y = LOAD(y, load);                                                                     \
        int x = LOAD(x, relaxed);                                                                  \
        NOTE("%d%d", y, x);                                                                        \
    }

MESSAGE_PASSING(mp_relaxed, relaxed, relaxed)
MESSAGE_PASSING(mp_release_acquire, release, acquire)
MESSAGE_PASSING(mp_release_only, release, relaxed)
MESSAGE_PASSING(mp_strong, seq_cst, seq_cst)

PROGRAM(mp_fences)
PROCESS(mp_fences, 0)
{
    STORE(x, 1, relaxed);
    FENCE(release);
    STORE(y, 1, relaxed);
}
PROCESS(mp_fences, 1)
{
    int y = LOAD(y, relaxed);
    FENCE(acquire);
    int x = LOAD(x, relaxed);
    NOTE("%d%d", y, x);
}

/* --- store buffering ----------------------------------------------------------------------- */

#define STORE_BUFFERING(name, between, store, load)                                                \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        STORE(x, 1, store);                                                                        \
        between;                                                                                   \
        NOTE("%d", LOAD(y, load));                                                                 \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        STORE(y, 1, store);                                                                        \
        between;                                                                                   \
        NOTE("%d", LOAD(x, load));                                                                 \
    }

STORE_BUFFERING(sb_release_acquire, (void)0, release, acquire)
STORE_BUFFERING(sb_strong, (void)0, seq_cst, seq_cst)
STORE_BUFFERING(sb_fences, FENCE(seq_cst), relaxed, relaxed)

/* --- load buffering: the model reads nothing from the future ------------------------------- */

PROGRAM(lb_relaxed)
PROCESS(lb_relaxed, 0)
{
    int y = LOAD(y, relaxed);
    STORE(x, 1, relaxed);
    NOTE("%d", y);
}
PROCESS(lb_relaxed, 1)
{
    int x = LOAD(x, relaxed);
    STORE(y, 1, relaxed);
    NOTE("%d", x);
}

/* --- coherence and causality --------------------------------------------------------------- */

PROGRAM(coherence)
PROCESS(coherence, 0)
{
    STORE(x, 1, relaxed);
    STORE(x, 2, relaxed);
}
PROCESS(coherence, 1)
{
    int first = LOAD(x, relaxed);
    int second = LOAD(x, relaxed);
    NOTE("%d%d", first, second);
}

PROGRAM(causality)
PROCESS(causality, 0)
{
    STORE(x, 1, relaxed);
}
PROCESS(causality, 1)
{
    int x = LOAD(x, relaxed);
    STORE(y, 1, release);
    NOTE("%d", x);
}
PROCESS(causality, 2)
{
    int y = LOAD(y, acquire);
    int x = LOAD(x, relaxed);
    NOTE("%d%d", y, x);
}

#define INDEPENDENT_READS(name, store, load)                                                       \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        STORE(x, 1, store);                                                                        \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        STORE(y, 1, store);                                                                        \
    }                                                                                              \
    PROCESS(name, 2)                                                                               \
    {                                                                                              \
        int x = LOAD(x, load);                                                                     \
        int y = LOAD(y, load);                                                                     \
        NOTE("%d%d", x, y);                                                                        \
    }                                                                                              \
    PROCESS(name, 3)                                                                               \
    {                                                                                              \
        int y = LOAD(y, load);                                                                     \
        int x = LOAD(x, load);                                                                     \
        NOTE("%d%d", y, x);                                                                        \
    }

INDEPENDENT_READS(iriw_release_acquire, release, acquire)
INDEPENDENT_READS(iriw_strong, seq_cst, seq_cst)

/* --- read-modify-write --------------------------------------------------------------------- */

#define ADD(name, number)                                                                          \
    PROCESS(name, number)                                                                          \
    {                                                                                              \
        NOTE("%d", atomic_fetch_add_explicit(&m->x, 1, memory_order_relaxed));                     \
    }

PROGRAM(additions)
ADD(additions, 0)
ADD(additions, 1)
ADD(additions, 2)

PROGRAM(weak_exchange)
PROCESS(weak_exchange, 0)
{
    int expected = 0;
    bool done = atomic_compare_exchange_weak(&m->x, &expected, 5);
    NOTE("%d%d", done, LOAD(x, relaxed));
}

PROGRAM(strong_exchange)
PROCESS(strong_exchange, 0)
{
    int expected = 0;
    bool done = atomic_compare_exchange_strong(&m->x, &expected, 5);
    NOTE("%d%d", done, LOAD(x, relaxed));
}

/* --- plain data, and who says that it is there --------------------------------------------- */

#define HAND_OVER(name, store, load)                                                               \
    PROGRAM(name)                                                                                  \
    PROCESS(name, 0)                                                                               \
    {                                                                                              \
        m->data = 7;                                                                               \
        STORE(x, 1, store);                                                                        \
    }                                                                                              \
    PROCESS(name, 1)                                                                               \
    {                                                                                              \
        while (LOAD(x, load) == 0) {                                                               \
        }                                                                                          \
        NOTE("%d", m->data);                                                                       \
    }

HAND_OVER(hand_over, release, acquire)
HAND_OVER(hand_over_relaxed, relaxed, relaxed)
HAND_OVER(hand_over_unreleased, relaxed, acquire)
HAND_OVER(hand_over_unacquired, release, relaxed)

PROGRAM(hand_over_volatile)
PROCESS(hand_over_volatile, 0)
{
    m->data = 7;
    *(volatile int *)&m->plain = 1;
}
PROCESS(hand_over_volatile, 1)
{
    while (*(volatile int *)&m->plain == 0) {
    }
    NOTE("%d", m->data);
}

/* A loop that waits, though it writes in each turn: what it writes was there before. */
PROGRAM(hand_over_cached)
PROCESS(hand_over_cached, 0)
{
    m->data = 7;
    STORE(x, 1, release);
}
PROCESS(hand_over_cached, 1)
{
    while ((m->plain = LOAD(x, acquire)) == 0) {
    }
    NOTE("%d", m->data);
}

/* The addition continues the release sequence that the store heads (ISO C 5.1.2.4p10). */
PROGRAM(release_sequence)
PROCESS(release_sequence, 0)
{
    m->data = 7;
    STORE(x, 1, release);
}
PROCESS(release_sequence, 1)
{
    atomic_fetch_add_explicit(&m->x, 1, memory_order_relaxed);
}
PROCESS(release_sequence, 2)
{
    if (LOAD(x, acquire) == 2) {
        NOTE("%d", m->data);
    }
}

PROGRAM(copies)
PROCESS(copies, 0)
{
    memcpy(m->text, "whole", 6);
    STORE(x, 1, release);
}
PROCESS(copies, 1)
{
    char text[8] = "";
    if (LOAD(x, acquire) == 1) {
        strcpy(text, m->text);
    }
    NOTE("%s", text);
}

/* To store again what was stored before is no progress: the loop waits all the same. */
PROGRAM(keeps_what_it_sees)
PROCESS(keeps_what_it_sees, 0)
{
    STORE(x, 1, release);
}
PROCESS(keeps_what_it_sees, 1)
{
    while (LOAD(y, relaxed) == 0) {
        STORE(y, LOAD(x, acquire), release);
    }
    NOTE("%d", LOAD(x, relaxed));
}

/* --- deaths --------------------------------------------------------------------------------- */

/* Dead between the two stores: the successor sees the first, and never the second alone. */
PROGRAM(killed_storing)
PROCESS(killed_storing, 0)
{
    STORE(x, 1, relaxed);
    STORE(y, 1, relaxed);
    NOTE("done");
}
PROCESS(killed_storing, 1)
{
    NOTE("%d%d", LOAD(y, relaxed), LOAD(x, relaxed));
}

/* Dead in the middle of a copy. The successor may look: the dead have done all before. */
PROGRAM(killed_copying)
PROCESS(killed_copying, 0)
{
    memcpy(m->text, "whole!!", 8);
}
PROCESS(killed_copying, 1)
{
    NOTE("%s", m->text);
}

/* Others than the successor know nothing of the dead. */
PROGRAM(killed_unseen)
PROCESS(killed_unseen, 0)
{
    m->data = 7;
    STORE(x, 1, relaxed);
}
PROCESS(killed_unseen, 1)
{
    STORE(x, 2, release);
}
PROCESS(killed_unseen, 2)
{
    if (LOAD(x, acquire) == 2) {
        NOTE("%d", m->data);
    }
}

/* Nobody gives back the lock of the dead. */
PROGRAM(killed_locking)
PROCESS(killed_locking, 0)
{
    while (atomic_exchange(&m->x, 1) == 1) {
    }
    STORE(x, 0, release);
}
PROCESS(killed_locking, 1)
{
    while (atomic_exchange(&m->x, 1) == 1) {
    }
    NOTE("mine");
}

/* --- what is no question of memory --------------------------------------------------------- */

PROGRAM(crashes)
PROCESS(crashes, 0)
{
    STORE(x, 1, relaxed);
}
PROCESS(crashes, 1)
{
    if (LOAD(x, relaxed) == 1) {
        *(volatile int *)(uintptr_t)LOAD(y, relaxed) = 1;
    }
}

PROGRAM(unmodelled)
PROCESS(unmodelled, 0)
{
    races_unmodelled("fork");
}
