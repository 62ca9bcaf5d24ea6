/* The shared memory of all litmus tests. */
#ifndef WORKBOOK_TESTS_LITMUS_PROGRAMS_H
#define WORKBOOK_TESTS_LITMUS_PROGRAMS_H

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>

struct litmus {
    atomic_int x, y;
    int data, plain;
    char text[8];
    sem_t semaphore, other;
    pthread_mutex_t mutex;
    pthread_cond_t condition;
};

_Noreturn void races_unmodelled(const char *name);

#endif
