/* alternative: all that is shared lies behind a process-shared rwlock (pthread_rwlock_clockwrlock keeps
 * the deadline), and who finds nothing to do sleeps on a futex: a count of changes, read inside the lock.
 * Every change wakes all. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct channel {
    pthread_rwlock_t lock;
    atomic_uint generation;
    bool full;
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *c)
{
    pthread_rwlockattr_t attr;
    if (c == NULL) {
        errno = EINVAL;
        return -1;
    }
    pthread_rwlockattr_init(&attr);
    pthread_rwlockattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    int error = pthread_rwlock_init(&c->lock, &attr);
    pthread_rwlockattr_destroy(&attr);
    if (error != 0) {
        errno = error;
        return -1;
    }
    atomic_init(&c->generation, 0);
    c->full = false;
    c->number = 0;
    return 0;
}

static int enter(struct channel *c, bool full, const struct timespec *end)
{
    for (;;) {
        int error = end ? pthread_rwlock_clockwrlock(&c->lock, CLOCK_MONOTONIC, end)
                        : pthread_rwlock_wrlock(&c->lock);
        if (error) {
            errno = error;
            return -1;
        }
        if (c->full == full) {
            return 0;
        }
        unsigned seen = atomic_load(&c->generation);
        pthread_rwlock_unlock(&c->lock);
        if (syscall(SYS_futex, &c->generation, FUTEX_WAIT_BITSET, seen, end, NULL,
                    FUTEX_BITSET_MATCH_ANY) == -1 &&
            errno == ETIMEDOUT) {
            return -1;
        }
    }
}

static void leave(struct channel *c)
{
    atomic_fetch_add(&c->generation, 1);
    pthread_rwlock_unlock(&c->lock);
    syscall(SYS_futex, &c->generation, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

static struct timespec *at(struct timespec *end, int timeout_ms)
{
    if (timeout_ms < 0) {
        return NULL;
    }
    clock_gettime(CLOCK_MONOTONIC, end);
    end->tv_sec += timeout_ms / 1000;
    if ((end->tv_nsec += timeout_ms % 1000 * 1000000L) >= 1000000000L) {
        end->tv_sec++;
        end->tv_nsec -= 1000000000L;
    }
    return end;
}

int channel_send(struct channel *c, const char *text, int timeout_ms)
{
    struct timespec end;
    if (c == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (strlen(text) > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (enter(c, false, at(&end, timeout_ms)) == -1) {
        return -1;
    }
    strcpy(c->text, text);
    c->full = true;
    int number = ++c->number;
    leave(c);
    return number;
}

int channel_receive(struct channel *c, char *text, size_t capacity, int timeout_ms)
{
    struct timespec end;
    if (c == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (enter(c, true, at(&end, timeout_ms)) == -1) {
        return -1;
    }
    if (strlen(c->text) + 1 > capacity) {
        pthread_rwlock_unlock(&c->lock);
        errno = ERANGE;
        return -1;
    }
    strcpy(text, c->text);
    int number = c->number;
    c->full = false;
    leave(c);
    return number;
}

int channel_destroy(struct channel *c)
{
    if (c == NULL) {
        errno = EINVAL;
        return -1;
    }
    pthread_rwlock_destroy(&c->lock);
    return 0;
}
