/* mutant: who may wait for ever waits for 40 ms at a time
 * caught-by: behaviour/nobody-polls
 * why: that makes 25 wake-ups a second, and the contract wants fewer than 20
 */
#include "semaphore_upgrade.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <semaphore.h>

static struct timespec deadline_in(int ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    if (ms > 0) {
        t.tv_sec += ms / 1000;
        t.tv_nsec += ms % 1000 * 1000000L;
        if (t.tv_nsec >= 1000000000L) {
            t.tv_sec += 1;
            t.tv_nsec -= 1000000000L;
        }
    }
    return t;
}

struct channel {
    sem_t empty, full;
    int number;
    char text[CHANNEL_TEXT_MAX + 1];
};
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
    c->number = 0;
    return sem_init(&c->empty, 1, 1) || sem_init(&c->full, 1, 0) ? -1 : 0;
}
static int take(sem_t *s, int ms)
{
    int rc;
    if (sem_trywait(s) == 0)
        return 0;
    struct timespec end = deadline_in(ms);
    while ((rc = ms < 0 ? (end = deadline_in(40), sem_clockwait(s, CLOCK_MONOTONIC, &end))
                        : sem_clockwait(s, CLOCK_MONOTONIC, &end)) != 0 &&
           (errno == EINTR || (errno == ETIMEDOUT && ms < 0))) {
    }
    return rc;
}
int channel_send(struct channel *c, const char *text, int timeout_ms)
{
    if (!c || !text) {
        errno = EINVAL;
        return -1;
    }
    if (strlen(text) > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (take(&c->empty, timeout_ms))
        return -1;
    int n = ++c->number;
    strcpy(c->text, text);
    sem_post(&c->full);
    return n;
}
int channel_receive(struct channel *c, char *text, size_t capacity, int timeout_ms)
{
    if (!c || !text) {
        errno = EINVAL;
        return -1;
    }
    if (take(&c->full, timeout_ms))
        return -1;
    if (strlen(c->text) >= capacity) {
        sem_post(&c->full);
        errno = ERANGE;
        return -1;
    }
    strcpy(text, c->text);
    int n = c->number;
    sem_post(&c->empty);
    return n;
}
int channel_destroy(struct channel *c)
{
    if (!c) {
        errno = EINVAL;
        return -1;
    }
    sem_destroy(&c->full);
    sem_destroy(&c->empty);
    return 0;
}
