/* Exercise 05: the order in which things become visible in the box.
 *
 * One side is carried out instruction by instruction; wherever the shared bytes have changed,
 * the other side gets a try with a time-out of 0. So every order that the compiled code really
 * has is seen, and none by luck. */
#include "examiner/trace.h"
#include "mailbox_checks.h"

#include <stdlib.h>
#include <sys/syscall.h>

/* Long enough for several stores, short enough for one try after each; and so long that another path
 * may be taken for it. What is right twice need not be so for good: the long one is a third message. */
enum { TEXT_LENGTH = 40, LONG_LENGTH = MAILBOX_TEXT_MAX - 9 };

static const char publish_look[] = "ISO C 7.17.3, memory_order_release: text and number first, "
                                   "then the flag, by an atomic store-release: a plain or volatile "
                                   "flag may be stored first";

static const char lock_look[] = "ready_flag.h: no lock: the flag alone says whose turn it is, and "
                                "who looks at it waits for nobody";

/* What the reader found, when it was anything but right. */
enum sight { NOTHING_WRONG, OTHER_ERROR, OTHER_TEXT, OTHER_NUMBER, LOCKED_OUT };

struct watch {
    struct actor *reader;
    struct area *box; /* where the reader looks */
    const char *text; /* what the writer sends */
    int64_t number;
    enum sight sight;
    bool received;
    unsigned char *state; /* of the box, when it was looked at last */
    char buffer[WIDE];    /* of the reader's call, which may go on when this side does */
};

/* True when the call sleeps until somebody wakes it, and not for a while: nobody runs who could. */
static bool is_locked_out(struct actor *reader)
{
    enum { SPINS_AFTER_MS = 20 };
    return actor_await_progress(reader, SPINS_AFTER_MS) == ACTOR_SLEEPS &&
           actor_sleeping_in(reader) == SYS_futex;
}

static void try_to_receive(struct watch *watch)
{
    char *buffer = watch->buffer;
    memset(buffer, UNTOUCHED, sizeof watch->buffer);
    actor_start_quick(watch->reader, &f_receive, AREA(watch->box),
                      BUFFER(buffer, sizeof watch->buffer), SIZE(sizeof watch->buffer), INT(0));
    if (is_locked_out(watch->reader)) {
        watch->sight = LOCKED_OUT;
        return;
    }
    struct reply reply = actor_wait(watch->reader);
    watch->received = !reply.failed;
    if (reply.failed) {
        watch->sight = reply.error == ETIMEDOUT ? NOTHING_WRONG : OTHER_ERROR;
    } else if (text_fault(buffer, sizeof watch->buffer, watch->text) != NULL) {
        watch->sight = OTHER_TEXT;
    } else if (reply.value != watch->number) {
        watch->sight = OTHER_NUMBER;
    }
}

static const char *ordinal(int64_t number)
{
    return number == 1 ? "first" : number == 2 ? "second" : "third";
}

static void judge_sight(const struct watch *watch)
{
    static const char *const seen[] = {
        [LOCKED_OUT] = "it fell asleep until the writer wakes it (futex(2)): a lock, which a "
                       "process that is stopped keeps for itself",
        [OTHER_ERROR] = "it failed, but not with ETIMEDOUT",
        [OTHER_TEXT] =
            "it received a message whose text was not all there: the flag was up too early",
        [OTHER_NUMBER] = "it received the whole text with another message's number: the flag was "
                         "up before the number was stored",
    };
    if (watch->sight != NOTHING_WRONG) {
        check_situation("The writer sent its %s message, \"%.12s…\", %zu characters. We stopped it "
                        "inside mailbox_send after each store into the box, and the reader called "
                        "mailbox_receive with a time-out of 0 on what the box held then.",
                        ordinal(watch->number), watch->text, strlen(watch->text));
        check_fail(watch->sight == LOCKED_OUT ? lock_look : publish_look,
                   watch->number == 2 ? "ETIMEDOUT, or the complete message with its number 2"
                                      : "ETIMEDOUT, or the complete message with its number 3",
                   "%s", seen[watch->sight]);
    }
}

static void pass_message(struct actor *writer, struct actor *reader, struct area *box)
{
    struct letter letter;
    letter_write(&letter, TEXT_LENGTH + 9);
    expect_sent(writer, box, &letter, "an empty box takes a message");
    expect_received(reader, box, letter.bytes, "a message that was sent can be received");
}

