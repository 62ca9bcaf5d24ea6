/* alternative: a short look-out before each nap (a few dozen looks, with the processor's own pause),
 * and naps that grow to 40 ms, which is late enough. The flag is a single byte behind the text, with
 * _Atomic in front of an unsigned char and seq_cst everywhere; the deadline is a struct timespec in
 * a union of "for ever" and "until". */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

struct mailbox {
    char text[MAILBOX_TEXT_MAX + 1];
    _Atomic unsigned char is_full;
    long number;
};

struct limit {
    bool for_ever;
    struct timespec until;
};

static struct limit limit_of(int timeout_ms)
{
    struct limit limit = {.for_ever = timeout_ms < 0};

    clock_gettime(CLOCK_MONOTONIC, &limit.until);
    if (timeout_ms > 0) {
        limit.until.tv_sec += timeout_ms / 1000;
        limit.until.tv_nsec += timeout_ms % 1000 * 1000000L;
        limit.until.tv_sec += limit.until.tv_nsec / 1000000000L;
        limit.until.tv_nsec %= 1000000000L;
    }
    return limit;
}

static bool is_over(const struct limit *limit)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return !limit->for_ever &&
           (now.tv_sec == limit->until.tv_sec ? now.tv_nsec >= limit->until.tv_nsec
                                              : now.tv_sec > limit->until.tv_sec);
}

static bool look_out(struct mailbox *box, bool full)
{
    for (int looks = 0; looks < 50; looks++) {
        if (box->is_full == full) {
            return true;
        }
#if defined __x86_64__
        __builtin_ia32_pause();
#endif
    }
    return false;
}

static int await(struct mailbox *box, bool full, int timeout_ms)
{
    const struct limit limit = limit_of(timeout_ms);
    struct timespec nap = {.tv_nsec = 5000000};

    while (!look_out(box, full)) {
        if (is_over(&limit)) {
            errno = ETIMEDOUT;
            return -1;
        }
        (void)nanosleep(&nap, NULL);
        nap.tv_nsec += nap.tv_nsec < 40000000 ? 5000000 : 0;
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
        return errno = EINVAL, -1;
    }
    box->number = 0;
    box->is_full = false;
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        return errno = EINVAL, -1;
    }
    if (memchr(text, '\0', strnlen(text, MAILBOX_TEXT_MAX) + 1) == NULL) {
        return errno = EMSGSIZE, -1;
    }
    if (await(box, false, timeout_ms) == -1) {
        return -1;
    }
    const long number = ++box->number;
    memset(box->text, 0, sizeof box->text);
    memcpy(box->text, text, strlen(text)); /* the zeros behind it end the text */
    box->is_full = true;
    return (int)number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        return errno = EINVAL, -1;
    }
    if (await(box, true, timeout_ms) == -1) {
        return -1;
    }
    if (strnlen(box->text, sizeof box->text) >= capacity) {
        return errno = ERANGE, -1;
    }
    stpcpy(text, box->text);
    const long number = box->number;
    box->is_full = false;
    return (int)number;
}
