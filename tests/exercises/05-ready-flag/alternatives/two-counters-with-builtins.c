/* alternative: no flag of its own: the box is full while two counters differ, each written by one
 * side alone. GCC's __atomic builtins on plain unsigned members give the release and the acquire,
 * the length travels with the text, and a waiting call sleeps by poll(2) without descriptors. */
#include "ready_flag.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

struct mailbox {
    unsigned sent;  /* written by the writer */
    unsigned taken; /* written by the reader */
    size_t length;
    char text[MAILBOX_TEXT_MAX + 1];
};

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Rounding the start down and waiting until the difference is greater than the time-out keeps the
 * wait from ending early; it is late by two milliseconds at most. */
static int nap_until(long long start_ms, int timeout_ms)
{
    if (timeout_ms == 0 || (timeout_ms > 0 && now_ms() - start_ms > timeout_ms)) {
        errno = ETIMEDOUT;
        return -1;
    }
    poll(NULL, 0, 2);
    return 0;
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
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (!box || !text) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strnlen(text, MAILBOX_TEXT_MAX + 1);
    if (length > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    unsigned sent = box->sent; /* nobody else writes it */
    long long start_ms = now_ms();
    while (__atomic_load_n(&box->taken, __ATOMIC_ACQUIRE) != sent) {
        if (nap_until(start_ms, timeout_ms) == -1) {
            return -1;
        }
    }
    box->length = length;
    memcpy(box->text, text, length + 1);
    __atomic_store_n(&box->sent, sent + 1, __ATOMIC_RELEASE);
    return (int)(sent + 1);
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (!box || !text) {
        errno = EINVAL;
        return -1;
    }
    unsigned taken = box->taken;
    long long start_ms = now_ms();
    while (__atomic_load_n(&box->sent, __ATOMIC_ACQUIRE) == taken) {
        if (nap_until(start_ms, timeout_ms) == -1) {
            return -1;
        }
    }
    if (box->length >= capacity) {
        errno = ERANGE;
        return -1;
    }
    memcpy(text, box->text, box->length + 1);
    __atomic_store_n(&box->taken, taken + 1, __ATOMIC_RELEASE);
    return (int)(taken + 1);
}
