/* Exercise 05: texts, buffers and arguments at the edge of what is allowed and beyond. */
#include "mailbox_checks.h"

static void carry_text(struct actor *process, struct area *box, struct argument argument,
                       const char *text, const char *look)
{
    char buffer[WIDE];
    memset(buffer, UNTOUCHED, sizeof buffer);
    struct reply reply = actor_call(process, &f_send, AREA(box), argument, INT(PATIENT_MS));
    expect_success(&reply, look);
    reply = actor_call(process, &f_receive, AREA(box), BUFFER(buffer, sizeof buffer),
                       SIZE(sizeof buffer), INT(PATIENT_MS));
    expect_success(&reply, look);
    expect_text(buffer, sizeof buffer, text, look);
}

static void carry_lengths(struct actor *process, struct area *box)
{
    const size_t lengths[] = {1,
                              0,
                              7,
                              8,
                              20 + check_random(200),
                              MAILBOX_TEXT_MAX - 1,
                              MAILBOX_TEXT_MAX,
                              3,
                              0,
                              MAILBOX_TEXT_MAX};
    static const char look[] =
        "0 to MAILBOX_TEXT_MAX characters and a terminator: strlen(text) + 1 bytes to copy, and as "
        "much room in the box for the longest text";
    char text[ROOM];
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        check_situation(
            "A text of %zu character%s ends right before memory that may not be touched.%s",
            lengths[i], lengths[i] == 1 ? "" : "s",
            i > 0 && lengths[i] < lengths[i - 1] ? " The message before it was longer." : "");
        check_random_text(text, lengths[i]);
        carry_text(process, box, TEXT(text), text, look);
    }
}

static void carry_all_characters(struct actor *process, struct area *box)
{
    char text[256];
    for (size_t i = 0; i < 255; i++) {
        text[i] = (char)(255 - i);
    }
    text[255] = '\0';
    check_situation("The text holds every character from 255 down to 1.");
    carry_text(process, box, BYTES(text, sizeof text), text,
               "only the terminator ends a text; char may be signed, so that a byte from 128 on is "
               "negative");
}

CHECK(text_limits)
{
    static const char look[] =
        "EMSGSIZE: the length is checked before anything is copied, and nothing is cut off";
    const size_t lengths[] = {MAILBOX_TEXT_MAX + 1, 3 * MAILBOX_TEXT_MAX};
    struct actor *process = actor_spawn(NULL);
    struct area *box = box_create(process, "the mailbox");
    carry_lengths(process, box);
    carry_all_characters(process, box);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        char text[3 * MAILBOX_TEXT_MAX + 1];
        check_random_text(text, lengths[i]);
        check_situation("The box is empty.");
        struct reply reply = actor_call(process, &f_send, AREA(box), TEXT(text), INT(PATIENT_MS));
        expect_failure(&reply, EMSGSIZE, look);
    }
    expect_empty(process, box, "a send that failed has sent nothing");
}

/* The message is `length` characters long: `capacity` is too small for it. */
static void refuse_small(struct actor *process, struct area *box, size_t capacity, const char *look)
{
    char buffer[ROOM];
    memset(buffer, UNTOUCHED, sizeof buffer);
    struct reply reply = actor_call(process, &f_receive, AREA(box), BUFFER(buffer, capacity),
                                    SIZE(capacity), INT(PATIENT_MS));
    expect_failure(&reply, ERANGE, look);
    for (size_t i = 0; i < capacity; i++) {
        expect_that(buffer[i] == UNTOUCHED, look,
                    "the buffer as it was: all of the text or nothing", "bytes in it were changed");
    }
}

