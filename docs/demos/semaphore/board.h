/* What the programs share: a segment with one message at a time, and two semaphores. */
#ifndef BOARD_H
#define BOARD_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/sem.h>
#include <time.h>

enum { PROJECT = 'S' }; /* for ftok: segment and set have the same key, in tables of their own */

struct board {
    bool last;
    char text[63];
};

/* The numbers of the semaphores in the set. Both begin at 0: nothing to read, nothing taken. */
enum { WRITTEN, TAKEN, SEMAPHORES };

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

/* No SEM_UNDO: what was handed over stays handed over when we end. */
static int add_one(int set, unsigned short number)
{
    return semop(set, &(struct sembuf){.sem_num = number, .sem_op = 1}, 1);
}

/* Sleeps until the semaphore is above 0 and takes one from it. In rounds of two seconds: a signal
 * that comes just before the sleep cannot cut it short, and is seen after the round. */
static int take_one(int set, unsigned short number)
{
    struct sembuf take = {.sem_num = number, .sem_op = -1};
    while (!stopped) {
        if (semtimedop(set, &take, 1, &(struct timespec){.tv_sec = 2}) == 0) {
            return 0;
        }
        if (errno != EAGAIN && errno != EINTR) {
            return -1; /* EIDRM: somebody has removed the set */
        }
    }
    errno = EINTR;
    return -1;
}

#endif
