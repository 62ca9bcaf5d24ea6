/* mutant: adds up the naps it asked for instead of reading the clock, so signals shorten the wait
 * caught-by: behaviour/signal-keeps-deadline
 * why: a loop counter is simpler than a clock
 */
#include "ready_flag.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

struct mailbox {
    atomic_int full;
    int number;
    char text[MAILBOX_TEXT_MAX + 1];
};

static int wait_for(struct mailbox *box, int full, int timeout_ms)
{
    int waited_ms = 0;

    while (atomic_load_explicit(&box->full, memory_order_acquire) != full) {
        if (timeout_ms >= 0 && waited_ms >= timeout_ms) {
            errno = ETIMEDOUT;
            return -1;
        }
        int left_ms = timeout_ms - waited_ms;
        int nap_ms = timeout_ms >= 0 && left_ms < 20 ? left_ms : 20;
        struct timespec nap = { 0, nap_ms * 1000000L };
        nanosleep(&nap, NULL);
        waited_ms += nap_ms;
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
    atomic_init(&box->full, 0);
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
    atomic_store_explicit(&box->full, 1, memory_order_release);
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
        errno = ERANGE;
        return -1;
    }
    memcpy(text, box->text, length + 1);
    int number = box->number;
    atomic_store_explicit(&box->full, 0, memory_order_release);
    return number;
}
