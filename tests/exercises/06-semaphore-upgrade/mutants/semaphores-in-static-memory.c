/* mutant: keeps the semaphores in static variables, so each process has its own
 * caught-by: behaviour/two-processes
 * why: the text is in shared memory, and the semaphores are taken for something that the system
 *   shares
 */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>

struct channel {
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static sem_t empty_places;
static sem_t full_places;

static int take(sem_t *sem, int timeout_ms)
{
    struct timespec deadline;

    clock_gettime(CLOCK_MONOTONIC, &deadline);
    deadline.tv_sec += timeout_ms / 1000;
    deadline.tv_nsec += timeout_ms % 1000 * 1000000L;
    if (deadline.tv_nsec >= 1000000000L) {
        deadline.tv_sec++;
        deadline.tv_nsec -= 1000000000L;
    }
    for (;;) {
        int result = timeout_ms < 0 ? sem_wait(sem)
                                    : sem_clockwait(sem, CLOCK_MONOTONIC, &deadline);
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
    sem_init(&empty_places, 1, 1);
    sem_init(&full_places, 1, 0);
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
    if (take(&empty_places, timeout_ms) == -1) {
        return -1;
    }
    int number = ++channel->number;
    memcpy(channel->text, text, length + 1);
    sem_post(&full_places);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (take(&full_places, timeout_ms) == -1) {
        return -1;
    }
    size_t length = strlen(channel->text);
    if (length >= capacity) {
        sem_post(&full_places);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, channel->text, length + 1);
    int number = channel->number;
    sem_post(&empty_places);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    sem_destroy(&full_places);
    sem_destroy(&empty_places);
    return 0;
}
