/* alternative: a System V set with a lock beside the two counts. The way in takes count and lock in one semop,
 * the way out gives both back. SEM_UNDO is for the lock alone: it returns within the call. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <time.h>

enum { EMPTY, FULL, LOCK, COUNT };

struct channel {
    int id;
    unsigned number;
    char text[CHANNEL_TEXT_MAX + 1];
};

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *channel)
{
    if (channel == NULL)
        return errno = EINVAL, -1;
    int id = semget(IPC_PRIVATE, COUNT, IPC_CREAT | S_IRUSR | S_IWUSR);
    if (id < 0)
        return -1;
    if (semctl(id, EMPTY, SETVAL, 1) < 0 || semctl(id, FULL, SETVAL, 0) < 0 ||
        semctl(id, LOCK, SETVAL, 1) < 0) {
        int e = errno;
        semctl(id, 0, IPC_RMID, 0);
        return errno = e, -1;
    }
    channel->id = id;
    channel->number = 0;
    return 0;
}

static int begin(struct channel *channel, unsigned short what, int timeout_ms)
{
    struct timespec end, now, left;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += timeout_ms / 1000;
    end.tv_nsec += timeout_ms % 1000 * 1000000;
    while (end.tv_nsec >= 1000000000) {
        end.tv_nsec -= 1000000000;
        end.tv_sec++;
    }
    short flags = timeout_ms == 0 ? IPC_NOWAIT : 0;
    struct sembuf ops[] = {
        {.sem_num = what, .sem_op = -1, .sem_flg = flags},
        {.sem_num = LOCK, .sem_op = -1, .sem_flg = flags | SEM_UNDO},
    };
    for (;;) {
        int r;
        if (timeout_ms <= 0) {
            r = semop(channel->id, ops, 2);
        } else {
            clock_gettime(CLOCK_MONOTONIC, &now);
            left.tv_sec = end.tv_sec - now.tv_sec;
            left.tv_nsec = end.tv_nsec - now.tv_nsec;
            if (left.tv_nsec < 0) {
                left.tv_nsec += 1000000000;
                left.tv_sec--;
            }
            if (left.tv_sec < 0)
                return errno = ETIMEDOUT, -1;
            r = semtimedop(channel->id, ops, 2, &left);
        }
        if (r == 0)
            return 0;
        if (errno == EAGAIN)
            return errno = ETIMEDOUT, -1;
        if (errno != EINTR)
            return -1;
    }
}

static void end(struct channel *channel, unsigned short what)
{
    struct sembuf ops[] = {{LOCK, 1, SEM_UNDO}, {what, 1, 0}};
    int e = errno;
    while (semop(channel->id, ops, sizeof ops / sizeof *ops) < 0 && errno == EINTR)
        ;
    errno = e;
}

int channel_send(struct channel *channel, const char *text, int timeout_ms)
{
    if (channel == NULL || text == NULL)
        return errno = EINVAL, -1;
    if (strlen(text) > CHANNEL_TEXT_MAX)
        return errno = EMSGSIZE, -1;
    if (begin(channel, EMPTY, timeout_ms) < 0)
        return -1;
    int number = (int)++channel->number;
    for (char *to = channel->text; (*to = *text) != '\0'; to++, text++)
        ;
    end(channel, FULL);
    return number;
}

int channel_receive(struct channel *channel, char *text, size_t capacity, int timeout_ms)
{
    if (channel == NULL || text == NULL)
        return errno = EINVAL, -1;
    if (begin(channel, FULL, timeout_ms) < 0)
        return -1;
    int number = (int)channel->number;
    if (strlen(channel->text) >= capacity) {
        end(channel, FULL);
        return errno = ERANGE, -1;
    }
    for (char *from = channel->text; (*text = *from) != '\0'; from++, text++)
        ;
    end(channel, EMPTY);
    return number;
}

int channel_destroy(struct channel *channel)
{
    if (channel == NULL)
        return errno = EINVAL, -1;
    return semctl(channel->id, 0, IPC_RMID) < 0 ? -1 : 0;
}
