/* mutant: blocks all signals before a wait, against EINTR, and never lets them in again
 * caught-by: leaks/nothing-left
 * why: the signal mask belongs to the whole process, and to the caller
 */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

struct channel {
    sem_t empty;
    sem_t full;
    /* Below: touched only by the process that has taken one of the semaphores. */
    int sequence; /* of the message in the channel, or of the last one that was */
    char text[CHANNEL_TEXT_MAX + 1];
};

static struct timespec deadline_after(int timeout_ms)
{
    struct timespec deadline;

    clock_gettime(CLOCK_MONOTONIC, &deadline);
    deadline.tv_sec += timeout_ms / 1000;
    deadline.tv_nsec += timeout_ms % 1000 * 1000000L;
    if (deadline.tv_nsec >= 1000000000L) {
        deadline.tv_sec += 1;
        deadline.tv_nsec -= 1000000000L;
    }
    return deadline;
}

/* A deadline that has passed does not stop a semaphore from being taken that can be taken at once,
 * so a time-out of 0 needs no case of its own. */
static bool semaphore_take(sem_t *semaphore, int timeout_ms)
{
    const struct timespec deadline = deadline_after(timeout_ms < 0 ? 0 : timeout_ms);
    sigset_t all;
    int result;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    do {
        /* sem_timedwait would measure by the wall clock, which can be set. */
        result = timeout_ms < 0 ? sem_wait(semaphore)
                                : sem_clockwait(semaphore, CLOCK_MONOTONIC, &deadline);
    } while (result == -1 && errno == EINTR);
    return result == 0;
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
    const int between_processes = 1;
    if (sem_init(&channel->empty, between_processes, 1) == -1) {
        return -1;
    }
    if (sem_init(&channel->full, between_processes, 0) == -1) {
        const int cause = errno;
        sem_destroy(&channel->empty);
        errno = cause;
        return -1;
    }
    channel->sequence = 0;
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    const size_t length = strnlen(text, CHANNEL_TEXT_MAX + 1);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (!semaphore_take(&channel->empty, timeout_ms)) {
        return -1;
    }

    /* Numbered here, by the one writer that is inside: so the numbers follow the messages. Kept in
     * a variable, because after the post the channel belongs to somebody else. */
    const int sequence = channel->sequence + 1;
    channel->sequence = sequence;
    memcpy(channel->text, text, length + 1);
    sem_post(&channel->full);
    return sequence;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (!semaphore_take(&channel->full, timeout_ms)) {
        return -1;
    }

    const size_t size = strlen(channel->text) + 1;
    if (size > capacity) {
        sem_post(&channel->full); /* the message stays, and the next reader may want it */
        errno = ERANGE;
        return -1;
    }
    memcpy(text, channel->text, size);
    const int sequence = channel->sequence;
    sem_post(&channel->empty);
    return sequence;
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
