/* alternative: a System V set whose operations are done together or not at all (semop(2)): a sender
 * waits until the count of messages is zero and takes the lock in the same step, a receiver takes
 * message and lock, and the way out gives back what is due in one step, too. The set's id is kept
 * with one added, so that 0 is none; after a signal the span that is left is computed anew. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <time.h>

enum { LOCK, MESSAGES, SEMAPHORES };

struct channel {
    int set_plus_one;
    unsigned last;
    unsigned char length[2];
    char text[CHANNEL_TEXT_MAX];
};

typedef struct sembuf steps[2];

static const steps enter_empty = {{MESSAGES, 0, 0}, {LOCK, -1, 0}};
static const steps enter_full = {{MESSAGES, -1, 0}, {LOCK, -1, 0}};
static const steps leave_full = {{MESSAGES, 1, 0}, {LOCK, 1, 0}};
static const steps leave_empty = {{LOCK, 1, 0}};

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int enter(const struct channel *channel, const steps how, int timeout_ms)
{
    const int64_t end = now_ns() + timeout_ms * INT64_C(1000000);
    steps copy;

    memcpy(copy, how, sizeof copy);
    for (;;) {
        const int64_t rest = timeout_ms > 0 ? end - now_ns() : 0;
        const int64_t left = rest > 0 ? rest : 0;
        const struct timespec span = {left / 1000000000, (long)(left % 1000000000)};
        if (semtimedop(channel->set_plus_one - 1, copy, 2, timeout_ms < 0 ? NULL : &span) == 0) {
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

static void leave(const struct channel *channel, const steps how, size_t count)
{
    steps copy;
    memcpy(copy, how, sizeof copy);
    semop(channel->set_plus_one - 1, copy, count);
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *channel)
{
    union {
        int val;
        unsigned short *array;
    } argument = {.val = 1};

    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    const int set = semget(IPC_PRIVATE, SEMAPHORES, 0600);
    if (set == -1) {
        return -1;
    }
    /* A set that was just made holds zeros on Linux, and POSIX does not promise it. */
    unsigned short values[SEMAPHORES] = {[LOCK] = 1, [MESSAGES] = 0};
    argument.array = values;
    if (semctl(set, 0, SETALL, argument) == -1) {
        const int cause = errno;
        semctl(set, 0, IPC_RMID);
        errno = cause;
        return -1;
    }
    channel->set_plus_one = set + 1;
    channel->last = 0;
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
    if (enter(channel, enter_empty, timeout_ms) == -1) {
        return -1;
    }
    channel->length[0] = (unsigned char)(length & 0xff);
    channel->length[1] = (unsigned char)(length >> 8);
    memcpy(channel->text, text, length);
    const int number = (int)++channel->last;
    leave(channel, leave_full, 2);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (enter(channel, enter_full, timeout_ms) == -1) {
        return -1;
    }
    const size_t length = channel->length[0] + 256u * channel->length[1];
    if (length >= capacity) {
        leave(channel, leave_full, 2);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, channel->text, length);
    text[length] = '\0';
    const int number = (int)channel->last;
    leave(channel, leave_empty, 1);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    return semctl(channel->set_plus_one - 1, 0, IPC_RMID);
}
