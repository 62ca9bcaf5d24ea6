/* What flag-last and empties-last share: the order in which things become visible in the box.
 *
 * One side is carried out instruction by instruction; wherever the shared bytes have changed,
 * the other side gets a try with a time-out of 0. So every order that the compiled code really
 * has is seen, and none by luck. */
#ifndef MAILBOX_ORDER_H
#define MAILBOX_ORDER_H

#include "examiner/trace.h"
#include "mailbox_checks.h"

/* Long enough for several stores, short enough for one try after each; and so long that another path
 * may be taken for it. What is right twice need not be so for good: the long one is a third message. */
enum { TEXT_LENGTH = 40, LONG_LENGTH = MAILBOX_TEXT_MAX - 9 };

static inline const char *ordinal(int64_t number)
{
    return number == 1 ? "first" : number == 2 ? "second" : "third";
}

static inline void pass_message(struct actor *writer, struct actor *reader, struct area *box)
{
    struct letter letter;
    letter_write(&letter, TEXT_LENGTH + 9);
    expect_sent(writer, box, &letter, "an empty box takes a message");
    expect_received(reader, box, letter.bytes, "a message that was sent can be received");
}

/* A box through which messages have gone: text and number of the last are still lying about. */
static inline struct area *box_used(struct actor *writer, struct actor *reader, int messages)
{
    struct area *box = box_create(writer, "the mailbox");
    area_map(box, reader);
    for (int i = 0; i < messages; i++) {
        pass_message(writer, reader, box);
    }
    return box;
}

/* True when the bytes have changed since the last time. */
static inline bool is_new_state(struct area *box, unsigned char *state)
{
    if (memcmp(state, area_bytes(box), area_size(box)) == 0) {
        return false;
    }
    memcpy(state, area_bytes(box), area_size(box));
    return true;
}

#endif
