/* alternative: the message is a struct, put together outside the box and assigned whole; the reader assigns it
 * to a local one, gives the box back, and only then fills the caller's buffer. A few sched_yields
 * before the first nap, a predicate by function pointer, an exchange that passes the turn on. */
#include "ready_flag.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

struct message {
    unsigned number;
    unsigned short length;
    char text[MAILBOX_TEXT_MAX + 1];
};

struct mailbox {
    struct message message;
    atomic_bool full;
};

typedef bool condition(struct mailbox *box);

static bool is_full(struct mailbox *box)
{
    return atomic_load_explicit(&box->full, memory_order_acquire);
}

static bool is_empty(struct mailbox *box)
{
    return !is_full(box);
}

static struct timespec clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t;
}

static bool elapsed(struct timespec since, int ms)
{
    struct timespec now = clock_now();
    time_t sec = now.tv_sec - since.tv_sec;
    long nsec = now.tv_nsec - since.tv_nsec;
    if (nsec < 0) {
        nsec += 1000000000;
        sec--;
    }
    return sec > ms / 1000 || (sec == ms / 1000 && nsec >= (ms % 1000) * 1000000L);
}

static bool wait_for(condition *holds, struct mailbox *box, int timeout_ms)
{
    if (holds(box)) {
        return true;
    }
    const struct timespec start = clock_now();
    for (int spin = 0; spin < 10; spin++) {
        sched_yield();
        if (holds(box)) {
            return true;
        }
    }
    while (timeout_ms < 0 || !elapsed(start, timeout_ms)) {
        struct timespec nap = {.tv_nsec = 1500000};
        while (nanosleep(&nap, &nap) == -1 && errno == EINTR) {
        }
        if (holds(box)) {
            return true;
        }
    }
    errno = ETIMEDOUT;
    return false;
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
    box->message.number = 0;
    atomic_store(&box->full, false);
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    struct message message = {0};
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strlen(text);
    if (length > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    memcpy(message.text, text, length + 1);
    message.length = (unsigned short)length;
    if (!wait_for(is_empty, box, timeout_ms)) {
        return -1;
    }
    message.number = box->message.number + 1;
    box->message = message;
    atomic_exchange_explicit(&box->full, true, memory_order_acq_rel);
    return (int)message.number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (!wait_for(is_full, box, timeout_ms)) {
        return -1;
    }
    struct message message = box->message;
    if (message.length >= capacity) {
        errno = ERANGE;
        return -1;
    }
    atomic_exchange_explicit(&box->full, false, memory_order_acq_rel);
    memcpy(text, message.text, message.length + 1u);
    return (int)message.number;
}
