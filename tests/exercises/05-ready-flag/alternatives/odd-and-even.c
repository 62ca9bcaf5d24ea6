/* alternative: one count of turns and nothing else: even, the writer's; odd, the reader's. An addition passes the
 * turn on, and half of the count is the message's number. Naps to points in time, the last one to the
 * deadline (clock_nanosleep, TIMER_ABSTIME); the text lies in a cache line of its own. */
#include "ready_flag.h"

#include <errno.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "the flag works between processes");

struct mailbox {
    alignas(64) atomic_uint phase;
    alignas(64) char text[];
};

size_t mailbox_size(void)
{
    return sizeof(struct mailbox) + MAILBOX_TEXT_MAX + 1;
}

int mailbox_init(struct mailbox *box)
{
    if (box == NULL) {
        errno = EINVAL;
        return -1;
    }
    atomic_init(&box->phase, 0);
    return 0;
}

static void add_ns(struct timespec *t, int64_t ns)
{
    ns += t->tv_nsec;
    t->tv_sec += ns / INT64_C(1000000000);
    t->tv_nsec = ns % INT64_C(1000000000);
}

static int earlier(struct timespec a, struct timespec b)
{
    return a.tv_sec < b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

/* The phase once its lowest bit is `bit`; 0 with *ok = 0 after the time-out. */
static unsigned wait_phase(struct mailbox *box, unsigned bit, int timeout_ms, int *ok)
{
    struct timespec next, end;
    unsigned phase = atomic_load_explicit(&box->phase, memory_order_acquire);
    *ok = 1;
    if ((phase & 1) == bit) {
        return phase;
    }
    clock_gettime(CLOCK_MONOTONIC, &next);
    end = next;
    add_ns(&end, (int64_t)timeout_ms * 1000000);
    while ((phase & 1) != bit) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (timeout_ms >= 0 && !earlier(now, end)) {
            *ok = 0;
            return 0;
        }
        next = now;
        add_ns(&next, 3000000);
        if (timeout_ms >= 0 && earlier(end, next)) {
            next = end;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
        phase = atomic_load_explicit(&box->phase, memory_order_acquire);
    }
    return phase;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    int ok;
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (strnlen(text, MAILBOX_TEXT_MAX + 1) == MAILBOX_TEXT_MAX + 1) {
        errno = EMSGSIZE;
        return -1;
    }
    wait_phase(box, 0, timeout_ms, &ok);
    if (!ok) {
        errno = ETIMEDOUT;
        return -1;
    }
    strncpy(box->text, text, MAILBOX_TEXT_MAX + 1);
    return (int)(atomic_fetch_add_explicit(&box->phase, 1, memory_order_release) / 2 + 1);
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    int ok;
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    unsigned phase = wait_phase(box, 1, timeout_ms, &ok);
    if (!ok) {
        errno = ETIMEDOUT;
        return -1;
    }
    if (memchr(box->text, '\0', MAILBOX_TEXT_MAX + 1) == NULL ||
        (size_t)(strchr(box->text, '\0') - box->text) >= capacity) {
        errno = ERANGE;
        return -1;
    }
    stpcpy(text, box->text);
    atomic_fetch_add_explicit(&box->phase, 1, memory_order_release);
    return (int)(phase / 2 + 1);
}
