/* mutant: takes five seconds for an endless wait
 * caught-by: behaviour/timeout-meaning
 * why: five seconds look endless, in a test at the desk
 */
#include "semaphore_upgrade.h"
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>

struct channel {
    sem_t empty;
    sem_t full;
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int wait_for(sem_t *sem, int timeout_ms)
{
    if (timeout_ms < 0)
        timeout_ms = 5000;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    for (;;) {
        int result;
        if (timeout_ms == 0) {
            result = sem_trywait(sem);
        } else if (timeout_ms == INT_MIN) {
            result = sem_wait(sem);
        } else {
            result = sem_clockwait(sem, CLOCK_MONOTONIC, &until);
        }
        if (result == 0) {
            return 0;
        }
        if (errno == EAGAIN) {
            errno = ETIMEDOUT;
        }
        if (errno != EINTR) {
            return -1;
        }
    }
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
    channel->number = 0;
    if (sem_init(&channel->empty, 1, 1) == -1) {
        return -1;
    }
    if (sem_init(&channel->full, 1, 0) == -1) {
        return -1;
    }
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strlen(text);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (wait_for(&channel->empty, timeout_ms) == -1) {
        return -1;
    }
    memcpy(channel->text, text, length + 1);
    int number = ++channel->number;
    sem_post(&channel->full);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (wait_for(&channel->full, timeout_ms) == -1) {
        return -1;
    }
    size_t length = strlen(channel->text);
    if (length + 1 > capacity) {
        sem_post(&channel->full);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, channel->text, length + 1);
    int number = channel->number;
    sem_post(&channel->empty);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    sem_destroy(&channel->empty);
    sem_destroy(&channel->full);
    return 0;
}
