/* alternative: the text lies in the kernel, in a System V message queue, and two System V
 * semaphores say whose turn it is. A message that is too long for the reader's buffer stays in the
 * queue by itself: msgrcv(2), E2BIG. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <time.h>

enum { ROOM, MAIL, SEMAPHORES };

struct channel {
    int semaphores;
    int queue;
    int number;
};

struct letter {
    long number;
    char text[CHANNEL_TEXT_MAX + 1];
};

static int64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int take(int semaphores, unsigned short which, int timeout_ms)
{
    struct sembuf minus = { .sem_num = which, .sem_op = -1 };
    int64_t end_ns = now_ns() + timeout_ms * INT64_C(1000000);
    int result;

    do {
        int64_t left_ns = end_ns - now_ns();
        left_ns = left_ns < 0 ? 0 : left_ns;
        struct timespec left = { .tv_sec = left_ns / 1000000000, .tv_nsec = left_ns % 1000000000 };
        result = semtimedop(semaphores, &minus, 1, timeout_ms < 0 ? NULL : &left);
    } while (result == -1 && errno == EINTR);
    if (result == -1 && errno == EAGAIN) {
        errno = ETIMEDOUT;
    }
    return result;
}

static void give(int semaphores, unsigned short which)
{
    struct sembuf plus = { .sem_num = which, .sem_op = 1 };
    int cause = errno;

    semop(semaphores, &plus, 1);
    errno = cause;
}

static int remove_semaphores(int semaphores)
{
    int cause = errno;

    semctl(semaphores, 0, IPC_RMID);
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
    /* The values of a new set are 0 on Linux (semget(2)). */
    int semaphores = semget(IPC_PRIVATE, SEMAPHORES, 0600);
    if (semaphores == -1) {
        return -1;
    }
    if (semctl(semaphores, ROOM, SETVAL, 1) == -1) {
        return remove_semaphores(semaphores);
    }
    int queue = msgget(IPC_PRIVATE, 0600);
    if (queue == -1) {
        return remove_semaphores(semaphores);
    }
    *channel = (struct channel){ .semaphores = semaphores, .queue = queue };
    return 0;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    struct letter letter;

    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t size = strlen(text) + 1;
    if (size > sizeof letter.text) {
        errno = EMSGSIZE;
        return -1;
    }
    memcpy(letter.text, text, size);
    if (take(channel->semaphores, ROOM, timeout_ms) == -1) {
        return -1;
    }
    letter.number = channel->number + 1;
    if (msgsnd(channel->queue, &letter, size, IPC_NOWAIT) == -1) {
        give(channel->semaphores, ROOM);
        return -1;
    }
    channel->number++;
    give(channel->semaphores, MAIL);
    return (int)letter.number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    struct letter letter;

    if (channel == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (take(channel->semaphores, MAIL, timeout_ms) == -1) {
        return -1;
    }
    size_t room = capacity < sizeof letter.text ? capacity : sizeof letter.text;
    ssize_t size = msgrcv(channel->queue, &letter, room, 0, IPC_NOWAIT);
    if (size == -1) {
        errno = errno == E2BIG ? ERANGE : errno;
        give(channel->semaphores, MAIL);
        return -1;
    }
    memcpy(text, letter.text, (size_t)size);
    give(channel->semaphores, ROOM);
    return (int)letter.number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL) {
        errno = EINVAL;
        return -1;
    }
    int queue = msgctl(channel->queue, IPC_RMID, NULL);
    return semctl(channel->semaphores, 0, IPC_RMID) == -1 ? -1 : queue;
}
