/* mutant: does not look whether semget made a set
 * caught-by: behaviour/destroy-leaves-nothing
 * why: it has always worked
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
    struct sembuf minus = {.sem_num = which, .sem_op = -1};
    const int64_t deadline_ns = now_ns() + timeout_ms * INT64_C(1000000);

    for (;;) {
        int result;
        if (timeout_ms < 0) {
            result = semop(set, &minus, 1);
        } else {
            int64_t left_ns = timeout_ms == 0 ? 0 : deadline_ns - now_ns();
            left_ns = left_ns < 0 ? 0 : left_ns;
            struct timespec left = {left_ns / 1000000000, left_ns % 1000000000};
            result = semtimedop(set, &minus, 1, &left);
        }
        if (result == 0) {
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

static int give(int set, unsigned short which)
{
    struct sembuf plus = {.sem_num = which, .sem_op = 1};
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
    union {
        unsigned short *array;
    } values = {(unsigned short[SEMAPHORES]){[EMPTY] = 1, [FULL] = 0}};
    semctl(set, 0, SETALL, values);
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
