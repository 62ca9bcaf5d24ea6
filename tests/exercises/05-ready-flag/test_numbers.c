/* Exercise 05: the numbers of messages. */
#include "mailbox_checks.h"

#include "examiner/sequence.h"

/* One message; both sides are to give it this number. */
static void exchange(struct actor *sender, struct actor *receiver, struct area *box, int64_t number,
                     const char *look)
{
    struct letter letter;
    char buffer[WIDE];
    letter_write(&letter, SHORT);
    struct reply reply = actor_call(sender, &f_send, AREA(box), LETTER(&letter), INT(PATIENT_MS));
    expect_value(&reply, number, look);
    memset(buffer, UNTOUCHED, sizeof buffer);
    reply = actor_call(receiver, &f_receive, AREA(box), BUFFER(buffer, sizeof buffer),
                       SIZE(sizeof buffer), INT(PATIENT_MS));
    expect_value(
        &reply, number,
        "mailbox_receive returns the number that mailbox_send gave: it travels in the box");
}

static const char failed_look[] =
    "ready_flag.h: a send that fails uses up no number. When is the number taken?";

/* Sends that fail; returns the number of the next message. */
static int64_t fail_to_send(struct actor *writer, struct actor *reader, struct area *box,
                            int64_t number)
{
    struct letter letter;
    char too_long[MAILBOX_TEXT_MAX + 2];
    letter_write(&letter, SHORT);
    check_random_text(too_long, sizeof too_long - 1);
    check_situation("The box was full, so that a send timed out; then the reader emptied it.");
    expect_sent(writer, box, &letter, turn_look);
    expect_full(writer, box, unread_look);
    expect_received(reader, box, letter.bytes, unread_look);
    exchange(writer, reader, box, number + 1, failed_look);
    check_situation("A text that is too long was refused.");
    struct reply reply = actor_call(writer, &f_send, AREA(box), TEXT(too_long), INT(PATIENT_MS));
    if (reply.failed) {
        exchange(writer, reader, box, number + 2, failed_look);
    } else {
        /* Sent all the same: text-limits has the word on that. */
        actor_call(reader, &f_receive, AREA(box), BUFFER(too_long, sizeof too_long),
                   SIZE(sizeof too_long), INT(PATIENT_MS));
    }
    return number + 3;
}

#define LOOK_WIDE "ready_flag.h: 1, 2, 3, …: a count that is wide enough, in the box"

/* One message there and back, with the number `expected`; 0: any, which both sides are told. */
static int64_t pass_one(struct actor *writer, struct actor *reader, struct area *box, int expected)
{
    struct letter letter;
    char buffer[WIDE];
    letter_write(&letter, SHORT);
    struct reply sent =
        actor_call_quick(writer, &f_send, AREA(box), LETTER(&letter), INT(PATIENT_MS));
    expect_success(&sent, LOOK_WIDE);
    expect_that(expected == 0 || sent.value == expected, LOOK_WIDE,
                "each message to have the next number", "message %d got the number %lld", expected,
                (long long)sent.value);
    struct reply received =
        actor_call_quick(reader, &f_receive, AREA(box), BUFFER(buffer, sizeof buffer),
                         SIZE(sizeof buffer), INT(PATIENT_MS));
    expect_value(&received, sent.value, LOOK_WIDE);
    return sent.value;
}

/* What the box counts with is set to what it will be then, and real messages go on from there. A
 * box that is not understood is not judged. */
static bool count_past(const struct sequence *sequence, struct actor *writer, struct actor *reader,
                       struct area *box, int last)
{
    int number = last - 2;
    check_situation("We set the numbers with which your box counts to what they are after %d "
                    "messages, and sent and received some more.",
                    number);
    if (!sequence_set(sequence, (uint16_t)number) ||
        pass_one(writer, reader, box, 0) != number + 1) {
        return false;
    }
    for (number += 2; number <= last + 2; number++) {
        pass_one(writer, reader, box, number);
    }
    return true;
}

/* Two bytes with a sign, and without. */
static void count_past_two_bytes(struct actor *writer, struct actor *reader, struct area *box,
                                 int number)
{
    enum { NOTES = 4 };
    struct sequence sequence = {.area = box};
    for (int i = 0; i < NOTES; i++) {
        pass_one(writer, reader, box, ++number);
        sequence_note(&sequence, (uint16_t)number);
    }
    if (count_past(&sequence, writer, reader, box, INT16_MAX)) {
        count_past(&sequence, writer, reader, box, UINT16_MAX);
    }
}

/* A count of one byte is back at 0 after 255, one of two bytes after 65535. */
static void count_on(struct actor *writer, struct actor *reader, struct area *box)
{
    enum { LAST = 260 };
    check_situation("Messages are sent and received, up to number %d.", LAST);
    for (int number = 2; number <= LAST; number++) {
        pass_one(writer, reader, box, number);
    }
    count_past_two_bytes(writer, reader, box, LAST);
}

CHECK(numbers_count_up)
{
    static const char one_look[] =
        "ready_flag.h: the first message ever put into a box has number 1";
    struct actor *writer = actor_spawn("the writer");
    struct actor *reader = actor_spawn("the reader");
    struct area *box = box_create(writer, "the mailbox");
    area_map(box, reader);
    check_situation("The box is new.");
    exchange(writer, reader, box, 1, one_look);
    exchange(writer, reader, box, 2, "ready_flag.h: 1, 2, 3, …");
    exchange(writer, reader, box, 3, "ready_flag.h: 1, 2, 3, …");
    int64_t next = fail_to_send(writer, reader, box, 4);
    check_situation(
        "%d messages have gone through the box; now another process sends, for the first time.",
        (int)next - 1);
    exchange(reader, writer, box, next,
             "the count goes on whichever process sends: it belongs in the box");
    struct area *other = box_create(reader, "the second mailbox");
    area_map(other, writer);
    check_situation("The two processes begin with a second mailbox.");
    exchange(writer, reader, other, 1, one_look);
    check_situation("The first mailbox goes on after that.");
    exchange(writer, reader, box, next + 1, "each box has its own count");
    check_situation("A new mailbox was made where the first one was.");
    box_init(writer, box);
    exchange(writer, reader, box, 1, one_look);
    if (!check_under_valgrind()) {
        count_on(writer, reader, box);
    }
}
