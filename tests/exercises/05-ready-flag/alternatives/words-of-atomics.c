/* alternative: the text itself travels in relaxed atomic words, so that there is no data race even
 * for who reads too early; the flag holds the address-free offset of the message's record, or 0.
 * Offsets are measured from the beginning of the box and aligned by hand. The wait naps by
 * ppoll(2) to points of a grid of 3 ms and blocks no signal. */
#include "ready_flag.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

enum { WORDS = (MAILBOX_TEXT_MAX + 8) / 8, GRID_NS = 3000000 };

struct record {
    _Atomic uint32_t number;
    _Atomic uint64_t words[WORDS];
};

struct mailbox {
    _Atomic uint32_t offset; /* of the record that is to be read; 0: none */
};

static size_t record_offset(void)
{
    const size_t alignment = _Alignof(struct record);
    return (sizeof(struct mailbox) + alignment - 1) / alignment * alignment;
}

static struct record *record_of(struct mailbox *box)
{
    return (struct record *)(void *)((char *)box + record_offset());
}

static int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int await_offset(struct mailbox *box, uint32_t wanted, int timeout_ms)
{
    const int64_t end = timeout_ms < 0 ? INT64_MAX : clock_ns() + (int64_t)timeout_ms * 1000000;

    while (atomic_load_explicit(&box->offset, memory_order_acquire) != wanted) {
        const int64_t now = clock_ns();
        if (now >= end) {
            errno = ETIMEDOUT;
            return 0;
        }
        const struct timespec rest = {.tv_nsec = GRID_NS - now % GRID_NS};
        ppoll(NULL, 0, &rest, NULL);
    }
    return 1;
}

size_t mailbox_size(void)
{
    return record_offset() + sizeof(struct record);
}

int mailbox_init(struct mailbox *box)
{
    if (box == NULL) {
        errno = EINVAL;
        return -1;
    }
    atomic_store_explicit(&record_of(box)->number, 0, memory_order_relaxed);
    atomic_store_explicit(&box->offset, 0, memory_order_release);
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    uint64_t copy[WORDS] = {0};

    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    const size_t length = strnlen(text, MAILBOX_TEXT_MAX + 1);
    if (length > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (!await_offset(box, 0, timeout_ms)) {
        return -1;
    }
    struct record *record = record_of(box);
    memcpy(copy, text, length);
    for (size_t i = 0; i < WORDS; i++) {
        atomic_store_explicit(&record->words[i], copy[i], memory_order_relaxed);
    }
    const uint32_t number = atomic_fetch_add_explicit(&record->number, 1, memory_order_relaxed) + 1;
    atomic_store_explicit(&box->offset, (uint32_t)record_offset(), memory_order_release);
    return (int)number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    uint64_t copy[WORDS];

    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (!await_offset(box, (uint32_t)record_offset(), timeout_ms)) {
        return -1;
    }
    struct record *record = record_of(box);
    for (size_t i = 0; i < WORDS; i++) {
        copy[i] = atomic_load_explicit(&record->words[i], memory_order_relaxed);
    }
    const size_t size = strlen((const char *)copy) + 1;
    if (size > capacity) {
        errno = ERANGE;
        return -1;
    }
    memcpy(text, copy, size);
    const uint32_t number = atomic_load_explicit(&record->number, memory_order_relaxed);
    atomic_store_explicit(&box->offset, 0, memory_order_release);
    return (int)number;
}
