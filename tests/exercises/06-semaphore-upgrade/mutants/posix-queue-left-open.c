/* mutant: a receive that times out forgets to close its queue
 * caught-by: leaks/nothing-left
 * why: each way out closes what was opened
 */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

struct channel {
    char room[40];
    char mail[40];
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int close_with(mqd_t queue, int result)
{
    int cause = errno;

    mq_close(queue);
    errno = cause;
    return result;
}

static int put(const char *name)
{
    mqd_t queue = mq_open(name, O_WRONLY | O_NONBLOCK);

    return queue == -1 ? -1 : close_with(queue, mq_send(queue, "x", 1, 0));
}

/* False when the time is up. */
static bool wait_for(mqd_t queue, int64_t end_ns, int timeout_ms)
{
    struct pollfd wanted = { .fd = queue, .events = POLLIN };
    int64_t left_ns = timeout_ms < 0 ? 0 : end_ns - now_ns();
    struct timespec left = { .tv_sec = left_ns / 1000000000, .tv_nsec = left_ns % 1000000000 };

    if (timeout_ms >= 0 && left_ns <= 0) {
        return false;
    }
    ppoll(&wanted, 1, timeout_ms < 0 ? NULL : &left, NULL);
    return true;
}

static int get(const char *name, int timeout_ms)
{
    int64_t end_ns = now_ns() + timeout_ms * INT64_C(1000000);
    char token;
    mqd_t queue = mq_open(name, O_RDONLY | O_NONBLOCK);

    if (queue == -1) {
        return -1;
    }
    while (mq_receive(queue, &token, 1, NULL) == -1) {
        if (errno != EAGAIN && errno != EINTR) {
            return close_with(queue, -1);
        }
        if (!wait_for(queue, end_ns, timeout_ms)) {
            errno = ETIMEDOUT;
            return -1;
        }
    }
    return close_with(queue, 0);
}

static int make(char name[40], const char *kind)
{
    struct mq_attr one = { .mq_maxmsg = 1, .mq_msgsize = 1 };
    mqd_t queue;

    do {
        uint64_t random;
        if (getrandom(&random, sizeof random, 0) != sizeof random) {
            return -1;
        }
        snprintf(name, 40, "/channel-%s-%016llx", kind, (unsigned long long)random);
        queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &one);
    } while (queue == -1 && errno == EEXIST);
    return queue == -1 ? -1 : mq_close(queue);
}

static int undo(const char *name)
{
    int cause = errno;

    mq_unlink(name);
    errno = cause;
    return -1;
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
    if (make(channel->room, "room") == -1) {
        return -1;
    }
    if (make(channel->mail, "mail") == -1) {
        return undo(channel->room);
    }
    if (put(channel->room) == -1) {
        undo(channel->mail);
        return undo(channel->room);
    }
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (strlen(text) > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (get(channel->room, timeout_ms) == -1) {
        return -1;
    }
    int number = ++channel->number;
    strcpy(channel->text, text);
    return put(channel->mail) == -1 ? -1 : number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (get(channel->mail, timeout_ms) == -1) {
        return -1;
    }
    if (strlen(channel->text) >= capacity) {
        put(channel->mail);
        errno = ERANGE;
        return -1;
    }
    int number = channel->number;
    strcpy(text, channel->text);
    return put(channel->room) == -1 ? -1 : number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    int room = mq_unlink(channel->room);
    return mq_unlink(channel->mail) == -1 ? -1 : room;
}
