/* mutant: tries with IPC_NOWAIT and naps in between
 * caught-by: behaviour/nobody-polls
 * why: semop has no time-out, and semtimedop is overlooked
 */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <time.h>

enum { EMPTY, FULL, SEMAPHORES };

struct channel {
    int set;
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int take(int set, unsigned short which, int timeout_ms)
{
    struct sembuf minus = { .sem_num = which, .sem_op = -1, .sem_flg = IPC_NOWAIT };
    const int64_t deadline_ns = now_ns() + timeout_ms * INT64_C(1000000);

    for (;;) {
        int result = semop(set, &minus, 1);
        if (result == 0) {
            return 0;
        }
        if (errno != EAGAIN) {
            return -1;
        }
        if (timeout_ms >= 0 && now_ns() >= deadline_ns) {
            errno = ETIMEDOUT;
            return -1;
        }
        nanosleep(&(struct timespec){ 0, 5000000 }, NULL);
    }
}

static int give(int set, unsigned short which)
{
    struct sembuf plus = { .sem_num = which, .sem_op = 1 };
    return semop(set, &plus, 1);
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
    int set = semget(IPC_PRIVATE, SEMAPHORES, 0600);
    if (set == -1) {
        return -1;
    }
    union {
        unsigned short *array;
    } values = { (unsigned short[SEMAPHORES]){ [EMPTY] = 1, [FULL] = 0 } };
    if (semctl(set, 0, SETALL, values) == -1) {
        int cause = errno;
        semctl(set, 0, IPC_RMID);
        errno = cause;
        return -1;
    }
    channel->number = 0;
    channel->set = set;
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (strnlen(text, CHANNEL_TEXT_MAX + 1) > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (take(channel->set, EMPTY, timeout_ms) == -1) {
        return -1;
    }
    int number = ++channel->number;
    strcpy(channel->text, text);
    give(channel->set, FULL);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (take(channel->set, FULL, timeout_ms) == -1) {
        return -1;
    }
    if (strlen(channel->text) >= capacity) {
        give(channel->set, FULL);
        errno = ERANGE;
        return -1;
    }
    strcpy(text, channel->text);
    int number = channel->number;
    give(channel->set, EMPTY);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    return semctl(channel->set, 0, IPC_RMID);
}
