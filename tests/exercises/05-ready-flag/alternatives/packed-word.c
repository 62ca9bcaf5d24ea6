/* alternative: one lock-free 64-bit word holds the state, the number and the length, and goes from
 * "empty" to "full" and back by compare-and-exchange. A flexible array holds the text, so the size
 * is not a sizeof. Naps by select(2). */
#include "ready_flag.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>

struct mailbox {
    _Atomic uint64_t word; /* bit 63: full; bits 32-62: number; bits 0-31: length */
    char text[];
};

static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "a shared word must be lock-free");

#define FULL (UINT64_C(1) << 63)

static uint64_t word_make(bool full, uint32_t number, uint32_t length)
{
    return (full ? FULL : 0) | (uint64_t)number << 32 | length;
}

static uint32_t word_number(uint64_t word)
{
    return word >> 32 & INT_MAX;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int wait_until(struct mailbox *box, bool full, int timeout_ms, uint64_t *word)
{
    double end = seconds() + timeout_ms / 1e3;

    while (*word = atomic_load_explicit(&box->word, memory_order_acquire),
           !!(*word & FULL) != full) {
        if (timeout_ms >= 0 && seconds() > end) {
            return errno = ETIMEDOUT, -1;
        }
        struct timeval nap = { 0, 3000 };
        select(0, NULL, NULL, NULL, &nap);
    }
    return 0;
}

size_t mailbox_size(void)
{
    return offsetof(struct mailbox, text) + MAILBOX_TEXT_MAX;
}

int mailbox_init(struct mailbox *box)
{
    if (!box) {
        return errno = EINVAL, -1;
    }
    atomic_init(&box->word, word_make(false, 0, 0));
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (!box || !text) {
        return errno = EINVAL, -1;
    }
    size_t length = strnlen(text, MAILBOX_TEXT_MAX + 1);
    if (length > MAILBOX_TEXT_MAX) {
        return errno = EMSGSIZE, -1;
    }
    uint64_t word;
    if (wait_until(box, false, timeout_ms, &word) == -1) {
        return -1;
    }
    uint32_t number = word_number(word) + 1;
    memcpy(box->text, text, length); /* no terminator: the word has the length */
    atomic_compare_exchange_strong(&box->word, &word, word_make(true, number, length));
    return (int)number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (!box || !text) {
        return errno = EINVAL, -1;
    }
    uint64_t word;
    if (wait_until(box, true, timeout_ms, &word) == -1) {
        return -1;
    }
    size_t length = (uint32_t)word;
    if (length >= capacity) {
        return errno = ERANGE, -1;
    }
    memcpy(text, box->text, length);
    text[length] = '\0';
    uint32_t number = word_number(word);
    atomic_compare_exchange_strong(&box->word, &word, word_make(false, number, 0));
    return (int)number;
}
