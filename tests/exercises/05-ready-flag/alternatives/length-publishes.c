/* alternative: the flag is the size of what lies in the box: 0 when it is empty, text and terminator
 * otherwise. The text is kept backwards, without a terminator, and the number is counted on by the
 * reader when it hands the box back. goto for the one way out; naps that are at most as long as the
 * time that is left, by pselect(2). */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>

struct mailbox {
    char reversed[MAILBOX_TEXT_MAX];
    atomic_size_t bytes;
    unsigned next;
};

enum { NAP_NS = 4000000 };

/* What is left of the time-out, from 0 to the length of a nap; a nap when there is no limit. */
static long left_ns(const struct timespec *start, int timeout_ms)
{
    struct timespec now;

    if (timeout_ms < 0) {
        return NAP_NS;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    const long long passed =
        (now.tv_sec - start->tv_sec) * 1000000000LL + now.tv_nsec - start->tv_nsec;
    const long long left = timeout_ms * 1000000LL - passed;
    return left <= 0 ? 0 : left < NAP_NS ? (long)left : NAP_NS;
}

static size_t wait_for(struct mailbox *box, int full, int timeout_ms)
{
    struct timespec start;
    size_t bytes;

    clock_gettime(CLOCK_MONOTONIC, &start);
    while (((bytes = atomic_load(&box->bytes)) != 0) != full) {
        const struct timespec nap = {0, left_ns(&start, timeout_ms)};
        if (nap.tv_nsec == 0) {
            errno = ETIMEDOUT;
            return (size_t)-1;
        }
        pselect(0, NULL, NULL, NULL, &nap, NULL);
    }
    return bytes;
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    int result = -1;

    errno = EINVAL;
    if (box == NULL) {
        goto out;
    }
    box->next = 1;
    atomic_init(&box->bytes, 0);
    result = 0;
out:
    return result;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    int result = -1;
    size_t length;

    if (box == NULL || text == NULL) {
        errno = EINVAL;
        goto out;
    }
    length = strnlen(text, MAILBOX_TEXT_MAX + 1);
    if (length > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        goto out;
    }
    if (wait_for(box, 0, timeout_ms) == (size_t)-1) {
        goto out;
    }
    for (size_t i = 0; i < length; i++) {
        box->reversed[i] = text[length - 1 - i];
    }
    result = (int)box->next;
    atomic_store(&box->bytes, length + 1);
out:
    return result;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    int result = -1;
    size_t bytes;

    if (box == NULL || text == NULL) {
        errno = EINVAL;
        goto out;
    }
    bytes = wait_for(box, 1, timeout_ms);
    if (bytes == (size_t)-1) {
        goto out;
    }
    if (bytes > capacity) {
        errno = ERANGE;
        goto out;
    }
    text[--bytes] = '\0';
    for (char *out = text; bytes > 0; out++) {
        *out = box->reversed[--bytes];
    }
    result = (int)box->next++;
    atomic_store(&box->bytes, 0);
out:
    return result;
}
