/* What the classic programs share: their memory, and how they are written. Of each NAME_setup prepares the memory, and
 * NAME_0, NAME_1, … run as processes of their own. */
#ifndef WORKBOOK_TESTS_CLASSICS_H
#define WORKBOOK_TESTS_CLASSICS_H

#include "races/harness.h"

#include <semaphore.h>
#include <stdatomic.h>

enum { SLOTS = 2, TEXT_MAX = 32 };

struct cell {
    atomic_uint turn;
    int value;
};

struct classic {
    atomic_int ready, sleeping;
    int plain;
    volatile int eager;
    char text[TEXT_MAX];
    char *pointer;
    sem_t full, empty, mutex;
    int set;
    atomic_uint head, tail;
    int slots[SLOTS];
    atomic_int atomic_slots[SLOTS];
    struct cell cells[SLOTS];
    atomic_int wants[2], turn;
    int count;
};

#endif