/* A box through which messages have gone: text and number of the last are still lying about. */
static struct area *box_used(struct actor *writer, struct actor *reader, int messages)
{
    struct area *box = box_create(writer, "the mailbox");
    area_map(box, reader);
    for (int i = 0; i < messages; i++) {
        pass_message(writer, reader, box);
    }
    return box;
}

/* --- flag-last -------------------------------------------------------------------------------- */

static void look_at_copy(struct area *box, unsigned index, void *context)
{
    (void)index;
    struct watch *watch = context;
    if (watch->sight == NOTHING_WRONG) {
        memcpy(area_bytes(watch->box), area_bytes(box), area_size(box));
        try_to_receive(watch);
    }
}

/* Every state on the way, on copies of the box: what one reader takes does not hide what the
 * next would see. */
static void look_at_all_states(struct actor *writer, struct actor *reader)
{
    struct letter letter;
    struct area *box = box_used(writer, reader, 1);
    struct watch watch = {.reader = reader,
                          .box = area_create("the mailbox", area_size(box)),
                          .text = letter.bytes,
                          .number = 2};
    area_map(watch.box, reader);
    letter_write(&letter, TEXT_LENGTH);
    check_situation("The writer sends its second message, and a reader looks in between.");
    struct reply reply = actor_call_stepped(writer, box, look_at_copy, &watch, &f_send, AREA(box),
                                            LETTER(&letter), INT(PATIENT_MS));
    judge_sight(&watch);
    expect_value(&reply, 2, "mailbox_send returns the number of its message");
    expect_received(reader, box, letter.bytes,
                    "the message is there when mailbox_send has returned");
}

/* True when the bytes have changed since the last time. */
static bool is_new_state(struct area *box, unsigned char *state)
{
    if (memcmp(state, area_bytes(box), area_size(box)) == 0) {
        return false;
    }
    memcpy(state, area_bytes(box), area_size(box));
    return true;
}

static enum trace_verdict receive_in_between(const struct trace_stop *stop, void *context,
                                             int *error)
{
    (void)error;
    struct watch *watch = context;
    bool over = watch->received || watch->sight != NOTHING_WRONG;
    if (stop->moment == TRACE_STEP && !over && is_new_state(watch->box, watch->state)) {
        try_to_receive(watch);
        memcpy(watch->state, area_bytes(watch->box), area_size(watch->box));
    }
    return TRACE_GO_ON;
}

/* The reader takes the message from the box itself as soon as it can, while the writer is still
 * on its way out. */
static void take_at_once(struct actor *writer, struct actor *reader, int number, size_t length)
{
    static const char look[] = "after the flag is up the box is the reader's: nothing in it may be "
                               "written, nor read for the result";
    struct letter letter;
    struct area *box = box_used(writer, reader, number - 1);
    struct watch watch = {.reader = reader,
                          .box = box,
                          .text = letter.bytes,
                          .number = number,
                          .state = calloc(1, area_size(box))};
    struct tracing tracing = {
        .visit = receive_in_between, .context = &watch, .every_instruction = true, .area = box};
    letter_write(&letter, length);
    check_situation("The writer sends its %s message; the reader receives it as soon as the "
                    "box gives it away, before mailbox_send has returned.",
                    ordinal(number));
    struct reply reply =
        actor_call_traced(writer, &tracing, &f_send, AREA(box), LETTER(&letter), INT(PATIENT_MS));
    free(watch.state);
    judge_sight(&watch);
    check_situation("The writer sent its %s message, and the reader received it as soon as the "
                    "box gave it away, before mailbox_send had returned.",
                    ordinal(number));
    expect_value(&reply, number, look);
    if (!watch.received) {
        expect_received(reader, box, letter.bytes, look);
    }
    expect_empty(reader, box, look);
    letter_write(&letter, TEXT_LENGTH);
    reply = actor_call(writer, &f_send, AREA(box), LETTER(&letter), INT(PATIENT_MS));
    expect_value(&reply, number + 1, look);
    expect_received(reader, box, letter.bytes, look);
}

CHECK_NATIVELY(flag_last)
{
    struct actor *writer = actor_spawn("the writer");
    struct actor *reader = actor_spawn("the reader");
    look_at_all_states(writer, reader);
    take_at_once(writer, reader, 2, TEXT_LENGTH);
    take_at_once(writer, reader, 3, LONG_LENGTH);
}

/* --- empties-last ----------------------------------------------------------------------------- */

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
