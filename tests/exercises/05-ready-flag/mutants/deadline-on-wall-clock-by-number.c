/* mutant: measures the time-out with CLOCK_REALTIME, read by syscall(2)
 * caught-by: behaviour/wall-clock-step
 * why: the C library was thought to be the slow part
 */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct mailbox {
    atomic_int full;
    int number;
    char text[MAILBOX_TEXT_MAX + 1];
};

static int64_t now_ns(void)
{
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int wait_for(struct mailbox *box, int full, int timeout_ms)
{
    int64_t deadline = now_ns() + timeout_ms * INT64_C(1000000);

    while (atomic_load_explicit(&box->full, memory_order_acquire) != full) {
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
    atomic_init(&box->full, 0);
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
    memcpy(box->text, text, length + 1);
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
    if (length >= capacity) {
        errno = ERANGE;
        return -1;
    }
    memcpy(text, box->text, length + 1);
    int number = box->number;
    atomic_store_explicit(&box->full, 0, memory_order_release);
    return number;
}
