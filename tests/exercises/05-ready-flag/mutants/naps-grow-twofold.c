/* mutant: sleeps twice as long at each look, without an end to that
 * caught-by: behaviour/times-out-on-time
 * why: the last nap lasts as long as all before it together
 */
#include "ready_flag.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct mailbox {
    atomic_uint generation;
    char text[MAILBOX_TEXT_MAX + 1];
};

static long elapsed_us(struct timespec a)
{
    struct timespec b;
    clock_gettime(CLOCK_MONOTONIC, &b);
    return (b.tv_sec - a.tv_sec) * 1000000L + (b.tv_nsec - a.tv_nsec) / 1000L;
}

static int parity(struct mailbox *box, unsigned want, int timeout_ms, unsigned *gen)
{
    struct timespec begin;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    useconds_t nap = 100;
    while (((*gen = atomic_load(&box->generation)) & 1u) != want) {
        if (timeout_ms == 0 || (timeout_ms > 0 && elapsed_us(begin) > timeout_ms * 1000L)) {
            errno = ETIMEDOUT;
            return -1;
        }
        usleep(nap);
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
    if (box == NULL)
        goto invalid;
    atomic_init(&box->generation, 0u);
    return 0;
invalid:
    errno = EINVAL;
    return -1;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    unsigned gen;
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (memchr(text, 0, MAILBOX_TEXT_MAX + 1) == NULL) {
        errno = EMSGSIZE;
        return -1;
    }
    if (parity(box, 0, timeout_ms, &gen) < 0)
        return -1;
    stpcpy(box->text, text);
    atomic_fetch_add(&box->generation, 1);
    return (int)(gen / 2 + 1);
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    unsigned gen;
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (parity(box, 1, timeout_ms, &gen) < 0)
        return -1;
    if (memchr(box->text, 0, capacity < sizeof box->text ? capacity : sizeof box->text) == NULL) {
        errno = ERANGE;
        return -1;
    }
    stpcpy(text, box->text);
    atomic_fetch_add(&box->generation, 1);
    return (int)(gen / 2 + 1);
}
