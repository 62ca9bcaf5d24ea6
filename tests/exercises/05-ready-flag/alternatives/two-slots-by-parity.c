/* alternative: two slots, used in turn by the parity of the number, each with a stamp of its own:
 * the number of the message in it, or 0. Full means that the slot of the last number is stamped, so
 * each side looks at one stamp and keeps its place in the box. Old __sync builtins, which are full
 * barriers. The time that is left counts in microseconds. */
#include "ready_flag.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

struct slot {
    int stamp;
    char text[MAILBOX_TEXT_MAX + 1];
};

struct mailbox {
    int sent;     /* written by the writer alone */
    int received; /* by the reader alone */
    struct slot slots[2];
};

static int load(int *stamp)
{
    return __sync_fetch_and_add(stamp, 0);
}

static void store(int *stamp, int old, int new)
{
    (void)__sync_bool_compare_and_swap(stamp, old, new);
}

static uint64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* Until *stamp is `value`. A microsecond more than asked for, because the start was rounded down. */
static int wait_until(int *stamp, int value, int timeout_ms)
{
    const uint64_t begin = now_us();

    for (;;) {
        if (load(stamp) == value) {
            return 0;
        }
        if (timeout_ms >= 0 && now_us() - begin > (uint64_t)timeout_ms * 1000) {
            errno = ETIMEDOUT;
            return -1;
        }
        const struct timespec nap = {0, 1500000};
        clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
    }
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    if (!box) {
        errno = EINVAL;
        return -1;
    }
    memset(box, 0, sizeof *box);
    __sync_synchronize();
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (!box || !text) {
        return errno = EINVAL, -1;
    }
    const size_t bytes = strlen(text) + 1;
    if (bytes > sizeof box->slots[0].text) {
        return errno = EMSGSIZE, -1;
    }
    struct slot *last = &box->slots[box->sent % 2];
    struct slot *next = &box->slots[(box->sent + 1) % 2];
    if (wait_until(&last->stamp, 0, timeout_ms) == -1) {
        return -1;
    }
    const int number = ++box->sent;
    memcpy(next->text, text, bytes);
    store(&next->stamp, 0, number);
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (!box || !text) {
        return errno = EINVAL, -1;
    }
    const int number = box->received + 1;
    struct slot *slot = &box->slots[number % 2];
    if (wait_until(&slot->stamp, number, timeout_ms) == -1) {
        return -1;
    }
    const size_t bytes = strlen(slot->text) + 1;
    if (bytes > capacity) {
        return errno = ERANGE, -1;
    }
    memcpy(text, slot->text, bytes);
    box->received = number;
    store(&slot->stamp, number, 0);
    return number;
}
