/* alternative: the bounded buffer of the textbooks with room for one: POSIX semaphores `empty` and
 * `full` count, and a third one is the lock around the slot. sem_trywait comes first, and a wait
 * without a limit is a wait to a deadline that is far away. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <string.h>
#include <time.h>

struct slot {
    int number;
    size_t length;
    char text[CHANNEL_TEXT_MAX];
};

struct channel {
    sem_t lock, empty, full;
    struct slot slot;
};

static void far_deadline(struct timespec *deadline, int timeout_ms)
{
    long milliseconds = timeout_ms < 0 ? LONG_MAX / 2000000 : timeout_ms;

    clock_gettime(CLOCK_MONOTONIC, deadline);
    long long ns = deadline->tv_nsec + milliseconds % 1000 * 1000000LL;
    deadline->tv_sec += milliseconds / 1000 + ns / 1000000000;
    deadline->tv_nsec = ns % 1000000000;
}

static int down(sem_t *sem, int timeout_ms)
{
    if (sem_trywait(sem) == 0) {
        return 0;
    }
    if (timeout_ms == 0) {
        errno = ETIMEDOUT;
        return -1;
    }
    struct timespec deadline;
    far_deadline(&deadline, timeout_ms);
    while (sem_clockwait(sem, CLOCK_MONOTONIC, &deadline) == -1) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return 0;
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *channel)
{
    if (!channel) {
        errno = EINVAL;
        return -1;
    }
    memset(channel, 0, sizeof *channel);
    sem_init(&channel->lock, 1, 1);
    sem_init(&channel->empty, 1, 1);
    sem_init(&channel->full, 1, 0);
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (!channel || !text) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strnlen(text, CHANNEL_TEXT_MAX + 1);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (down(&channel->empty, timeout_ms) == -1) {
        return -1;
    }
    down(&channel->lock, -1);
    struct slot *slot = &channel->slot;
    int number = ++slot->number;
    slot->length = length;
    memcpy(slot->text, text, length);
    sem_post(&channel->lock);
    sem_post(&channel->full);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (!channel || !text) {
        errno = EINVAL;
        return -1;
    }
    if (down(&channel->full, timeout_ms) == -1) {
        return -1;
    }
    down(&channel->lock, -1);
    const struct slot *slot = &channel->slot;
    int number = -1;
    if (slot->length < capacity) {
        memcpy(text, slot->text, slot->length);
        text[slot->length] = '\0';
        number = slot->number;
    }
    sem_post(&channel->lock);
    sem_post(number == -1 ? &channel->full : &channel->empty);
    if (number == -1) {
        errno = ERANGE;
    }
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (!channel) {
        errno = EINVAL;
        return -1;
    }
    sem_destroy(&channel->full);
    sem_destroy(&channel->empty);
    sem_destroy(&channel->lock);
    return 0;
}
