/* mutant: takes the lock first, then waits for room or a message with it
 * caught-by: behaviour/wakes-waiter
 * why: the classic deadlock of producer and consumer: nobody else can go in to make room
 */
#include "semaphore_upgrade.h"
#include <errno.h>
#include <semaphore.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

struct channel {
    sem_t mutex;
    sem_t slots;
    sem_t items;
    uint32_t sequence;
    uint16_t length;
    char text[CHANNEL_TEXT_MAX];
};

struct limit {
    enum { ONCE, FOREVER, UNTIL } kind;
    struct timespec at;
};

static struct limit limit_make(int timeout_ms)
{
    struct limit limit = {timeout_ms == 0 ? ONCE : timeout_ms < 0 ? FOREVER : UNTIL, {0, 0}};
    if (limit.kind == UNTIL) {
        clock_gettime(CLOCK_MONOTONIC, &limit.at);
        int64_t ns = limit.at.tv_nsec + (int64_t)timeout_ms * 1000000;
        limit.at.tv_sec += ns / 1000000000;
        limit.at.tv_nsec = ns % 1000000000;
    }
    return limit;
}

static int down(sem_t *sem, const struct limit *limit)
{
    for (;;) {
        int rc = limit->kind == ONCE      ? sem_trywait(sem)
                 : limit->kind == FOREVER ? sem_wait(sem)
                                          : sem_clockwait(sem, CLOCK_MONOTONIC, &limit->at);
        if (rc == 0) {
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

int channel_init(struct channel *c)
{
    if (!c) {
        errno = EINVAL;
        return -1;
    }
    memset(c, 0, sizeof *c);
    if (sem_init(&c->mutex, 1, 1) || sem_init(&c->slots, 1, 1) || sem_init(&c->items, 1, 0))
        return -1;
    return 0;
}

int channel_send(struct channel *c, const char *text, int timeout_ms)
{
    if (!c || !text) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strnlen(text, CHANNEL_TEXT_MAX + 1);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    struct limit limit = limit_make(timeout_ms);
    if (down(&c->mutex, &limit))
        return -1;
    if (down(&c->slots, &limit)) {
        int cause = errno;
        sem_post(&c->mutex);
        errno = cause;
        return -1;
    }
    int number = (int)++c->sequence;
    memcpy(c->text, text, length);
    c->length = (uint16_t)length;
    sem_post(&c->mutex);
    sem_post(&c->items);
    return number;
}

int channel_receive(struct channel *c, char *text, size_t capacity, int timeout_ms)
{
    if (!c || !text) {
        errno = EINVAL;
        return -1;
    }
    struct limit limit = limit_make(timeout_ms);
    if (down(&c->items, &limit))
        return -1;
    if (down(&c->mutex, &limit)) {
        int cause = errno;
        sem_post(&c->items);
        errno = cause;
        return -1;
    }
    if (c->length >= capacity) {
        sem_post(&c->mutex);
        sem_post(&c->items);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, c->text, c->length);
    text[c->length] = '\0';
    int number = (int)c->sequence;
    sem_post(&c->mutex);
    sem_post(&c->slots);
    return number;
}

int channel_destroy(struct channel *c)
{
    if (!c) {
        errno = EINVAL;
        return -1;
    }
    int a = sem_destroy(&c->mutex), b = sem_destroy(&c->slots), d = sem_destroy(&c->items);
    return a || b || d ? -1 : 0;
}
