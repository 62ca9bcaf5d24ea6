/* A reader with too little room, alone and among others. */
#include "channels.h"

#include <stdio.h>

enum { TEXT_LENGTH = 20 };

#define LOOK_ERANGE                                                                                \
    "channel_receive: ERANGE when strlen(text) + 1 > capacity, before anything is copied"
#define LOOK_HAND_ON                                                                               \
    "channel_receive, the way out with ERANGE: what was taken to go in is given back"

/* A receive waits after one that failed with ERANGE: is the message gone, or kept from all? */
_Noreturn static void report_missing(struct actor *writer, struct area *channel)
{
    channel_begin_put(writer, channel, "is there room?", FAILS_SOON_MS);
    bool room = call_comes_back(writer) && !actor_wait(writer).failed;
    check_fail(LOOK_HAND_ON, "ERANGE at once: the message is still there", "%s",
               room ? "channel_receive waits, and a new message can be sent: the one that did not "
                      "fit was thrown away"
                    : "channel_receive waits, and nothing can be sent: the message is there, and "
                      "nobody can go in to it any more");
}

/* A buffer of just so many bytes. */
static void expect_too_small(struct actor *writer, struct actor *reader, struct area *channel,
                             size_t bytes, size_t capacity)
{
    char buffer[INBOX];
    char before[INBOX];
    check_random_text(buffer, sizeof buffer - 1);
    memcpy(before, buffer, sizeof buffer);
    actor_start(reader, &receive_function, AREA(channel), BUFFER(buffer, bytes), SIZE(capacity),
                INT(FOR_EVER));
    if (!call_comes_back(reader)) {
        report_missing(writer, channel);
    }
    struct reply reply = actor_wait(reader);
    expect_failure(&reply, ERANGE, LOOK_ERANGE);
    expect_that(memcmp(buffer, before, bytes) == 0, LOOK_ERANGE,
                "the buffer to be untouched by a call that fails", "it was written to");
}

static void expect_exact_fit(struct actor *reader, struct area *channel, const struct message *sent)
{
    char buffer[INBOX];
    size_t capacity = strlen(sent->text) + 1;
    memset(buffer, '#', sizeof buffer);
    struct reply reply = call_at_once(
        reader, &receive_function,
        ARGUMENTS(AREA(channel), BUFFER(buffer, capacity), SIZE(capacity), INT(AT_ONCE_MS)),
        LOOK_HAND_ON, "the message at once: it is still there");
    expect_that(!(reply.failed && reply.error == ETIMEDOUT), LOOK_HAND_ON,
                "the message, which nobody could use before",
                "channel_receive found none (ETIMEDOUT)");
    expect_success(&reply, "room for strlen(text) + 1 bytes is room enough");
    expect_text(buffer, sent->text, LOOK_ERANGE);
    expect_value(&reply, sent->number, "ERANGE changes neither the message nor its number");
}

/* A reader that went away with ERANGE has not made room. */
static void expect_still_full(struct actor *writer, struct area *channel)
{
    struct reply reply = channel_put(writer, channel, "over it", FAILS_SOON_MS);
    check_look_at_function(&receive_function);
    expect_that(reply.failed, LOOK_HAND_ON, "no room: the message is still in the channel",
                "channel_send succeeded: it wrote over the message that did not fit");
}

/* Three readers with too little room fall asleep before one with enough. False when a channel does
 * not even put them to sleep or wake one, which other checks say. */
static void expect_handed_on(struct actor *writer, struct area *channel)
{
    enum { SMALL = 3 };
    static const char *const names[SMALL] = {"a reader with 4 bytes", "another one", "a third one"};
    struct actor *small[SMALL];
    char buffers[SMALL][4];
    struct message sent = {.number = 0};
    char text[INBOX];
    struct actor *large = actor_spawn("the reader with room");
    area_map(channel, large);
    channel_begin_take(large, channel, text, FOR_EVER);
    if (!call_waits(large) || channel_put(writer, channel, "wake", AT_ONCE_MS).failed ||
        !call_comes_back(large)) {
        return;
    }
    actor_wait(large);
    check_situation("Three readers with room for 4 bytes wait, then one with room for all. "
                    "A long message is sent.");
    for (int i = 0; i < SMALL; i++) {
        small[i] = actor_spawn(names[i]);
        area_map(channel, small[i]);
        actor_start(small[i], &receive_function, AREA(channel), BUFFER(buffers[i], 4), SIZE(4),
                    INT(FOR_EVER));
        call_waits(small[i]);
    }
    channel_begin_take(large, channel, text, FOR_EVER);
    call_waits(large);
    check_random_text(sent.text, TEXT_LENGTH);
    channel_fill(writer, channel, &sent);
    check_look_at(large);
    expect_that(call_comes_back(large), LOOK_HAND_ON " and wakes the next one",
                "the reader with room to be woken and to get the message",
                "it sleeps on, beside a channel that holds a message for it");
    struct reply reply = actor_wait(large);
    expect_success(&reply,
                   "channel_receive: the message stays for a reader that is already waiting");
    expect_text(text, sent.text, LOOK_ERANGE);
}

CHECK(small_buffer)
{
    struct message sent = {.number = 0};
    check_random_text(sent.text, TEXT_LENGTH + check_random(20));
    size_t length = strlen(sent.text);
    struct actor *writer = actor_spawn("the writer");
    struct actor *reader = actor_spawn("the reader");
    struct area *channel = channel_make(writer, "the channel");
    area_map(channel, reader);
    channel_fill(writer, channel, &sent);
    check_situation("The channel holds a message of %zu characters.", length);
    expect_too_small(writer, reader, channel, 1, 0);
    expect_too_small(writer, reader, channel, 1, 1);
    expect_too_small(writer, reader, channel, length / 2, length / 2);
    expect_too_small(writer, reader, channel, length, length);
    expect_still_full(writer, channel);
    expect_exact_fit(reader, channel, &sent);
    struct message empty = {.number = 0};
    channel_fill(writer, channel, &empty);
    check_situation("The channel holds a message of no characters.");
    expect_exact_fit(reader, channel, &empty);
    if (!check_under_valgrind()) {
        expect_handed_on(writer, channel);
    }
}
