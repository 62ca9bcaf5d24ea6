/* alternative: semaphores made of futexes: a value, and how many sleep, so that a post without sleepers stays
 * out of the kernel. FUTEX_WAIT takes a span, computed anew in each turn. GCC builtins. */
#include "semaphore_upgrade.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct sema {
    int32_t value;
    int32_t sleepers;
};

struct channel {
    struct sema empty, full;
    int count;
    unsigned length;
    char text[CHANNEL_TEXT_MAX];
};

static int64_t now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * INT64_C(1000000000) + ts.tv_nsec;
}

static bool sema_try(struct sema *s)
{
    int32_t v = __atomic_load_n(&s->value, __ATOMIC_RELAXED);
    while (v > 0) {
        if (__atomic_compare_exchange_n(&s->value, &v, v - 1, true, __ATOMIC_ACQUIRE,
                                        __ATOMIC_RELAXED))
            return true;
    }
    return false;
}

static void sema_up(struct sema *s)
{
    __atomic_fetch_add(&s->value, 1, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&s->sleepers, __ATOMIC_SEQ_CST) > 0)
        syscall(SYS_futex, &s->value, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static int sema_down(struct sema *s, int timeout_ms)
{
    int64_t end = now_ns() + timeout_ms * INT64_C(1000000);
    while (!sema_try(s)) {
        struct timespec left, *leftp = NULL;
        if (timeout_ms >= 0) {
            int64_t ns = end - now_ns();
            if (ns <= 0) {
                errno = ETIMEDOUT;
                return -1;
            }
            left.tv_sec = ns / 1000000000;
            left.tv_nsec = ns % 1000000000;
            leftp = &left;
        }
        __atomic_fetch_add(&s->sleepers, 1, __ATOMIC_SEQ_CST);
        syscall(SYS_futex, &s->value, FUTEX_WAIT, 0, leftp, NULL, 0);
        __atomic_fetch_sub(&s->sleepers, 1, __ATOMIC_SEQ_CST);
    }
    return 0;
}

size_t channel_size(void)
{
    return sizeof(struct channel);
}

int channel_init(struct channel *c)
{
    if (c == NULL) {
        errno = EINVAL;
        return -1;
    }
    memset(c, 0, sizeof *c);
    c->empty.value = 1;
    return 0;
}

int channel_send(struct channel *c, const char *text, int timeout_ms)
{
    if (c == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strlen(text);
    if (length > CHANNEL_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (sema_down(&c->empty, timeout_ms) == -1)
        return -1;
    int number = ++c->count;
    c->length = (unsigned)length;
    memcpy(c->text, text, length);
    sema_up(&c->full);
    return number;
}

int channel_receive(struct channel *c, char *text, size_t capacity, int timeout_ms)
{
    if (c == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (sema_down(&c->full, timeout_ms) == -1)
        return -1;
    unsigned length = c->length;
    if (length + (size_t)1 > capacity) {
        sema_up(&c->full);
        errno = ERANGE;
        return -1;
    }
    memcpy(text, c->text, length);
    text[length] = '\0';
    int number = c->count;
    sema_up(&c->empty);
    return number;
}

int channel_destroy(struct channel *c)
{
    if (c == NULL) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}
