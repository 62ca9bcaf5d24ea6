/* alternative: two atomic_flags in place of one turn: `room_gone` is clear while the writer may go
 * in, `mail_gone` while the reader may. Test-and-set with acquire takes the turn, clear with release
 * passes it on, also back to itself when a message does not fit. The deadline is a struct timespec,
 * the nap C11's thrd_sleep. */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <threads.h>
#include <time.h>

struct mailbox {
    atomic_flag room_gone;
    atomic_flag mail_gone;
    int count;
    char text[MAILBOX_TEXT_MAX + 1];
};

static bool is_over(const struct timespec *start, int timeout_ms)
{
    struct timespec now;

    if (timeout_ms < 0) {
        return false;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    const double passed_s =
        difftime(now.tv_sec, start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
    return passed_s >= timeout_ms / 1e3;
}

static bool take_turn(volatile atomic_flag *gone, int timeout_ms)
{
    struct timespec start;

    clock_gettime(CLOCK_MONOTONIC, &start);
    while (atomic_flag_test_and_set_explicit(gone, memory_order_acquire)) {
        if (is_over(&start, timeout_ms)) {
            errno = ETIMEDOUT;
            return false;
        }
        thrd_sleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    return true;
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
    box->count = 0;
    (void)atomic_flag_test_and_set(&box->mail_gone);
    atomic_flag_clear(&box->room_gone);
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    const size_t length = strlen(text);
    if (length > MAILBOX_TEXT_MAX) {
        errno = EMSGSIZE;
        return -1;
    }
    if (!take_turn(&box->room_gone, timeout_ms)) {
        return -1;
    }
    const int number = ++box->count;
    strcpy(box->text, text);
    atomic_flag_clear_explicit(&box->mail_gone, memory_order_release);
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box == NULL || text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (!take_turn(&box->mail_gone, timeout_ms)) {
        return -1;
    }
    if (strlen(box->text) >= capacity) {
        atomic_flag_clear_explicit(&box->mail_gone, memory_order_release);
        errno = ERANGE;
        return -1;
    }
    strcpy(text, box->text);
    const int number = box->count;
    atomic_flag_clear_explicit(&box->room_gone, memory_order_release);
    return number;
}
