/* The ready flag of many tutorials, made volatile: `grader check 05 --races-demo` explores it.
 *
 * volatile has the flag read each time. It has nobody wait for the text, and is no order: see docs/races.md. */
#include "ready_flag.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

enum status { EMPTY, FILLED };

struct mailbox {
    volatile int status;
    int number;
    char text[MAILBOX_TEXT_MAX + 1];
};

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool await(struct mailbox *box, enum status wanted, int timeout_ms)
{
    const long deadline_ms = now_ms() + timeout_ms;
    while (box->status != (int)wanted) {
        if (timeout_ms >= 0 && now_ms() >= deadline_ms) {
            errno = ETIMEDOUT;
            return false;
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return true;
}

size_t mailbox_size(void)
{
    return sizeof(struct mailbox);
}

int mailbox_init(struct mailbox *box)
{
    box->status = EMPTY;
    box->number = 0;
    return 0;
}

int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)
{
    if (!await(box, EMPTY, timeout_ms)) {
        return -1;
    }
    const int number = ++box->number;
    strcpy(box->text, text);
    box->status = FILLED;
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (!await(box, FILLED, timeout_ms)) {
        return -1;
    }
    if (strlen(box->text) >= capacity) {
        errno = ERANGE;
        return -1;
    }
    strcpy(text, box->text);
    const int number = box->number;
    box->status = EMPTY;
    return number;
}
