/* mutant: takes five seconds for an endless wait
 * caught-by: behaviour/timeout-meaning
 * why: five seconds look endless, in a test at the desk
 */
#include "ready_flag.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct mailbox {
    atomic_int full;
    int number;
    char text[MAILBOX_TEXT_MAX + 1];
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int wait_for(struct mailbox *box, int wanted, int timeout_ms)
{
    if (timeout_ms < 0)
        timeout_ms = 5000;
    int64_t deadline = timeout_ms > 0 ? now_ms() + (int64_t)timeout_ms * 1000 : 0;
    const struct timespec pause = {0, 1000000};
    while (atomic_load_explicit(&box->full, memory_order_acquire) != wanted) {
        if (timeout_ms == 0 || (timeout_ms > 0 && now_ms() >= deadline)) {
            errno = ETIMEDOUT;
            return -1;
        }
        nanosleep(&pause, NULL);
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
    memset(box->text, 0, sizeof box->text);
    atomic_init(&box->full, 0);
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
    memcpy(box->text, text, length + 1);
    int number = ++box->number;
    atomic_store_explicit(&box->full, 1, memory_order_release);
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
    size_t length = strlen(box->text);
    if (length + 1 > capacity) {
        errno = ERANGE;
        return -1;
    }
    memcpy(text, box->text, length + 1);
    int number = box->number;
    atomic_store_explicit(&box->full, 0, memory_order_release);
    return number;
}
