/* Litmus tests: small programs whose possible outcomes the C standard decides. Compiled like a
 * learner's file; NAME_0, NAME_1, … run as processes of their own. */
#include "litmus_programs.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

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

/* --- semaphores, mutexes, condition variables ---------------------------------------------- */

void prepare_objects(struct litmus *m);
void prepare_objects(struct litmus *m)
{
    pthread_mutexattr_t of_mutex;
    pthread_condattr_t of_condition;
    pthread_mutexattr_init(&of_mutex);
    pthread_mutexattr_setpshared(&of_mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&m->mutex, &of_mutex);
    pthread_mutexattr_settype(&of_mutex, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&m->recursive, &of_mutex);
    pthread_mutexattr_settype(&of_mutex, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&m->checked, &of_mutex);
    pthread_rwlockattr_t of_lock;
    pthread_rwlockattr_init(&of_lock);
    pthread_rwlockattr_setpshared(&of_lock, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(&m->lock, &of_lock);
    pthread_spin_init(&m->spin, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&of_condition);
    pthread_condattr_setpshared(&of_condition, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&m->condition, &of_condition);
    sem_init(&m->semaphore, 1, 0);
    sem_init(&m->other, 1, 0);
}

PROGRAM(post_and_wait)
PROCESS(post_and_wait, 0)
{
    m->data = 7;
    sem_post(&m->semaphore);
}
PROCESS(post_and_wait, 1)
{
    sem_wait(&m->semaphore);
    NOTE("%d", m->data);
}

PROGRAM(both_wait)
PROCESS(both_wait, 0)
{
    sem_wait(&m->semaphore);
    sem_post(&m->other);
}
PROCESS(both_wait, 1)
{
    sem_wait(&m->other);
    sem_post(&m->semaphore);
}

PROGRAM(locked)
PROCESS(locked, 0)
{
    pthread_mutex_lock(&m->mutex);
    m->data++;
    pthread_mutex_unlock(&m->mutex);
}
PROCESS(locked, 1)
{
    pthread_mutex_lock(&m->mutex);
    NOTE("%d", m->data++);
    pthread_mutex_unlock(&m->mutex);
}

PROGRAM(locked_twice)
PROCESS(locked_twice, 0)
{
    pthread_mutex_lock(&m->recursive);
    pthread_mutex_lock(&m->recursive);
    pthread_mutex_unlock(&m->recursive);
    m->data++;
    pthread_mutex_unlock(&m->recursive);
}
PROCESS(locked_twice, 1)
{
    pthread_mutex_lock(&m->recursive);
    NOTE("%d", m->data++);
    pthread_mutex_unlock(&m->recursive);
}

PROGRAM(checked_mutex)
PROCESS(checked_mutex, 0)
{
    const bool refused = pthread_mutex_unlock(&m->checked) == EPERM;
    pthread_mutex_lock(&m->checked);
    const bool again = pthread_mutex_lock(&m->checked) == EDEADLK;
    m->data++;
    pthread_mutex_unlock(&m->checked);
    NOTE("%d%d", refused, again);
}
PROCESS(checked_mutex, 1)
{
    pthread_mutex_lock(&m->checked);
    NOTE("%d", m->data++);
    pthread_mutex_unlock(&m->checked);
}

PROGRAM(spun)
PROCESS(spun, 0)
{
    pthread_spin_lock(&m->spin);
    m->data++;
    pthread_spin_unlock(&m->spin);
}
PROCESS(spun, 1)
{
    pthread_spin_lock(&m->spin);
    NOTE("%d", m->data++);
    pthread_spin_unlock(&m->spin);
}

PROGRAM(readers_and_writer)
PROCESS(readers_and_writer, 0)
{
    pthread_rwlock_wrlock(&m->lock);
    m->data++;
    pthread_rwlock_unlock(&m->lock);
}
PROCESS(readers_and_writer, 1)
{
    pthread_rwlock_rdlock(&m->lock);
    NOTE("%d", m->data);
    pthread_rwlock_unlock(&m->lock);
}
PROCESS(readers_and_writer, 2)
{
    pthread_rwlock_rdlock(&m->lock);
    NOTE("%d", m->data);
    pthread_rwlock_unlock(&m->lock);
}

/* Two readers are inside together, and both write. */
PROGRAM(writing_readers)
PROCESS(writing_readers, 0)
{
    pthread_rwlock_rdlock(&m->lock);
    m->data++;
    pthread_rwlock_unlock(&m->lock);
}
PROCESS(writing_readers, 1)
{
    pthread_rwlock_rdlock(&m->lock);
    m->data++;
    pthread_rwlock_unlock(&m->lock);
}

/* The futex has compared the newest value: no later load reads an older one, and the loop ends. */
PROGRAM(futex_compares)
PROCESS(futex_compares, 0)
{
    STORE(x, 1, relaxed);
    syscall(SYS_futex, &m->x, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}
PROCESS(futex_compares, 1)
{
    while (LOAD(x, relaxed) == 0) {
        atomic_fetch_add(&m->y, 1);
        syscall(SYS_futex, &m->x, FUTEX_WAIT, 0, NULL, NULL, 0);
    }
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

PROGRAM(signalled)
PROCESS(signalled, 0)
{
    pthread_mutex_lock(&m->mutex);
    m->data = 7;
    pthread_cond_signal(&m->condition);
    pthread_mutex_unlock(&m->mutex);
}
PROCESS(signalled, 1)
{
    pthread_mutex_lock(&m->mutex);
    while (m->data == 0) {
        pthread_cond_wait(&m->condition, &m->mutex);
    }
    NOTE("%d", m->data);
    pthread_mutex_unlock(&m->mutex);
}

/* The look and the sleep are two steps: a signal between them wakes nobody. */
PROGRAM(lost_signal)
PROCESS(lost_signal, 0)
{
    STORE(x, 1, seq_cst);
    pthread_cond_signal(&m->condition);
}
PROCESS(lost_signal, 1)
{
    pthread_mutex_lock(&m->mutex);
    while (LOAD(x, seq_cst) == 0) {
        pthread_cond_wait(&m->condition, &m->mutex);
    }
    pthread_mutex_unlock(&m->mutex);
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
