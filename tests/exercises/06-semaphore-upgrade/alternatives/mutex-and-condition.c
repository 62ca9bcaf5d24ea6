/* alternative: a process-shared mutex and two condition variables whose clock is CLOCK_MONOTONIC.
 * pthread functions return their error and never EINTR; each wait looks again at what it waits for,
 * and a reader that cannot use the message hands its wake-up on to the next one. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

struct channel {
    pthread_mutex_t mutex;
    pthread_cond_t has_room;
    pthread_cond_t has_message;
    /* Guarded by the mutex: */
    bool full;
    int sequence;
    char text[CHANNEL_TEXT_MAX + 1];
};

/* Called and left with the mutex locked, whatever the result. */
static int await(struct channel *channel, pthread_cond_t *changed, bool full, int timeout_ms,
                 const struct timespec *deadline)
{
    int error = 0;

    while (channel->full != full && error == 0) {
        if (timeout_ms == 0) {
            error = ETIMEDOUT;
        } else if (timeout_ms < 0) {
            error = pthread_cond_wait(changed, &channel->mutex);
        } else {
            error = pthread_cond_timedwait(changed, &channel->mutex, deadline);
        }
    }
    return channel->full == full ? 0 : error;
}

static struct timespec deadline_in(int timeout_ms)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    if (timeout_ms > 0) {
        t.tv_sec += timeout_ms / 1000;
        t.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
        t.tv_sec += t.tv_nsec / 1000000000;
        t.tv_nsec %= 1000000000;
    }
    return t;
}

/* The lock is held for a moment only, but its holder may be stopped in that moment. */
static int enter(struct channel *channel, int timeout_ms, const struct timespec *deadline)
{
    return timeout_ms < 0 ? pthread_mutex_lock(&channel->mutex)
                          : pthread_mutex_clocklock(&channel->mutex, CLOCK_MONOTONIC, deadline);
}

static int failed(int error)
{
    errno = error;
    return -1;
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *channel)
{
    if (!channel) {
        return failed(EINVAL);
    }
    pthread_mutexattr_t for_mutex;
    pthread_mutexattr_init(&for_mutex);
    pthread_mutexattr_setpshared(&for_mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&channel->mutex, &for_mutex);
    pthread_mutexattr_destroy(&for_mutex);

    pthread_condattr_t for_condition;
    pthread_condattr_init(&for_condition);
    pthread_condattr_setpshared(&for_condition, PTHREAD_PROCESS_SHARED);
    pthread_condattr_setclock(&for_condition, CLOCK_MONOTONIC);
    pthread_cond_init(&channel->has_room, &for_condition);
    pthread_cond_init(&channel->has_message, &for_condition);
    pthread_condattr_destroy(&for_condition);

    channel->full = false;
    channel->sequence = 0;
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (!channel || !text) {
        return failed(EINVAL);
    }
    size_t length = strnlen(text, CHANNEL_TEXT_MAX + 1);
    if (length > CHANNEL_TEXT_MAX) {
        return failed(EMSGSIZE);
    }
    struct timespec deadline = deadline_in(timeout_ms);

    int error = enter(channel, timeout_ms, &deadline);
    if (error != 0) {
        return failed(error);
    }
    error = await(channel, &channel->has_room, false, timeout_ms, &deadline);
    int number = 0;
    if (error == 0) {
        memcpy(channel->text, text, length + 1);
        number = ++channel->sequence;
        channel->full = true;
        pthread_cond_signal(&channel->has_message);
    }
    pthread_mutex_unlock(&channel->mutex);
    return error == 0 ? number : failed(error);
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (!channel || !text) {
        return failed(EINVAL);
    }
    struct timespec deadline = deadline_in(timeout_ms);

    int error = enter(channel, timeout_ms, &deadline);
    if (error != 0) {
        return failed(error);
    }
    error = await(channel, &channel->has_message, true, timeout_ms, &deadline);
    int number = 0;
    if (error == 0 && strlen(channel->text) >= capacity) {
        error = ERANGE;
        pthread_cond_signal(&channel->has_message);
    }
    if (error == 0) {
        strcpy(text, channel->text);
        number = channel->sequence;
        channel->full = false;
        pthread_cond_signal(&channel->has_room);
    }
    pthread_mutex_unlock(&channel->mutex);
    return error == 0 ? number : failed(error);
}

int channel_destroy(struct channel *channel)
{
    if (!channel) {
        return failed(EINVAL);
    }
    pthread_cond_destroy(&channel->has_message);
    pthread_cond_destroy(&channel->has_room);
    pthread_mutex_destroy(&channel->mutex);
    return 0;
}
