/* alternative: the sequence number is the flag: positive while message N is in the box, negative
 * once message N has been taken. The default (sequentially consistent) operations of an _Atomic int
 * are stronger than needed and just as right. usleep naps of five milliseconds. */
#include "ready_flag.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct mailbox {
    _Atomic int32_t number;
    char text[MAILBOX_TEXT_MAX + 1];
};

static int64_t microseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* The box's number once its sign says "full" or "empty", or INT32_MIN at the deadline. */
static int32_t number_when(struct mailbox *box, int full, int timeout_ms)
{
    int64_t end = microseconds() + (int64_t)timeout_ms * 1000 + 1;

    for (int look = 0;; look++) {
        int32_t number = box->number;
        if ((number > 0) == full) {
            return number;
        }
        if (timeout_ms == 0 || (timeout_ms > 0 && look > 0 && microseconds() >= end)) {
            errno = ETIMEDOUT;
            return INT32_MIN;
        }
        usleep(5000);
    }
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
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t size = 0;
    while (size <= MAILBOX_TEXT_MAX && text[size++] != '\0') {
    }
    if (text[size - 1] != '\0') {
        errno = EMSGSIZE;
        return -1;
    }
    int32_t last = number_when(box, 0, timeout_ms);
    if (last == INT32_MIN) {
        return -1;
    }
    memcpy(box->text, text, size);
    box->number = -last + 1;
    return -last + 1;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    int32_t number = number_when(box, 1, timeout_ms);
    if (number == INT32_MIN) {
        return -1;
    }
    size_t length = strlen(box->text);
    if (length >= capacity) {
        errno = ERANGE;
        return -1;
    }
    memcpy(text, box->text, length + 1);
    box->number = -number;
    return number;
}
