/* mutant: adds two seconds when the nanoseconds are carried
 * caught-by: behaviour/times-out-on-time
 * why: a slip that shows only where the wait meets the end of a second
 */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>

struct channel {
    sem_t empty;
    sem_t full;
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int take(sem_t *sem, int timeout_ms)
{
    struct timespec deadline;

    clock_gettime(CLOCK_MONOTONIC, &deadline);
    deadline.tv_sec += timeout_ms / 1000;
    deadline.tv_nsec += timeout_ms % 1000 * 1000000L;
    if (deadline.tv_nsec >= 1000000000L) {
        deadline.tv_sec += 2;
        deadline.tv_nsec -= 1000000000L;
    }
    for (;;) {
        int result =
            timeout_ms < 0 ? sem_wait(sem) : sem_clockwait(sem, CLOCK_MONOTONIC, &deadline);
        if (result == 0 || errno != EINTR) {
            return result;
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
    sem_init(&channel->empty, 1, 1);
    sem_init(&channel->full, 1, 0);
    channel->number = 0;
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
    if (take(&channel->empty, timeout_ms) == -1) {
        return -1;
    }
    int number = ++channel->number;
    memcpy(channel->text, text, length + 1);
    sem_post(&channel->full);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (take(&channel->full, timeout_ms) == -1) {
        return -1;
    }
    size_t length = strlen(channel->text);
    if (length >= capacity) {
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
    sem_destroy(&channel->full);
    sem_destroy(&channel->empty);
    return 0;
}
