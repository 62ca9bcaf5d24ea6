/* What lies in the shared memory: three slots, used in a circle.
 *
 * Two named semaphores count how many slots are free and how many are full. Each program remembers
 * for itself which slot is next, so that nothing but the slots is shared: enough for one writer and
 * one reader.
 */
#ifndef RING_H
#define RING_H

#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

enum { SLOTS = 3, ITEMS = 5 };

struct ring {
    int slots[SLOTS]; /* the values 1 to ITEMS, in this order */
};

/* Set by Ctrl-C: whoever waits looks at it. */
static volatile sig_atomic_t stopped;

static void stop(int number)
{
    stopped = number;
}

static void stop_on_signals(void)
{
    struct sigaction on_signal = {.sa_handler = stop}; /* no SA_RESTART: a wait is to end */
    sigaction(SIGINT, &on_signal, NULL);
    sigaction(SIGTERM, &on_signal, NULL);
}

/* Sleeps until the semaphore is above 0 and takes one from it. In rounds of two seconds: a signal
 * that comes just before the sleep cannot cut it short, and is seen after the round. */
static int take_one(sem_t *semaphore)
{
    while (!stopped) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += 2;
        if (sem_clockwait(semaphore, CLOCK_MONOTONIC, &until) == 0) {
            return 0;
        }
        if (errno != ETIMEDOUT && errno != EINTR) {
            return -1;
        }
    }
    errno = EINTR;
    return -1;
}

#endif
