/* alternative: number, length and flag are bit-fields of a small struct that is atomic as a whole: eight
 * bytes, lock-free, read and written in one go. The text has no terminator in the box; the nap is as
 * long as what is left, at most a millisecond. */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

struct header {
    uint32_t number;
    uint32_t length : 16;
    uint32_t full : 1;
    uint32_t spare : 15;
};

struct mailbox {
    _Atomic(struct header) header;
    char text[MAILBOX_TEXT_MAX];
};

_Static_assert(sizeof(struct header) == 8, "one word");

static int fail(int error)
{
    errno = error;
    return -1;
}

static int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static bool get(struct mailbox *box, bool full, int timeout_ms, struct header *header)
{
    const int64_t end = timeout_ms < 0 ? INT64_MAX : clock_ns() + timeout_ms * INT64_C(1000000);
    do {
        *header = atomic_load(&box->header);
        if (header->full == full)
            return true;
        int64_t left = end - clock_ns();
        if (left <= 0)
            return false;
        clock_nanosleep(CLOCK_MONOTONIC, 0,
                        &(struct timespec){.tv_nsec = left < 1000000 ? left : 1000000}, NULL);
    } while (true);
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    if (!box)
        return fail(EINVAL);
    atomic_init(&box->header, ((struct header){0, 0, 0, 0}));
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    struct header header;
    if (!box || !text)
        return fail(EINVAL);
    const size_t length = strlen(text);
    if (length > MAILBOX_TEXT_MAX)
        return fail(EMSGSIZE);
    if (!get(box, false, timeout_ms, &header))
        return fail(ETIMEDOUT);
    memcpy(box->text, text, length);
    header.number++;
    header.length = length & 0xffff;
    header.full = 1;
    atomic_store(&box->header, header);
    return (int)header.number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    struct header header;
    if (!box || !text)
        return fail(EINVAL);
    if (!get(box, true, timeout_ms, &header))
        return fail(ETIMEDOUT);
    if ((size_t)header.length + 1 > capacity)
        return fail(ERANGE);
    memcpy(text, box->text, header.length);
    text[header.length] = '\0';
    header.full = 0;
    atomic_store_explicit(&box->header, header, memory_order_release);
    return (int)header.number;
}
