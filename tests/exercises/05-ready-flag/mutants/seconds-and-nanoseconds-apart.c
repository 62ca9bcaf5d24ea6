/* mutant: gives up when both seconds and nanoseconds have come as far as the deadline
 * caught-by: behaviour/times-out-on-time
 * why: in the next second tv_nsec is small again, and the wait goes on
 */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

struct mailbox {
    _Atomic unsigned sent;
    _Atomic unsigned received;
    unsigned short length;
    char text[MAILBOX_TEXT_MAX + 1];
};

static struct timespec deadline_in(int ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (ms % 1000) * 1000000L;
    if (t.tv_nsec >= 1000000000L) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000L;
    }
    return t;
}

static bool passed(const struct timespec *deadline)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec >= deadline->tv_sec && now.tv_nsec >= deadline->tv_nsec;
}

static bool is_full(struct mailbox *box)
{
    return atomic_load(&box->sent) != atomic_load(&box->received);
}

static int await(struct mailbox *box, bool full, int timeout_ms)
{
    struct timespec deadline = {0, 0};
    if (timeout_ms > 0) {
        deadline = deadline_in(timeout_ms);
    }
    for (;;) {
        if (is_full(box) == full) {
            return 0;
        }
        if (timeout_ms == 0 || (timeout_ms > 0 && passed(&deadline))) {
            errno = ETIMEDOUT;
            return -1;
        }
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    if (!box) {
        errno = EINVAL;
        return -1;
    }
    memset(box, 0, sizeof *box);
    atomic_store(&box->sent, 0);
    atomic_store(&box->received, 0);
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (!box || !text) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strnlen(text, MAILBOX_TEXT_MAX + 1);
    if (length == MAILBOX_TEXT_MAX + 1) {
        errno = EMSGSIZE;
        return -1;
    }
    if (await(box, false, timeout_ms)) {
        return -1;
    }
    memcpy(box->text, text, length);
    box->length = (unsigned short)length;
    unsigned number = atomic_load(&box->sent) + 1;
    atomic_store(&box->sent, number);
    return (int)number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (!box || !text) {
        errno = EINVAL;
        return -1;
    }
    if (await(box, true, timeout_ms)) {
        return -1;
    }
    if (box->length >= capacity) {
        errno = ERANGE;
        return -1;
    }
    memcpy(text, box->text, box->length);
    text[box->length] = 0;
    unsigned number = atomic_load(&box->sent);
    atomic_store(&box->received, number);
    return (int)number;
}
