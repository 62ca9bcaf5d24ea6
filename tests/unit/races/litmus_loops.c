/* Loops that wait, compiled with -O2: which of them still look? */
#include "litmus_programs.h"

#include <time.h>

PROGRAM(waits_plain)
PROCESS(waits_plain, 0)
{
    while (m->plain == 0) {
    }
    NOTE("%d", m->data);
}

/* What it counts is used nowhere. */
PROGRAM(waits_counting)
PROCESS(waits_counting, 0)
{
    int turns = 0;
    while (!m->plain) {
        turns++;
    }
    NOTE("%d", m->data);
}

PROGRAM(waits_volatile)
PROCESS(waits_volatile, 0)
{
    while (*(volatile int *)&m->plain == 0) {
    }
}

PROGRAM(waits_atomic)
PROCESS(waits_atomic, 0)
{
    while (LOAD(x, relaxed) == 0) {
    }
}

/* Whoever is called might change it: so it is looked at again. */
PROGRAM(waits_sleeping)
PROCESS(waits_sleeping, 0)
{
    const struct timespec moment = {.tv_nsec = 1000};
    while (m->plain == 0) {
        nanosleep(&moment, NULL);
    }
}
