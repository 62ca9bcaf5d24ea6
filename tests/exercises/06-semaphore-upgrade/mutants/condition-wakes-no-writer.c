/* mutant: channel_receive leaves out the signal to writers
 * caught-by: behaviour/wakes-waiter
 * why: half of the protocol is done: who waits for room sleeps on
 */
#include "semaphore_upgrade.h"
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

struct channel {
    pthread_mutex_t lock;
    pthread_cond_t not_full;
    pthread_cond_t not_empty;
    bool full;
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static struct timespec deadline_after(int timeout_ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    if (timeout_ms > 0) {
        t.tv_sec += timeout_ms / 1000;
        t.tv_nsec += (timeout_ms % 1000) * 1000000L;
        if (t.tv_nsec >= 1000000000L) {
            t.tv_sec += 1;
            t.tv_nsec -= 1000000000L;
        }
    }
    return t;
}

/* with the lock held on success */
static int enter(struct channel *c, pthread_cond_t *cond, bool full, int timeout_ms)
{
    struct timespec end = deadline_after(timeout_ms);
    int error = timeout_ms < 0    ? pthread_mutex_lock(&c->lock)
                : timeout_ms == 0 ? pthread_mutex_trylock(&c->lock)
                                  : pthread_mutex_clocklock(&c->lock, CLOCK_MONOTONIC, &end);
    if (error) {
        errno = error == EBUSY ? ETIMEDOUT : error;
        return -1;
    }
    while (c->full != full) {
        if (timeout_ms == 0)
            error = ETIMEDOUT;
        else if (timeout_ms < 0)
            error = pthread_cond_wait(cond, &c->lock);
        else
            error = pthread_cond_timedwait(cond, &c->lock, &end);
        if (error && c->full != full) {
            pthread_mutex_unlock(&c->lock);
            errno = error;
            return -1;
        }
    }
    return 0;
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *c)
{
    if (!c) {
        errno = EINVAL;
        return -1;
    }
    pthread_mutexattr_t ma;
    pthread_condattr_t ca;
    pthread_mutexattr_init(&ma);
    pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&ca);
    pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
    pthread_condattr_setclock(&ca, CLOCK_MONOTONIC);
    memset(c, 0, sizeof *c);
    int error = pthread_mutex_init(&c->lock, &ma);
    if (!error)
        error = pthread_cond_init(&c->not_full, &ca);
    if (!error)
        error = pthread_cond_init(&c->not_empty, &ca);
    pthread_mutexattr_destroy(&ma);
    pthread_condattr_destroy(&ca);
    if (error) {
        errno = error;
        return -1;
    }
    return 0;
}

int channel_send(struct channel *c, const char *text, int timeout_ms)
{
    if (!c || !text) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strlen(text);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (enter(c, &c->not_full, false, timeout_ms))
        return -1;
    memcpy(c->text, text, length + 1);
    int number = ++c->number;
    c->full = true;
    pthread_cond_signal(&c->not_empty);
    pthread_mutex_unlock(&c->lock);
    return number;
}

int channel_receive(struct channel *c, char *text, size_t capacity, int timeout_ms)
{
    if (!c || !text) {
        errno = EINVAL;
        return -1;
    }
    if (enter(c, &c->not_empty, true, timeout_ms))
        return -1;
    int number = c->number;
    if (strlen(c->text) >= capacity) {
        pthread_cond_signal(&c->not_empty);
        pthread_mutex_unlock(&c->lock);
        errno = ERANGE;
        return -1;
    }
    strcpy(text, c->text);
    c->full = false;
    pthread_mutex_unlock(&c->lock);
    return number;
}

int channel_destroy(struct channel *c)
{
    if (!c) {
        errno = EINVAL;
        return -1;
    }
    pthread_cond_destroy(&c->not_full);
    pthread_cond_destroy(&c->not_empty);
    pthread_mutex_destroy(&c->lock);
    return 0;
}
