/* alternative: the flag itself is read and written relaxed, and free-standing fences order the
 * rest: a release fence before the store, an acquire fence after the load that saw it (ISO C
 * 7.17.4). The naps grow from a tenth of a millisecond to eight, and the last one ends at the
 * deadline. */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

struct mailbox {
    char text[MAILBOX_TEXT_MAX + 1];
    int last;
    atomic_bool full;
};

#define SECOND_NS 1000000000L

static bool before(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

static struct timespec plus(struct timespec t, time_t seconds, long nanoseconds)
{
    t.tv_sec += seconds;
    t.tv_nsec += nanoseconds;
    if (t.tv_nsec >= SECOND_NS) {
        t.tv_sec++;
        t.tv_nsec -= SECOND_NS;
    }
    return t;
}

static bool await(struct mailbox *box, bool full, int timeout_ms)
{
    struct timespec now, deadline = { 0 };
    long nap_ns = 100000;

    clock_gettime(CLOCK_MONOTONIC, &now);
    if (timeout_ms > 0) {
        deadline = plus(now, timeout_ms / 1000, timeout_ms % 1000 * 1000000L);
    }
    for (;;) {
        if (atomic_load_explicit(&box->full, memory_order_relaxed) == full) {
            atomic_thread_fence(memory_order_acquire);
            return true;
        }
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (timeout_ms >= 0 && !before(now, deadline)) {
            errno = ETIMEDOUT;
            return false;
        }
        struct timespec until = plus(now, 0, nap_ns);
        if (timeout_ms > 0 && before(deadline, until)) {
            until = deadline;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        if (nap_ns < 8000000) {
            nap_ns *= 2;
        }
    }
}

static void publish(struct mailbox *box, bool full)
{
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&box->full, full, memory_order_relaxed);
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
    box->last = 0;
    publish(box, false);
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (memchr(text, '\0', strnlen(text, MAILBOX_TEXT_MAX) + 1) == NULL) {
        errno = EMSGSIZE;
        return -1;
    }
    if (!await(box, false, timeout_ms)) {
        return -1;
    }
    strcpy(box->text, text);
    int number = ++box->last;
    publish(box, true);
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (!await(box, true, timeout_ms)) {
        return -1;
    }
    if (strlen(box->text) >= capacity) {
        errno = ERANGE;
        return -1;
    }
    strcpy(text, box->text);
    int number = box->last;
    publish(box, false);
    return number;
}
