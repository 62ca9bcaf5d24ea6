/* alternative: one condition variable for both sides, and a broadcast at every change: all look, one
 * goes in. The mutex is robust, so that the death of its holder is noticed at least, and
 * pthread_mutex_clocklock and pthread_cond_clockwait (glibc 2.30) take the clock with the deadline.
 * Twice as many sends as receives mean that the channel holds a message: no flag, two counts. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

struct channel {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    uint32_t sent;
    uint32_t received;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int fail(int error)
{
    errno = error;
    return -1;
}

/* For ever is a time that no machine lives to see. */
static struct timespec deadline_of(int timeout_ms)
{
    struct timespec end;

    clock_gettime(CLOCK_MONOTONIC, &end);
    if (timeout_ms < 0) {
        end.tv_sec += INT_MAX;
        return end;
    }
    end.tv_nsec += timeout_ms % 1000 * 1000000L;
    end.tv_sec += timeout_ms / 1000 + (end.tv_nsec >= 1000000000L);
    end.tv_nsec %= 1000000000L;
    return end;
}

/* A holder that died leaves text and counts as they are: not promised to be right. */
static int revive(struct channel *channel, int error)
{
    return error == EOWNERDEAD ? pthread_mutex_consistent(&channel->mutex) : error;
}

/* `unread` messages in the channel: what this call needs. */
static int enter(struct channel *channel, uint32_t unread, int timeout_ms)
{
    const struct timespec end = deadline_of(timeout_ms);
    int error = pthread_mutex_trylock(&channel->mutex);

    if (error == EBUSY) {
        error = pthread_mutex_clocklock(&channel->mutex, CLOCK_MONOTONIC, &end);
    }
    error = revive(channel, error);
    if (error != 0) {
        return error;
    }
    while (error == 0 && channel->sent - channel->received != unread) {
        error = revive(channel, pthread_cond_clockwait(&channel->changed, &channel->mutex,
                                                       CLOCK_MONOTONIC, &end));
    }
    if (channel->sent - channel->received == unread) {
        return 0;
    }
    pthread_mutex_unlock(&channel->mutex);
    return error;
}

static void leave(struct channel *channel)
{
    pthread_cond_broadcast(&channel->changed);
    pthread_mutex_unlock(&channel->mutex);
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *channel)
{
    pthread_mutexattr_t of_mutex;
    pthread_condattr_t of_condition;

    if (channel == NULL) {
        return fail(EINVAL);
    }
    channel->sent = 0;
    channel->received = 0;
    pthread_mutexattr_init(&of_mutex);
    pthread_mutexattr_setpshared(&of_mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&of_mutex, PTHREAD_MUTEX_ROBUST);
    int error = pthread_mutex_init(&channel->mutex, &of_mutex);
    pthread_mutexattr_destroy(&of_mutex);
    if (error == 0) {
        pthread_condattr_init(&of_condition);
        pthread_condattr_setpshared(&of_condition, PTHREAD_PROCESS_SHARED);
        error = pthread_cond_init(&channel->changed, &of_condition);
        pthread_condattr_destroy(&of_condition);
    }
    return error == 0 ? 0 : fail(error);
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        return fail(EINVAL);
    }
    const size_t length = strlen(text);
    if (length > CHANNEL_TEXT_MAX) {
        return fail(EMSGSIZE);
    }
    const int error = enter(channel, 0, timeout_ms);
    if (error != 0) {
        return fail(error);
    }
    stpcpy(channel->text, text);
    const uint32_t number = ++channel->sent;
    leave(channel);
    return (int)number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        return fail(EINVAL);
    }
    const int error = enter(channel, 1, timeout_ms);
    if (error != 0) {
        return fail(error);
    }
    if (strlen(channel->text) >= capacity) {
        pthread_mutex_unlock(&channel->mutex);
        return fail(ERANGE);
    }
    stpcpy(text, channel->text);
    const uint32_t number = ++channel->received;
    leave(channel);
    return (int)number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        return fail(EINVAL);
    }
    pthread_cond_destroy(&channel->changed);
    pthread_mutex_destroy(&channel->mutex);
    return 0;
}
