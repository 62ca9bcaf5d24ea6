/* alternative: the channel is a slip of paper with the number of a System V segment on it, and all
 * the rest (two POSIX semaphores, number, text) lies in that segment, which each call attaches and
 * detaches again. channel_destroy removes it. sem_trywait first, so that the clock is read by those
 * alone who have to wait. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <semaphore.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

struct channel {
    int shmid;
};

struct contents {
    sem_t room, mail;
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static struct contents *attach(const struct channel *channel)
{
    void *address = shmat(channel->shmid, NULL, 0);
    return address == (void *)-1 ? NULL : address;
}

/* Keeps errno. */
static int detach(struct contents *contents, int result)
{
    const int cause = errno;
    shmdt(contents);
    errno = cause;
    return result;
}

static int take(sem_t *semaphore, int timeout_ms)
{
    struct timespec end;
    int result = sem_trywait(semaphore);

    if (result == 0 || errno != EAGAIN) {
        return result;
    }
    if (timeout_ms == 0) {
        errno = ETIMEDOUT;
        return -1;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (timeout_ms > 0) {
        end.tv_nsec += timeout_ms % 1000 * 1000000L;
        end.tv_sec += timeout_ms / 1000 + end.tv_nsec / 1000000000L;
        end.tv_nsec %= 1000000000L;
    }
    do {
        result =
            timeout_ms < 0 ? sem_wait(semaphore) : sem_clockwait(semaphore, CLOCK_MONOTONIC, &end);
    } while (result == -1 && errno == EINTR);
    return result;
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
    channel->shmid = shmget(IPC_PRIVATE, sizeof(struct contents), IPC_CREAT | 0600);
    if (channel->shmid == -1) {
        return -1;
    }
    struct contents *contents = attach(channel);
    if (contents == NULL) {
        const int cause = errno;
        shmctl(channel->shmid, IPC_RMID, NULL);
        errno = cause;
        return -1;
    }
    sem_init(&contents->room, 1, 1); /* the number is 0: new segments are */
    sem_init(&contents->mail, 1, 0);
    return detach(contents, 0);
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    const size_t length = strlen(text);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    struct contents *contents = attach(channel);
    if (contents == NULL) {
        return -1;
    }
    if (take(&contents->room, timeout_ms) == -1) {
        return detach(contents, -1);
    }
    memcpy(contents->text, text, length + 1);
    const int number = ++contents->number;
    sem_post(&contents->mail);
    return detach(contents, number);
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct contents *contents = attach(channel);
    if (contents == NULL) {
        return -1;
    }
    if (take(&contents->mail, timeout_ms) == -1) {
        return detach(contents, -1);
    }
    const size_t size = strlen(contents->text) + 1;
    if (size > capacity) {
        sem_post(&contents->mail);
        errno = ERANGE;
        return detach(contents, -1);
    }
    memcpy(text, contents->text, size);
    const int number = contents->number;
    sem_post(&contents->room);
    return detach(contents, number);
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    return shmctl(channel->shmid, IPC_RMID, NULL);
}
