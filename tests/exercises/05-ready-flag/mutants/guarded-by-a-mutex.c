/* mutant: guards the box with a mutex, and naps between two looks under it
 * caught-by: behaviour/flag-last
 * why: a lock makes everything right, if it may be used: here whoever is stopped inside keeps
 *   the other side out for as long
 */
#include "ready_flag.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

struct mailbox {
    pthread_mutex_t mutex;
    int full;
    int number;
    char text[MAILBOX_TEXT_MAX + 1];
};

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* Comes back with the mutex locked when it succeeds. */
static int wait_for(struct mailbox *box, int full, int timeout_ms)
{
    int64_t deadline = now_ns() + timeout_ms * INT64_C(1000000);

    pthread_mutex_lock(&box->mutex);
    while (box->full != full) {
        pthread_mutex_unlock(&box->mutex);
        if (timeout_ms >= 0 && now_ns() >= deadline) {
            errno = ETIMEDOUT;
            return -1;
        }
        struct timespec nap = {0, 2000000};
        nanosleep(&nap, NULL);
        pthread_mutex_lock(&box->mutex);
    }
    return 0;
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    if (box == NULL) {
        errno = EINVAL;
        return -1;
    }
    pthread_mutexattr_t shared;
    pthread_mutexattr_init(&shared);
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&box->mutex, &shared);
    pthread_mutexattr_destroy(&shared);
    box->full = 0;
    box->number = 0;
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strlen(text);
    if (length > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (wait_for(box, 0, timeout_ms) == -1) {
        return -1;
    }
    int number = ++box->number;
    memcpy(box->text, text, length + 1);
    box->full = 1;
    pthread_mutex_unlock(&box->mutex);
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (wait_for(box, 1, timeout_ms) == -1) {
        return -1;
    }
    size_t length = strlen(box->text);
    if (length >= capacity) {
        pthread_mutex_unlock(&box->mutex);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, box->text, length + 1);
    int number = box->number;
    box->full = 0;
    pthread_mutex_unlock(&box->mutex);
    return number;
}
