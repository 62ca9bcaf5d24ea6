/* The ready flag of many tutorials: an int. `grader check 05 --races-demo` explores it.
 *
 * Every run on an x86 looks well. It is wrong: see docs/races.md. Limits and time-outs are left out. */
#include "ready_flag.h"

#include <string.h>
#include <unistd.h>

enum { EMPTY, FILLED };

struct mailbox {
    int status;
    int number;
    char text[MAILBOX_TEXT_MAX + 1];
};

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
    (void)timeout_ms;
    while (box->status != EMPTY) {
        sleep(1);
    }
    const int number = ++box->number;
    strcpy(box->text, text);
    box->status = FILLED;
    return number;
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    (void)timeout_ms;
    while (box->status != FILLED) {
        sleep(1);
    }
    strncpy(text, box->text, capacity);
    const int number = box->number;
    box->status = EMPTY;
    return number;
}
