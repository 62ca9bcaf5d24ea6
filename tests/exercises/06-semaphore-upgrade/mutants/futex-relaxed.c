/* mutant: a futex whose word is claimed and given up with relaxed orders
 * caught-by: races/no-races
 * why: the kernel puts to sleep and wakes; it orders nothing for those who do not go there
 */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { EMPTY, BUSY, FULL };
enum { WRITERS = 1, READERS = 2 };

struct channel {
    _Atomic uint32_t state;
    int32_t sequence;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int claim(struct channel *channel, uint32_t wanted, uint32_t side, int timeout_ms)
{
    struct timespec deadline;

    if (timeout_ms > 0) {
        clock_gettime(CLOCK_MONOTONIC, &deadline);
        deadline.tv_sec += timeout_ms / 1000;
        deadline.tv_nsec += timeout_ms % 1000 * 1000000L;
        if (deadline.tv_nsec > 999999999L) {
            deadline.tv_nsec -= 1000000000L;
            deadline.tv_sec++;
        }
    }
    for (;;) {
        uint32_t seen = wanted;
        if (atomic_compare_exchange_strong_explicit(&channel->state, &seen, BUSY,
                                                    memory_order_relaxed, memory_order_relaxed)) {
            return 0;
        }
        if (timeout_ms == 0) {
            errno = ETIMEDOUT;
            return -1;
        }
        /* Sleeps only if the state is still the one that was seen. */
        if (syscall(SYS_futex, &channel->state, FUTEX_WAIT_BITSET, seen,
                    timeout_ms < 0 ? NULL : &deadline, NULL, side) == -1
            && errno == ETIMEDOUT) {
            return -1;
        }
    }
}

static void leave(struct channel *channel, uint32_t state, uint32_t side)
{
    atomic_store_explicit(&channel->state, state, memory_order_relaxed);
    syscall(SYS_futex, &channel->state, FUTEX_WAKE_BITSET, 1, NULL, NULL, side);
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    channel->sequence = 0;
    atomic_store(&channel->state, EMPTY);
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strnlen(text, CHANNEL_TEXT_MAX + 1);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (claim(channel, EMPTY, WRITERS, timeout_ms) == -1) {
        return -1;
    }
    int number = ++channel->sequence;
    memcpy(channel->text, text, length + 1);
    leave(channel, FULL, READERS);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (claim(channel, FULL, READERS, timeout_ms) == -1) {
        return -1;
    }
    size_t length = strlen(channel->text);
    if (length >= capacity) {
        leave(channel, FULL, READERS);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, channel->text, length + 1);
    int number = channel->sequence;
    leave(channel, EMPTY, WRITERS);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}
