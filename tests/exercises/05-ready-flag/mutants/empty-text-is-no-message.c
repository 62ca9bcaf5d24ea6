/* mutant: uses the first character of the text as the flag, so an empty text never arrives
 * caught-by: behaviour/text-limits
 * why: saves a member, and every test message has letters in it
 */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

struct mailbox {
    int number;
    _Atomic char first;
    char rest[MAILBOX_TEXT_MAX];
};

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int wait_for(struct mailbox *box, int full, int timeout_ms)
{
    int64_t deadline = now_ns() + timeout_ms * INT64_C(1000000);

    while ((atomic_load_explicit(&box->first, memory_order_acquire) != 0) != full) {
        if (timeout_ms >= 0 && now_ns() >= deadline) {
            errno = ETIMEDOUT;
            return -1;
        }
        struct timespec nap = { 0, 2000000 };
        nanosleep(&nap, NULL);
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
    atomic_init(&box->first, 0);
    box->number = 0;
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strlen(text);
    if (length > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (wait_for(box, 0, timeout_ms) == -1) {
        return -1;
    }
    int number = ++box->number;
    if (length > 0) {
        memcpy(box->rest, text + 1, length);
    }
    atomic_store_explicit(&box->first, text[0], memory_order_release);
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (wait_for(box, 1, timeout_ms) == -1) {
        return -1;
    }
    size_t length = 1 + strlen(box->rest);
    if (length >= capacity) {
        errno = ERANGE;
        return -1;
    }
    text[0] = box->first;
    memcpy(text + 1, box->rest, length);
    int number = box->number;
    atomic_store_explicit(&box->first, 0, memory_order_release);
    return number;
}
