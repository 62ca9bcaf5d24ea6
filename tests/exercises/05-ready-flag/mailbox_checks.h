/* What the checks of exercise 05 share: the functions, messages, and the ordinary steps of
 * sending, receiving and finding the box full or empty.
 *
 * Checks that are not about time-outs never rely on 0 or a negative one: a call that is to give
 * up does so after SOON_MS, one that can proceed at once is given PATIENT_MS. So a fault in the
 * time-outs is told by the checks that are about them. */
#ifndef MAILBOX_CHECKS_H
#define MAILBOX_CHECKS_H

#include "examiner/actor.h"
#include "examiner/area.h"
#include "examiner/check.h"
#include "ready_flag.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct function f_size = {"mailbox_size", RETURNS_SIZE, LEAVES_NOTHING};
static const struct function f_init = {"mailbox_init", RETURNS_INT, LEAVES_NOTHING};
static const struct function f_send = {"mailbox_send", RETURNS_INT, LEAVES_NOTHING};
static const struct function f_receive = {"mailbox_receive", RETURNS_INT, LEAVES_NOTHING};

enum {
    SOON_MS = 1,
    PATIENT_MS = 1000,
    ROOM = MAILBOX_TEXT_MAX + 1, /* for the longest text and its terminator */
    WIDE = 1024,                 /* more than that */
    SHORT = 12,                  /* length of a text whose length is of no matter */
    SIZE_LIMIT = 1 << 20,        /* a mailbox larger than this is a mistake, not a layout */
    UNTOUCHED = '#',             /* what a buffer holds before a call */
};

/* A text with letters behind its terminator, so that nothing ends by luck. */
struct letter {
    char bytes[ROOM];
};

static inline void letter_write(struct letter *letter, size_t length)
{
    check_random_text(letter->bytes, ROOM - 1);
    letter->bytes[length] = '\0';
}

/* The letter as an argument, with all the room behind its text: text-limits hands over texts
 * that end where the memory ends. */
static inline struct argument letter_argument(const struct letter *letter)
{
    struct argument argument = argument_buffer(WIRE_IN, letter->bytes, NULL, ROOM);
    argument.format = 's';
    return argument;
}
#define LETTER(letter) letter_argument(letter)

/* A box of arbitrary bytes, mapped in the actor. */
static inline struct area *box_map_new(struct actor *actor, const char *what)
{
    struct reply reply = actor_call_plain(actor, &f_size);
    expect_success(&reply,
                   "sizeof(struct mailbox): all that the two processes share lies in there");
    expect_that((uint64_t)reply.value <= SIZE_LIMIT, "sizeof(struct mailbox)",
                "room for one message and what belongs to it",
                "mailbox_size asks for more than %d bytes", SIZE_LIMIT);
    struct area *box = area_create(what, (size_t)reply.value);
    area_map(box, actor);
    return box;
}

static inline void box_init(struct actor *actor, struct area *box)
{
    struct reply reply = actor_call(actor, &f_init, AREA(box));
    expect_value(&reply, 0, "ready_flag.h: mailbox_init returns 0");
}

static inline struct area *box_create(struct actor *actor, const char *what)
{
    struct area *box = box_map_new(actor, what);
    box_init(actor, box);
    return box;
}

/* What a buffer that should hold a text holds instead; NULL when it holds the text. `room` is
 * the buffer's. */
static inline const char *text_fault(const char *buffer, size_t room, const char *text)
{
    size_t length = strlen(text);
    if (length + 1 <= room && memcmp(buffer, text, length + 1) == 0) {
        return NULL;
    }
    bool changed = false;
    for (size_t i = 0; i < room; i++) {
        changed = changed || buffer[i] != UNTOUCHED;
    }
    if (!changed) {
        return "the buffer is as it was before the call";
    }
    if (length + 1 <= room && memcmp(buffer, text, length) == 0) {
        return buffer[length] == UNTOUCHED
                   ? "the characters are there, but no terminator was stored behind them"
                   : "the text goes on behind its end, with characters that do not belong to it";
    }
    return "the buffer holds something else";
}

static inline void expect_text(const char *buffer, size_t room, const char *text, const char *look)
{
    const char *fault = text_fault(buffer, room, text);
    expect_that(fault == NULL, look, "the text that was sent, with its terminator", "%s", fault);
}

/* Each returns the sequence number. */
static inline int64_t expect_sent(struct actor *actor, struct area *box,
                                  const struct letter *letter, const char *look)
{
    struct reply reply = actor_call(actor, &f_send, AREA(box), LETTER(letter), INT(PATIENT_MS));
    expect_success(&reply, look);
    return reply.value;
}

static inline int64_t expect_received(struct actor *actor, struct area *box, const char *text,
                                      const char *look)
{
    char buffer[WIDE];
    memset(buffer, UNTOUCHED, sizeof buffer);
    struct reply reply = actor_call(actor, &f_receive, AREA(box), BUFFER(buffer, sizeof buffer),
                                    SIZE(sizeof buffer), INT(PATIENT_MS));
    expect_success(&reply, look);
    expect_text(buffer, sizeof buffer, text, look);
    return reply.value;
}

static const char turn_look[] =
    "ready_flag.h: mailbox_init makes an empty box of any bytes; a message fills it, and receiving "
    "empties it";

static const char unread_look[] =
    "mailbox_send waits until the box is empty: an unread message is the reader's";

static const char timeout_look[] =
    "ready_flag.h, ETIMEDOUT: nothing else says that the deadline has come; errno is set right "
    "before the return";

static inline void expect_empty(struct actor *actor, struct area *box, const char *look)
{
    char buffer[WIDE];
    memset(buffer, UNTOUCHED, sizeof buffer);
    struct reply reply = actor_call(actor, &f_receive, AREA(box), BUFFER(buffer, sizeof buffer),
                                    SIZE(sizeof buffer), INT(SOON_MS));
    expect_failure(&reply, ETIMEDOUT, reply.failed ? timeout_look : look);
    for (size_t i = 0; i < sizeof buffer; i++) {
        expect_that(buffer[i] == UNTOUCHED, look, "a failed call to leave the buffer as it was",
                    "bytes in it were changed");
    }
}

static inline void expect_full(struct actor *actor, struct area *box, const char *look)
{
    struct letter other;
    letter_write(&other, SHORT);
    struct reply reply = actor_call(actor, &f_send, AREA(box), LETTER(&other), INT(SOON_MS));
    expect_failure(&reply, ETIMEDOUT, reply.failed ? timeout_look : look);
}

#endif
