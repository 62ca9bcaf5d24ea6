/* Exercise 05: the flag goes up only when the whole message is in the box (mailbox_order.h). */
#include "mailbox_order.h"

#include <stdlib.h>
#include <sys/syscall.h>

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
