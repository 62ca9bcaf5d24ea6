/* mutant: raises the flag before the text, on a path of its own for long texts
 * caught-by: behaviour/flag-last
 * why: what is right for short messages was not done for the second copy of the code
 */
#include "ready_flag.h"
#include <errno.h>
#include <string.h>
#include <time.h>

struct mailbox {
    int full;
    int count;
    char text[MAILBOX_TEXT_MAX + 1];
};

#define NS   1000000000LL
#define STEP (2 * 1000000LL)

static long long clock_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * NS + ts.tv_nsec;
}

static int poll_flag(int *flag, int want, int timeout_ms)
{
    if (__atomic_load_n(flag, __ATOMIC_ACQUIRE) == want)
        return 0;
    if (timeout_ms == 0)
        return errno = ETIMEDOUT, -1;
    long long end = timeout_ms < 0 ? -1 : clock_now() + timeout_ms * 1000000LL;
    for (;;) {
        long long t = clock_now(), wake = t + STEP;
        if (end >= 0 && wake > end)
            wake = end;
        struct timespec ts = {wake / NS, wake % NS};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL);
        if (__atomic_load_n(flag, __ATOMIC_ACQUIRE) == want)
            return 0;
        if (end >= 0 && clock_now() >= end)
            return errno = ETIMEDOUT, -1;
    }
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    if (!box)
        return errno = EINVAL, -1;
    box->count = 0;
    __atomic_store_n(&box->full, 0, __ATOMIC_RELEASE);
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    size_t n;
    int id;
    if (!box || !text)
        return errno = EINVAL, -1;
    if ((n = strlen(text)) > MAILBOX_TEXT_MAX)
        return errno = EMSGSIZE, -1;
    if (poll_flag(&box->full, 0, timeout_ms) < 0)
        return -1;
    id = box->count + 1;
    box->count = id;
    if (n > 900) {
        __atomic_store_n(&box->full, 1, __ATOMIC_RELEASE);
        strcpy(box->text, text);
        return id;
    }
    strcpy(box->text, text);
    __atomic_store_n(&box->full, 1, __ATOMIC_RELEASE);
    return id;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (!box || !text)
        return errno = EINVAL, -1;
    if (poll_flag(&box->full, 1, timeout_ms) < 0)
        return -1;
    if (strlen(box->text) >= capacity)
        return errno = ERANGE, -1;
    strcpy(text, box->text);
    int id = box->count;
    __atomic_store_n(&box->full, 0, __ATOMIC_RELEASE);
    return id;
}
