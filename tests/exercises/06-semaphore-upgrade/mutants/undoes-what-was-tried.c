/* mutant: asks for SEM_UNDO with IPC_NOWAIT
 * caught-by: behaviour/two-processes
 * why: what a call with time-out 0 has done is taken back when its process ends
 */
#include "semaphore_upgrade.h"
#include <errno.h>
#include <string.h>
#include <sys/sem.h>
#include <time.h>

struct channel {
    int id;
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

union semun {
    int val;
    unsigned short *array;
};

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int change(struct channel *channel, unsigned short which, short by, int timeout_ms)
{
    struct sembuf op = {which, by, 0};
    if (timeout_ms == 0) {
        op.sem_flg = IPC_NOWAIT | SEM_UNDO;
    }
    int64_t until = now_ns() + (int64_t)timeout_ms * 1000000;
    for (;;) {
        int64_t left = until - now_ns();
        if (left < 0) {
            left = 0;
        }
        struct timespec rest = {left / 1000000000, left % 1000000000};
        if (semtimedop(channel->id, &op, 1, timeout_ms > 0 ? &rest : NULL) == 0) {
            return 0;
        }
        if (errno == EAGAIN) {
            errno = ETIMEDOUT;
            return -1;
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
    int id = semget(IPC_PRIVATE, 2, IPC_CREAT | 0600);
    if (id == -1) {
        return -1;
    }
    unsigned short values[2] = {1, 0};
    union semun all = {.array = values};
    if (semctl(id, 0, SETALL, all) == -1) {
        int error = errno;
        semctl(id, 0, IPC_RMID);
        errno = error;
        return -1;
    }
    channel->id = id;
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
    if (change(channel, 0, -1, timeout_ms) == -1) {
        return -1;
    }
    memcpy(channel->text, text, length + 1);
    int number = ++channel->number;
    change(channel, 1, 1, -1);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (change(channel, 1, -1, timeout_ms) == -1) {
        return -1;
    }
    size_t length = strlen(channel->text);
    if (length + 1 > capacity) {
        change(channel, 1, 1, -1);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, channel->text, length + 1);
    int number = channel->number;
    change(channel, 0, 1, -1);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    return semctl(channel->id, 0, IPC_RMID);
}
