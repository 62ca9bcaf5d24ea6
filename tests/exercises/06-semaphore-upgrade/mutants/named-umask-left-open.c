/* mutant: sets the umask to 0 for its named semaphores and leaves it so
 * caught-by: leaks/nothing-left
 * why: the umask belongs to the whole process, and to the caller
 */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>

struct channel {
    char room_name[40];
    char mail_name[40];
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int make(char name[40], const char *kind, unsigned value)
{
    sem_t *made;

    umask(0);
    do {
        uint64_t random;
        if (getrandom(&random, sizeof random, 0) != sizeof random) {
            return -1;
        }
        snprintf(name, 40, "/channel-%s-%016llx", kind, (unsigned long long)random);
        made = sem_open(name, O_CREAT | O_EXCL, 0600, value);
    } while (made == SEM_FAILED && errno == EEXIST);
    if (made == SEM_FAILED) {
        return -1;
    }
    sem_close(made);
    return 0;
}

static int take(sem_t *semaphore, int timeout_ms)
{
    struct timespec end;
    int result;

    clock_gettime(CLOCK_MONOTONIC, &end);
    if (timeout_ms >= 0) {
        long ns = end.tv_nsec + timeout_ms % 1000 * 1000000L;
        end.tv_sec += timeout_ms / 1000 + ns / 1000000000;
        end.tv_nsec = ns % 1000000000;
    }
    do {
        result = timeout_ms < 0 ? sem_wait(semaphore)
                                : sem_clockwait(semaphore, CLOCK_MONOTONIC, &end);
    } while (result == -1 && errno == EINTR);
    return result;
}

/* Opens both, takes the first; NULL-safe at the end. */
static int begin(const char *first, const char *second, sem_t *pair[2], int timeout_ms)
{
    pair[0] = sem_open(first, 0);
    if (pair[0] == SEM_FAILED) {
        return -1;
    }
    pair[1] = sem_open(second, 0);
    if (pair[1] == SEM_FAILED) {
        int cause = errno;
        sem_close(pair[0]);
        errno = cause;
        return -1;
    }
    if (take(pair[0], timeout_ms) == -1) {
        int cause = errno;
        sem_close(pair[0]);
        sem_close(pair[1]);
        errno = cause;
        return -1;
    }
    return 0;
}

static void end(sem_t *pair[2], int post)
{
    sem_post(pair[post]);
    sem_close(pair[0]);
    sem_close(pair[1]);
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
    if (make(channel->room_name, "room", 1) == -1) {
        return -1;
    }
    if (make(channel->mail_name, "mail", 0) == -1) {
        int cause = errno;
        sem_unlink(channel->room_name);
        errno = cause;
        return -1;
    }
    channel->number = 0;
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    sem_t *pair[2];

    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strnlen(text, CHANNEL_TEXT_MAX + 1);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (begin(channel->room_name, channel->mail_name, pair, timeout_ms) == -1) {
        return -1;
    }
    int number = ++channel->number;
    memcpy(channel->text, text, length + 1);
    end(pair, 1);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    sem_t *pair[2];

    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (begin(channel->mail_name, channel->room_name, pair, timeout_ms) == -1) {
        return -1;
    }
    size_t length = strlen(channel->text);
    if (length >= capacity) {
        end(pair, 0);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, channel->text, length + 1);
    int number = channel->number;
    end(pair, 1);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    int room = sem_unlink(channel->room_name);
    int mail = sem_unlink(channel->mail_name);
    return room == 0 && mail == 0 ? 0 : -1;
}
