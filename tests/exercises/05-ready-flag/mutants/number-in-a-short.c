/* mutant: keeps the number of the message in a short
 * caught-by: behaviour/numbers-count-up
 * why: the message after number 32767 gets the number -32768
 */
#include "ready_flag.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

enum { WRITER, READER };

struct mailbox {
    atomic_int turn;
    short number;
    char text[MAILBOX_TEXT_MAX + 1];
};

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int wait_turn(struct mailbox *box, int mine, int timeout_ms)
{
    int64_t deadline = now_ns() + (int64_t)timeout_ms * 1000000;
    while (atomic_load_explicit(&box->turn, memory_order_acquire) != mine) {
        if (timeout_ms >= 0 && now_ns() >= deadline) {
            errno = ETIMEDOUT;
            return -1;
        }
        struct timespec nap = {0, 1000000};
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
    box->number = 0;
    box->text[0] = '\0';
    atomic_init(&box->turn, WRITER);
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
    if (wait_turn(box, WRITER, timeout_ms) == -1) {
        return -1;
    }
    int number = ++box->number;
    memcpy(box->text, text, length + 1);
    atomic_store_explicit(&box->turn, READER, memory_order_release);
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (wait_turn(box, READER, timeout_ms) == -1) {
        return -1;
    }
    size_t length = strlen(box->text);
    if (length + 1 > capacity) {
        errno = ERANGE;
        return -1;
    }
    memcpy(text, box->text, length + 1);
    int number = box->number;
    atomic_store_explicit(&box->turn, WRITER, memory_order_release);
    return number;
}
