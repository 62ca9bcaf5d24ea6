/* Exercise 05: the flag goes down only when the whole message is out of the box (mailbox_order.h). */
#include "mailbox_order.h"

#include <stdlib.h>

static const char empty_look[] = "ISO C 7.17.3, memory_order_release: text and number are copied "
                                 "out first, then the flag goes down, by an atomic store-release: "
                                 "a plain or volatile flag may be stored first";

/* A writer that tries again whenever the box has changed. */
struct rival {
    struct actor *writer;
    struct area *box;
    const struct letter *letter;
    unsigned char *state;
    bool sent;
    bool other_error;
};

static enum trace_verdict send_in_between(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct rival *rival = context;
    if (stop->moment != TRACE_STEP || rival->sent || !is_new_state(rival->box, rival->state)) {
        return TRACE_GO_ON;
    }
    struct reply reply =
        actor_call_quick(rival->writer, &f_send, AREA(rival->box), LETTER(rival->letter), INT(0));
    rival->sent = !reply.failed;
    rival->other_error = rival->other_error || (reply.failed && reply.error != ETIMEDOUT);
    memcpy(rival->state, area_bytes(rival->box), area_size(rival->box));
    return TRACE_GO_ON;
}

/* The reader receives into `capacity` bytes, with the rival at its heels. */
static struct reply receive_with_rival(struct actor *reader, struct rival *rival, char *buffer,
                                       size_t capacity)
{
    struct tracing tracing = {
        .visit = send_in_between, .context = rival, .every_instruction = true, .area = rival->box};
    rival->state = calloc(1, area_size(rival->box));
    memset(buffer, UNTOUCHED, capacity);
    struct reply reply =
        actor_call_traced(reader, &tracing, &f_receive, AREA(rival->box), BUFFER(buffer, capacity),
                          SIZE(capacity), INT(PATIENT_MS));
    free(rival->state);
    return reply;
}

static void tell_story(int64_t number, const char *ending)
{
    check_situation("The %s message was in the box. We stopped the reader inside mailbox_receive "
                    "after each store into the box, and the writer tried to send its %s message "
                    "with a time-out of 0. %s",
                    ordinal(number), number == 1 ? "second" : "next", ending);
}

static void judge_received(const struct reply *reply, int64_t number, const char *buffer,
                           const char *text, bool sent)
{
    tell_story(number,
               sent ? "At one of these stops the box took it." : "The box did not take it.");
    expect_success(reply, empty_look);
    const char *fault = text_fault(buffer, WIDE, text);
    expect_that(fault == NULL, empty_look, "the reader to get the message, as it was sent", "%s",
                sent ? "its text was spoilt by the next message: the box was given away before "
                       "the text was out of it"
                     : fault);
    expect_that(reply->value == number, empty_look, "the reader to get the number of its message",
                "%s",
                sent ? "it got the number of the next message: the number was read when the box "
                       "was no longer the reader's"
                     : "it got another number");
}

/* While a message is refused for want of room, it never leaves the box. */
static void refuse_with_rival(struct actor *reader, struct rival *rival)
{
    char buffer[TEXT_LENGTH];
    receive_with_rival(reader, rival, buffer, sizeof buffer);
    tell_story(1, "The reader's buffer was too small for the first message.");
    expect_that(!rival->sent,
                "ERANGE: the message stays in the box, without a moment in which it is gone",
                "the box to stay full", "the box took the second message");
}

/* The message of this number lies in the box. */
static void receive_against(struct rival *rival, struct actor *reader, int64_t number,
                            const struct letter *message)
{
    char buffer[WIDE];
    rival->sent = false;
    struct reply reply = receive_with_rival(reader, rival, buffer, sizeof buffer);
    judge_received(&reply, number, buffer, message->bytes, rival->sent);
    expect_that(!rival->other_error, empty_look, "each try to succeed or to fail with ETIMEDOUT",
                "one failed with another errno");
    if (!rival->sent) {
        expect_sent(rival->writer, rival->box, rival->letter,
                    "the box is empty when mailbox_receive has returned");
    }
    int64_t next = expect_received(
        reader, rival->box, rival->letter->bytes,
        "after the flag is down the box is the writer's: nothing in it may be written");
    expect_that(next == number + 1, empty_look, "the next message to keep its number",
                "it got another number");
}

CHECK_NATIVELY(empties_last)
{
    struct actor *writer = actor_spawn("the writer");
    struct actor *reader = actor_spawn("the reader");
    struct area *box = box_used(writer, reader, 0);
    struct letter message;
    struct letter next;
    struct rival rival = {.writer = writer, .box = box, .letter = &next};
    letter_write(&message, TEXT_LENGTH);
    letter_write(&next, TEXT_LENGTH + 9);
    expect_sent(writer, box, &message, "an empty box takes a message");
    refuse_with_rival(reader, &rival);
    receive_against(&rival, reader, 1, &message);
    letter_write(&message, LONG_LENGTH);
    expect_sent(writer, box, &message, "an empty box takes a message");
    receive_against(&rival, reader, 3, &message);
}
