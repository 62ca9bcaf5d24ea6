/* mutant: a look that does not wait is a relaxed one
 * caught-by: races/no-races
 * why: the way for a time-out of 0 is written apart, and the acquire forgotten there
 */
#include "ready_flag.h"

#include <assert.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

enum turn { TURN_WRITER, TURN_READER };

struct mailbox {
    atomic_int turn;
    /* Below: touched only by the side whose turn it is. */
    int sequence; /* of the message in the box, or of the last one that was */
    char text[MAILBOX_TEXT_MAX + 1];
};

/* An atomic that is not lock-free is guarded by a lock in each process's own memory, which keeps
 * out nobody in another process. */
static_assert(ATOMIC_INT_LOCK_FREE == 2, "the flag must be lock-free to be shared");

#define NAP_NS 1000000L

static int64_t clock_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static bool turn_wait(struct mailbox *box, enum turn mine, int timeout_ms)
{
    if (timeout_ms == 0) {
        if (atomic_load_explicit(&box->turn, memory_order_relaxed) == (int)mine) {
            return true;
        }
        errno = ETIMEDOUT;
        return false;
    }
    const struct timespec nap = { .tv_nsec = NAP_NS };
    const int64_t deadline_ns = clock_now_ns() + timeout_ms * INT64_C(1000000);

    while (atomic_load_explicit(&box->turn, memory_order_acquire) != (int)mine) {
        if (timeout_ms >= 0 && clock_now_ns() >= deadline_ns) {
            errno = ETIMEDOUT;
            return false;
        }
        /* A signal may cut the nap short. That costs one more look, and the deadline stands. */
        nanosleep(&nap, NULL);
    }
    return true;
}

static void turn_pass(struct mailbox *box, enum turn next)
{
    atomic_store_explicit(&box->turn, next, memory_order_release);
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
    atomic_init(&box->turn, TURN_WRITER);
    box->sequence = 0;
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    const size_t length = strnlen(text, MAILBOX_TEXT_MAX + 1);
    if (length > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (!turn_wait(box, TURN_WRITER, timeout_ms)) {
        return -1;
    }

    const int sequence = box->sequence + 1;
    box->sequence = sequence;
    memcpy(box->text, text, length + 1);
    turn_pass(box, TURN_READER);
    return sequence;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (!turn_wait(box, TURN_READER, timeout_ms)) {
        return -1;
    }

    const size_t size = strlen(box->text) + 1;
    if (size > capacity) {
        errno = ERANGE;
        return -1; /* still our turn: the message stays */
    }
    memcpy(text, box->text, size);
    /* Read before the turn is passed: after that, the next message may already be here. */
    const int sequence = box->sequence;
    turn_pass(box, TURN_WRITER);
    return sequence;
}
