/* alternative: head and tail of a ring with one place, in counters of one byte beside a wide number,
 * each passed on by an exchange that releases and acquires at once. A table of errors, copies by
 * memccpy(3), and a first look that needs no clock at all; then usleep(3) for half a millisecond. */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct mailbox {
    _Atomic unsigned char head; /* the writer's */
    _Atomic unsigned char tail; /* the reader's */
    uint64_t number;
    char text[MAILBOX_TEXT_MAX + 1];
};

enum problem { NO_PROBLEM, NO_POINTER, TOO_LONG, TOO_SMALL, TOO_LATE };

static int report(enum problem problem)
{
    static const int errors[] = {0, EINVAL, EMSGSIZE, ERANGE, ETIMEDOUT};
    errno = errors[problem];
    return -1;
}

static _Bool is_full(struct mailbox *box)
{
    const unsigned char tail = atomic_load(&box->tail);
    return atomic_load(&box->head) != tail;
}

static _Bool is_past(const struct timespec *end)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec >= end->tv_nsec);
}

static _Bool wait_while(struct mailbox *box, _Bool full, int timeout_ms)
{
    struct timespec end;

    if (is_full(box) != full) {
        return 1;
    }
    if (timeout_ms == 0) {
        return 0;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += timeout_ms / 1000;
    end.tv_nsec += (timeout_ms % 1000) * 1000000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_nsec -= 1000000000L;
        end.tv_sec++;
    }
    do {
        usleep(500);
        if (is_full(box) != full) {
            return 1;
        }
    } while (timeout_ms < 0 || !is_past(&end));
    return 0;
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    if (box == NULL) {
        return report(NO_POINTER);
    }
    *box = (struct mailbox){.number = 0};
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        return report(NO_POINTER);
    }
    if (strnlen(text, MAILBOX_TEXT_MAX + 1) > MAILBOX_TEXT_MAX) {
        return report(TOO_LONG);
    }
    if (!wait_while(box, 1, timeout_ms)) {
        return report(TOO_LATE);
    }
    const int number = (int)++box->number;
    memccpy(box->text, text, '\0', sizeof box->text);
    atomic_exchange_explicit(&box->head, (unsigned char)(number & 0xff), memory_order_acq_rel);
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        return report(NO_POINTER);
    }
    if (!wait_while(box, 0, timeout_ms)) {
        return report(TOO_LATE);
    }
    if (strnlen(box->text, MAILBOX_TEXT_MAX) >= capacity) {
        return report(TOO_SMALL);
    }
    memccpy(text, box->text, '\0', capacity);
    const int number = (int)box->number;
    atomic_exchange_explicit(&box->tail, (unsigned char)(number & 0xff), memory_order_acq_rel);
    return number;
}
