/* The numbers of messages: one count for all, from 1, without gaps. */
#include "channels.h"

#include "examiner/sequence.h"

/* One message through the channel: both sides are to be told this number. */
static void expect_number(struct actor *writer, struct actor *reader, struct area *channel,
                          int number, const char *look)
{
    char text[INBOX];
    struct reply sent = channel_put(writer, channel, "count", AT_ONCE_MS);
    expect_value(&sent, number, look);
    struct reply received = channel_take(reader, channel, text, AT_ONCE_MS);
    expect_value(&received, number, "channel_receive returns the number that the sender was given");
}

#define LOOK_WIDE "channel_send: 1, 2, 3, ..., in a number that is wide enough"

/* One message there and back, with the number `expected`; 0: any, which both sides are told. */
static int64_t pass_one(struct actor *writer, struct actor *reader, struct area *channel,
                        int expected)
{
    char text[INBOX];
    struct reply sent =
        actor_call_quick(writer, &send_function, AREA(channel), TEXT("count"), INT(AT_ONCE_MS));
    expect_success(&sent, LOOK_WIDE);
    expect_that(expected == 0 || sent.value == expected, LOOK_WIDE,
                "each message to have the next number", "message %d got the number %lld", expected,
                (long long)sent.value);
    struct reply received =
        actor_call_quick(reader, &receive_function, AREA(channel), BUFFER(text, sizeof text),
                         SIZE(sizeof text), INT(AT_ONCE_MS));
    expect_value(&received, sent.value,
                 "channel_receive returns the number that the sender was given");
    return sent.value;
}

/* What the channel counts with is set to what it will be then, and real messages go on from there. A
 * channel that is not understood is not judged. */
static bool expect_to_count_past(const struct sequence *sequence, struct actor *writer,
                                 struct actor *reader, struct area *channel, int last)
{
    int number = last - 2;
    check_situation("We set the numbers with which your channel counts to what they are after %d "
                    "messages, and sent and received some more.",
                    number);
    if (!sequence_set(sequence, (uint16_t)number) ||
        pass_one(writer, reader, channel, 0) != number + 1) {
        return false;
    }
    for (number += 2; number <= last + 2; number++) {
        pass_one(writer, reader, channel, number);
    }
    return true;
}

/* Two bytes with a sign, and without. */
static void expect_more_than_two_bytes(struct actor *writer, struct actor *reader,
                                       struct area *channel, int number)
{
    enum { NOTES = 4 };
    struct sequence sequence = {.area = channel};
    for (int i = 0; i < NOTES; i++) {
        pass_one(writer, reader, channel, ++number);
        sequence_note(&sequence, (uint16_t)number);
    }
    if (expect_to_count_past(&sequence, writer, reader, channel, INT16_MAX)) {
        expect_to_count_past(&sequence, writer, reader, channel, UINT16_MAX);
    }
}

/* A count of one byte is back at 0 after 255, one of two bytes after 65535. */
static void expect_long_count(struct actor *writer, struct actor *reader, struct area *channel,
                              int number)
{
    enum { LAST = 260 };
    check_situation("One process sends and another receives, up to message %d.", LAST);
    while (++number <= LAST) {
        pass_one(writer, reader, channel, number);
    }
    expect_more_than_two_bytes(writer, reader, channel, LAST);
}

CHECK(numbers_count_up)
{
    const char *gap_look = "the number is taken when nothing can go wrong any more";
    char too_long[CHANNEL_TEXT_MAX + 2];
    char text[INBOX];
    check_random_text(too_long, CHANNEL_TEXT_MAX + 1);
    struct actor *one = actor_spawn("one process");
    struct actor *other = actor_spawn("another process");
    check_situation("Two processes send in turn through a new channel.");
    struct area *channel = channel_make(one, "the channel");
    area_map(channel, other);
    int number = 0;
    expect_number(one, other, channel, ++number, "channel_send: 1 for the first message ever");
    expect_number(other, one, channel, ++number,
                  "channel_send: one count for all senders, in the channel");
    expect_number(one, other, channel, ++number,
                  "channel_send: one count for all senders, in the channel");

    check_situation("The channel is empty; three messages went through it.");
    struct reply refused =
        actor_call(one, &send_function, AREA(channel), TEXT(too_long), INT(AT_ONCE_MS));
    if (!refused.failed) {
        return; /* arguments-first says so */
    }
    expect_number(one, other, channel, ++number, gap_look);
    check_situation("The channel is full; then its message is received.");
    struct reply sent = channel_put(one, channel, "full", AT_ONCE_MS);
    expect_value(&sent, ++number, gap_look);
    struct reply late = channel_put(other, channel, "late", FAILS_SOON_MS);
    struct reply received = channel_take(one, channel, text, AT_ONCE_MS);
    expect_value(&received, number,
                 late.failed ? "channel_send: a send that fails uses up no number, and leaves that "
                               "of the message in the channel as it is"
                             : "channel_receive returns the number that the sender was given");
    if (late.failed) {
        expect_number(other, one, channel, ++number, gap_look);
        if (!check_under_valgrind()) {
            expect_long_count(one, other, channel, number);
        }
    }
}
