/* alternative: a monitor whose mutex checks for errors (PTHREAD_MUTEX_ERRORCHECK), with a condition variable
 * for each side. A time-out of 0 uses trylock, all others the one deadline; a reader that cannot use the
 * message signals the next one. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

struct channel {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    pthread_cond_t not_full;
    bool full;
    unsigned number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int fail(int error)
{
    errno = error;
    return -1;
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *c)
{
    pthread_mutexattr_t ma;
    pthread_condattr_t ca;
    int error;
    if (!c)
        return fail(EINVAL);
    pthread_mutexattr_init(&ma);
    pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_settype(&ma, PTHREAD_MUTEX_ERRORCHECK);
    error = pthread_mutex_init(&c->lock, &ma);
    pthread_mutexattr_destroy(&ma);
    if (error)
        return fail(error);
    pthread_condattr_init(&ca);
    pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
    pthread_condattr_setclock(&ca, CLOCK_MONOTONIC);
    if ((error = pthread_cond_init(&c->not_empty, &ca)) == 0 &&
        (error = pthread_cond_init(&c->not_full, &ca)) != 0)
        pthread_cond_destroy(&c->not_empty);
    pthread_condattr_destroy(&ca);
    if (error) {
        pthread_mutex_destroy(&c->lock);
        return fail(error);
    }
    c->full = false;
    c->number = 0;
    return 0;
}

static struct timespec deadline(int ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (ms % 1000) * 1000000L;
    t.tv_sec += t.tv_nsec / 1000000000L;
    t.tv_nsec %= 1000000000L;
    return t;
}

static int lock(struct channel *c, int ms, const struct timespec *end)
{
    if (ms < 0)
        return pthread_mutex_lock(&c->lock);
    if (ms == 0)
        return pthread_mutex_trylock(&c->lock) ? ETIMEDOUT : 0;
    return pthread_mutex_clocklock(&c->lock, CLOCK_MONOTONIC, end);
}

static int wait(struct channel *c, pthread_cond_t *cond, int ms, const struct timespec *end)
{
    if (ms == 0)
        return ETIMEDOUT;
    return ms < 0 ? pthread_cond_wait(cond, &c->lock) : pthread_cond_timedwait(cond, &c->lock, end);
}

int channel_send(struct channel *c, const char *text, int timeout_ms)
{
    if (!c || !text)
        return fail(EINVAL);
    size_t length = strlen(text);
    if (length > CHANNEL_TEXT_MAX)
        return fail(EMSGSIZE);
    struct timespec end = deadline(timeout_ms > 0 ? timeout_ms : 0);
    int error = lock(c, timeout_ms, &end);
    if (error)
        return fail(error);
    while (c->full && error == 0)
        error = wait(c, &c->not_full, timeout_ms, &end);
    if (c->full) {
        pthread_mutex_unlock(&c->lock);
        return fail(error);
    }
    memcpy(c->text, text, length + 1);
    c->full = true;
    int number = (int)++c->number;
    pthread_cond_signal(&c->not_empty);
    pthread_mutex_unlock(&c->lock);
    return number;
}

int channel_receive(struct channel *c, char *text, size_t capacity, int timeout_ms)
{
    if (!c || !text)
        return fail(EINVAL);
    struct timespec end = deadline(timeout_ms > 0 ? timeout_ms : 0);
    int error = lock(c, timeout_ms, &end);
    if (error)
        return fail(error);
    while (!c->full && error == 0)
        error = wait(c, &c->not_empty, timeout_ms, &end);
    int number = -1;
    if (!c->full)
        ;
    else if (strlen(c->text) >= capacity) {
        error = ERANGE;
        pthread_cond_signal(&c->not_empty);
    } else {
        strcpy(text, c->text);
        number = (int)c->number;
        c->full = false;
        pthread_cond_signal(&c->not_full);
    }
    pthread_mutex_unlock(&c->lock);
    return number == -1 ? fail(error) : number;
}

int channel_destroy(struct channel *c)
{
    if (!c)
        return fail(EINVAL);
    pthread_cond_destroy(&c->not_full);
    pthread_cond_destroy(&c->not_empty);
    pthread_mutex_destroy(&c->lock);
    return 0;
}
