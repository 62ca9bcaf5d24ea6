/* alternative: four states, and a turn is claimed by compare-and-exchange: EMPTY, WRITING, FULL, READING. A
 * reader whose buffer is too small puts FULL back. snprintf copies; the naps double up to 3 ms. */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum state { EMPTY, WRITING, FULL, READING };

struct mailbox {
    _Atomic(int) state;
    uint32_t number;
    char text[MAILBOX_TEXT_MAX + 1];
};

struct deadline {
    bool forever;
    struct timespec at;
};

static struct deadline deadline_in(int ms)
{
    struct deadline d = {.forever = ms < 0};
    if (!d.forever) {
        clock_gettime(CLOCK_MONOTONIC, &d.at);
        long long ns = d.at.tv_nsec + (long long)ms * 1000000;
        d.at.tv_sec += ns / 1000000000;
        d.at.tv_nsec = ns % 1000000000;
    }
    return d;
}

static bool deadline_passed(const struct deadline *d)
{
    struct timespec now;
    if (d->forever)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > d->at.tv_sec ||
           (now.tv_sec == d->at.tv_sec && now.tv_nsec >= d->at.tv_nsec);
}

static int claim(struct mailbox *box, int from, int to, int timeout_ms)
{
    struct deadline d = deadline_in(timeout_ms);
    long nap = 50000;
    int expected = from;
    while (!atomic_compare_exchange_strong_explicit(&box->state, &expected, to,
                                                    memory_order_acquire, memory_order_relaxed)) {
        expected = from;
        if (deadline_passed(&d)) {
            errno = ETIMEDOUT;
            return -1;
        }
        struct timespec t = {0, nap};
        nanosleep(&t, NULL);
        if (nap < 2000000)
            nap *= 2;
    }
    return 0;
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    if (box == NULL) {
        errno = EINVAL;
        return -1;
    }
    box->number = 0;
    box->text[0] = '\0';
    atomic_store(&box->state, EMPTY);
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (strlen(text) > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (claim(box, EMPTY, WRITING, timeout_ms) == -1)
        return -1;
    snprintf(box->text, sizeof box->text, "%s", text);
    int number = (int)++box->number;
    atomic_store_explicit(&box->state, FULL, memory_order_release);
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (claim(box, FULL, READING, timeout_ms) == -1)
        return -1;
    if (strlen(box->text) + 1 > capacity) {
        atomic_store_explicit(&box->state, FULL, memory_order_release);
        errno = ERANGE;
        return -1;
    }
    snprintf(text, capacity, "%s", box->text);
    int number = (int)box->number;
    atomic_store_explicit(&box->state, EMPTY, memory_order_release);
    return number;
}
