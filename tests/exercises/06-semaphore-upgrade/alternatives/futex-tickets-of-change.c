/* alternative: a monitor made of futexes: a lock of three states (free, held, held and somebody
 * waits for it) around plain fields, and one counter of changes that all sleepers watch: who finds
 * nothing to do reads the counter inside the lock and sleeps outside it, while the counter is still
 * the same. Every change wakes all. GCC's __atomic builtins; the lock keeps the deadline, too. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { FREE, HELD, WANTED };

struct channel {
    unsigned lock;
    unsigned changes;
    /* Below: touched only by the holder of the lock. */
    _Bool full;
    int sequence;
    char text[CHANNEL_TEXT_MAX + 1];
};

/* NULL: for ever. ETIMEDOUT when the time is up, and otherwise 0: look again. */
static int sleep_while(unsigned *word, unsigned value, const struct timespec *deadline)
{
    if (syscall(SYS_futex, word, FUTEX_WAIT_BITSET, value, deadline, NULL,
                FUTEX_BITSET_MATCH_ANY) == -1 &&
        errno == ETIMEDOUT) {
        return ETIMEDOUT;
    }
    return 0;
}

static int lock(struct channel *channel, const struct timespec *deadline)
{
    unsigned seen = FREE;

    if (__atomic_compare_exchange_n(&channel->lock, &seen, HELD, 0, __ATOMIC_ACQUIRE,
                                    __ATOMIC_RELAXED)) {
        return 0;
    }
    while (__atomic_exchange_n(&channel->lock, WANTED, __ATOMIC_ACQUIRE) != FREE) {
        if (sleep_while(&channel->lock, WANTED, deadline) == ETIMEDOUT) {
            return ETIMEDOUT;
        }
    }
    return 0;
}

static void unlock(struct channel *channel)
{
    if (__atomic_exchange_n(&channel->lock, FREE, __ATOMIC_RELEASE) == WANTED) {
        syscall(SYS_futex, &channel->lock, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
}

/* The lock in hand, and the channel full or not, as wanted. */
static int enter(struct channel *channel, _Bool full, int timeout_ms)
{
    struct timespec end = {0, 0};
    const struct timespec *deadline = timeout_ms < 0 ? NULL : &end;

    if (timeout_ms >= 0) {
        clock_gettime(CLOCK_MONOTONIC, &end);
        end.tv_sec += (end.tv_nsec + timeout_ms % 1000 * 1000000L) / 1000000000 + timeout_ms / 1000;
        end.tv_nsec = (end.tv_nsec + timeout_ms % 1000 * 1000000L) % 1000000000;
    }
    while (lock(channel, deadline) == 0) {
        if (channel->full == full) {
            return 0;
        }
        const unsigned changes = __atomic_load_n(&channel->changes, __ATOMIC_RELAXED);
        unlock(channel);
        if (sleep_while(&channel->changes, changes, deadline) == ETIMEDOUT) {
            break;
        }
    }
    errno = ETIMEDOUT;
    return -1;
}

static void leave(struct channel *channel, _Bool full)
{
    channel->full = full;
    __atomic_add_fetch(&channel->changes, 1, __ATOMIC_RELAXED);
    unlock(channel);
    syscall(SYS_futex, &channel->changes, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
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
    memset(channel, 0, sizeof *channel);
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (strnlen(text, CHANNEL_TEXT_MAX + 1) > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (enter(channel, 0, timeout_ms) == -1) {
        return -1;
    }
    const int number = ++channel->sequence;
    strcpy(channel->text, text);
    leave(channel, 1);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (enter(channel, 1, timeout_ms) == -1) {
        return -1;
    }
    if (strlen(channel->text) + 1 > capacity) {
        unlock(channel); /* nothing has changed, and all who wait have been woken by the send */
        errno = ERANGE;
        return -1;
    }
    strcpy(text, channel->text);
    const int number = channel->sequence;
    leave(channel, 0);
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
