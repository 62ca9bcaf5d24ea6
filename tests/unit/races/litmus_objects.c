/* Litmus tests of semaphores and the like: who waits for whom, and what is known behind it. */
#include "litmus_programs.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <stdbool.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

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
    pthread_barrierattr_t of_barrier;
    pthread_barrierattr_init(&of_barrier);
    pthread_barrierattr_setpshared(&of_barrier, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&m->barrier, &of_barrier, 2);
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

/* --- barriers -------------------------------------------------------------------------------- */

/* Each knows behind it what the other did before it, and one of them is the one. */
#define MEET(name, number, mine, others)                                                           \
    PROCESS(name, number)                                                                          \
    {                                                                                              \
        m->mine = 7;                                                                               \
        bool one = pthread_barrier_wait(&m->barrier) == PTHREAD_BARRIER_SERIAL_THREAD;             \
        NOTE("%d%d", one, m->others);                                                              \
    }

PROGRAM(meet)
MEET(meet, 0, data, plain)
MEET(meet, 1, plain, data)

/* The second round does not begin before the first is over. */
#define MEET_TWICE(name, number, first, second)                                                    \
    PROCESS(name, number)                                                                          \
    {                                                                                              \
        first;                                                                                     \
        pthread_barrier_wait(&m->barrier);                                                         \
        second;                                                                                    \
        pthread_barrier_wait(&m->barrier);                                                         \
        NOTE("%d", m->data);                                                                       \
    }

PROGRAM(meet_twice)
MEET_TWICE(meet_twice, 0, m->data = 1, (void)0)
MEET_TWICE(meet_twice, 1, (void)0, m->data++)

/* Behind the barrier both write. */
PROGRAM(meet_and_race)
MEET_TWICE(meet_and_race, 0, (void)0, m->data++)
MEET_TWICE(meet_and_race, 1, (void)0, m->data++)

/* The other one never comes. */
PROGRAM(meet_nobody)
PROCESS(meet_nobody, 0)
{
    pthread_barrier_wait(&m->barrier);
}

/* --- what has no model ----------------------------------------------------------------------- */

PROGRAM(calls_lock_pi)
PROCESS(calls_lock_pi, 0)
{
    syscall(SYS_futex, &m->x, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
}

PROGRAM(calls_shmget)
PROCESS(calls_shmget, 0)
{
    shmget(IPC_PRIVATE, 100, 0600);
}

PROGRAM(calls_msgget)
PROCESS(calls_msgget, 0)
{
    msgget(IPC_PRIVATE, 0600);
}

PROGRAM(calls_mq_open)
PROCESS(calls_mq_open, 0)
{
    mq_open("/queue", O_RDWR);
}

PROGRAM(calls_fork)
PROCESS(calls_fork, 0)
{
    fork();
}