static void carry_into_exact(struct actor *process, struct area *box, size_t length)
{
    static const char look[] =
        "ERANGE leaves the message in the box; strlen + 1 bytes are room enough";
    struct letter letter;
    char buffer[ROOM];
    letter_write(&letter, length);
    check_situation("A message of %zu character%s is sent, and received into buffers of several "
                    "sizes.",
                    length, length == 1 ? "" : "s");
    int64_t number =
        expect_sent(process, box, &letter, "mailbox_send: an empty box takes a message");
    refuse_small(
        process, box, length,
        "ERANGE: text and terminator need strlen + 1 bytes; compare before anything is copied");
    refuse_small(process, box, 0, look);
    refuse_small(process, box, length / 2, look);
    memset(buffer, UNTOUCHED, sizeof buffer);
    struct reply reply = actor_call(process, &f_receive, AREA(box), BUFFER(buffer, length + 1),
                                    SIZE(length + 1), INT(PATIENT_MS));
    expect_value(&reply, number, look);
    expect_text(buffer, length + 1, letter.bytes, look);
}

CHECK(small_buffer)
{
    struct actor *process = actor_spawn(NULL);
    struct area *box = box_create(process, "the mailbox");
    carry_into_exact(process, box, SHORT);
    carry_into_exact(process, box, 0);
    carry_into_exact(process, box, 1);
    carry_into_exact(process, box, MAILBOX_TEXT_MAX);
    expect_empty(process, box, "a message that was received is gone");
}

/* Time enough to see that a call waits first, short enough not to be a hang. */
enum { NO_WAIT_MS = 50 };

static const char before_look[] =
    "ready_flag.h: arguments are checked before anything is waited for";

static void refuse_null(struct actor *process, struct area *box, int timeout_ms)
{
    static const char look[] =
        "ready_flag.h: NULL is EINVAL, found before anything is waited for or touched";
    struct letter letter;
    char buffer[ROOM] = "";
    letter_write(&letter, SHORT);
    struct reply reply =
        actor_call(process, &f_send, NULL_POINTER, LETTER(&letter), INT(timeout_ms));
    expect_failure(&reply, EINVAL, look);
    reply = actor_call(process, &f_send, AREA(box), NULL_POINTER, INT(timeout_ms));
    expect_failure(&reply, EINVAL, look);
    reply = actor_call(process, &f_receive, NULL_POINTER, BUFFER(buffer, sizeof buffer),
                       SIZE(sizeof buffer), INT(timeout_ms));
    expect_failure(&reply, EINVAL, look);
    reply = actor_call(process, &f_receive, AREA(box), NULL_POINTER, SIZE(sizeof buffer),
                       INT(timeout_ms));
    expect_failure(&reply, EINVAL, look);
    reply = actor_call(process, &f_receive, AREA(box), NULL_POINTER, SIZE(0), INT(timeout_ms));
    expect_failure(&reply, EINVAL, look);
}

static void refuse_all(struct actor *process, struct area *box, const char *situation,
                       int timeout_ms)
{
    char too_long[MAILBOX_TEXT_MAX + 2];
    check_random_text(too_long, sizeof too_long - 1);
    check_situation("%s", situation);
    refuse_null(process, box, timeout_ms);
    check_situation("%s", situation);
    struct reply reply = actor_call(process, &f_send, AREA(box), TEXT(too_long), INT(timeout_ms));
    expect_failure(&reply, EMSGSIZE, before_look);
}

CHECK(bad_arguments)
{
    static const char look[] = "a call that is refused changes neither the box nor the count";
    struct actor *process = actor_spawn(NULL);
    struct area *box = box_create(process, "the mailbox");
    struct letter letter;
    letter_write(&letter, SHORT);
    check_situation("There is no mailbox.");
    struct reply reply = actor_call(process, &f_init, NULL_POINTER);
    expect_failure(&reply, EINVAL, "ready_flag.h: EINVAL, box is NULL");
    refuse_all(process, box, "The box is empty.", NO_WAIT_MS);
    check_situation("Calls with bad arguments were refused; then we used the box properly.");
    reply = actor_call(process, &f_send, AREA(box), LETTER(&letter), INT(PATIENT_MS));
    expect_value(&reply, 1, look);
    refuse_all(process, box, "A message is in the box.", NO_WAIT_MS);
    check_situation("Calls with bad arguments were refused while a message was in the box.");
    expect_received(process, box, letter.bytes, look);
    refuse_all(process, box, "The box is empty again.", 0);
}
