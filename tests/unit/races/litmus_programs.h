/* What the litmus programs share: their memory, and how they are written. NAME_0, NAME_1, … run as processes
 * of their own. */
#ifndef WORKBOOK_TESTS_LITMUS_PROGRAMS_H
#define WORKBOOK_TESTS_LITMUS_PROGRAMS_H

#include "races/harness.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>

struct litmus {
    atomic_int x, y;
    int data, plain;
    char text[8];
    sem_t semaphore, other;
    pthread_mutex_t mutex, recursive, checked;
    pthread_rwlock_t lock;
    pthread_spinlock_t spin;
    pthread_cond_t condition;
    pthread_barrier_t barrier;
};

_Noreturn void races_unmodelled(const char *name);

#define PROCESS(name, number)      void name##_##number(struct litmus *m)
#define LOAD(place, order)         atomic_load_explicit(&m->place, memory_order_##order)
#define STORE(place, value, order) atomic_store_explicit(&m->place, value, memory_order_##order)
#define FENCE(order)               atomic_thread_fence(memory_order_##order)
#define NOTE(...)                  races_note(__VA_ARGS__)

#define PROGRAM(name)                                                                              \
    PROCESS(name, 0);                                                                              \
    PROCESS(name, 1);                                                                              \
    PROCESS(name, 2);                                                                              \
    PROCESS(name, 3);

#endif
