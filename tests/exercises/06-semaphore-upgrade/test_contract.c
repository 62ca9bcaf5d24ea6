/* What a channel is when nobody has to wait for anybody. Few actors: all of this runs under
 * Valgrind. */
#include "channels.h"

enum { TEXT_LENGTH = 20 };

#define LOOK_MEMORY                                                                                \
    "channel_init: every field gets its first value; semaphores lie in the channel itself, not "   \
    "behind a pointer"

#define LOOK_OWN                                                                                   \
    "sem_init(3): the semaphore that channel_send waits for begins with 1. It lies in the "        \
    "channel "                                                                                     \
    "itself: static variables and the heap (malloc(3)) belong to one process"
#define LOOK_KERNEL                                                                                \
    "what channel_init made in the kernel outlives the process that made it: it is removed by "    \
    "channel_destroy and not before (atexit(3), SEM_UNDO in semop(2))"

/* Each step in a process of its own, which is gone when the next one is made. */
static void expect_to_outlive_processes(struct actor **last)
{
    char sent_text[INBOX];
    char text[INBOX];
    check_random_text(sent_text, TEXT_LENGTH);
    check_situation("Three processes, with the channel at a different address in each. The first "
                    "makes it in memory that was used before, and exits; the second sends, and "
                    "exits; then the third receives.");
    struct actor *maker = actor_spawn("the first process");
    struct area *channel = channel_make(maker, "the channel");
    actor_exit(maker);
    struct actor *sender = actor_spawn("the second process");
    area_map(channel, sender);
    struct reply sent = channel_put(sender, channel, sent_text, AT_ONCE_MS);
    expect_success(&sent, sent.error == ETIMEDOUT ? LOOK_OWN : LOOK_KERNEL);
    expect_that(sent.value == 0 || sent.value == 1, LOOK_MEMORY,
                "a count of messages that does not come from what the memory held before",
                "channel_send returned an arbitrary number for the first message");
    actor_exit(sender);
    *last = actor_spawn("the third process");
    area_map(channel, *last);
    struct reply received = channel_take(*last, channel, text, AT_ONCE_MS);
    expect_success(&received,
                   "channel_send posts what channel_receive waits for (sem_post(3)). The "
                   "message outlives its sender: SEM_UNDO in semop(2) takes the post "
                   "back, and who sets the channel up again at a first call of its own "
                   "empties it");
    expect_text(text, sent_text,
                "channel_send and channel_receive: the text and its terminator, strlen + 1 bytes");
    expect_that(sent.value != 0 || received.value == 0,
                "channel_send returns the number of the message, and not 0 for success",
                "both sides to be told the same number",
                "channel_send returned 0, and channel_receive another number");
    expect_value(&received, sent.value, "the number of a message is the same on both sides");
}

#define LOOK_UNDO                                                                                  \
    "a process that ends between two calls leaves the channel as it was: SEM_UNDO in semop(2) "    \
    "takes "                                                                                       \
    "back what its calls did"

/* One sends and ends, another one receives and ends, with time-outs of one kind; the channel is then
 * as it was at first. Only what an end has changed is told here: a call that fails by itself is the
 * matter of other checks. */
static void expect_to_outlive_users(int timeout_ms)
{
    char text[INBOX];
    struct actor *sender = actor_spawn("the first process");
    struct actor *reader = actor_spawn("the second process");
    struct actor *last = actor_spawn("the third process");
    check_situation("One process sends and ends; then one receives and ends.");
    struct area *channel = channel_make(sender, "the channel");
    area_map(channel, reader);
    area_map(channel, last);
    if (channel_put(sender, channel, "first", timeout_ms).failed ||
        !channel_put(last, channel, "more", FAILS_SOON_MS).failed) {
        return;
    }
    actor_exit(sender);
    struct reply reply = channel_put(last, channel, "too early", FAILS_SOON_MS);
    expect_that(reply.failed, LOOK_UNDO, "no room: the message of the first process is still there",
                "channel_send succeeded");
    if (channel_take(reader, channel, text, timeout_ms).failed ||
        !channel_take(last, channel, text, FAILS_SOON_MS).failed) {
        return;
    }
    actor_exit(reader);
    reply = channel_take(last, channel, text, FAILS_SOON_MS);
    expect_that(reply.failed, LOOK_UNDO, "no message: the second process has received it",
                "channel_receive succeeded");
}

CHECK(two_processes)
{
    struct message first = {.number = 0};
    struct message second = {.number = 0};
    char text[INBOX];
    struct actor *process;
    expect_to_outlive_processes(&process);

    check_random_text(first.text, TEXT_LENGTH);
    check_random_text(second.text, TEXT_LENGTH);
    check_situation("A channel is made while a message lies in another one.");
    struct area *one = channel_make(process, "one channel");
    channel_fill(process, one, &first);
    struct area *other = channel_make(process, "another channel");
    struct reply sent = channel_put(process, other, second.text, AT_ONCE_MS);
    expect_success(&sent, "a new channel is empty, whatever lies in another one (sem_open(3), "
                          "ftok(3): two channels need two names or keys)");
    struct reply received = channel_take(process, one, text, AT_ONCE_MS);
    expect_success(&received, "two channels at once: the state of each is its own");
    expect_text(text, first.text, "two channels at once: the text of each is its own");
    received = channel_take(process, other, text, AT_ONCE_MS);
    expect_success(&received, "two channels at once: the state of each is its own");
    expect_text(text, second.text, "two channels at once: the text of each is its own");
    if (!check_under_valgrind()) {
        expect_to_outlive_users(AT_ONCE_MS);
        expect_to_outlive_users(0);
    }
}

/* A call that cannot go on. What is no number of a message is no success either. */
static void expect_refusal(const struct reply *reply, const char *look, const char *expected,
                           const char *observed)
{
    if (!reply->failed && reply->value < 1) {
        expect_failure(reply, ETIMEDOUT, "semaphore_upgrade.h: failure is -1 with errno set");
    }
    expect_that(reply->failed, look, expected, "%s", observed);
}

/* The buffer of a receive that failed. */
static void expect_untouched(const char *text)
{
    for (size_t i = 0; i < INBOX; i++) {
        expect_that(text[i] == '#',
                    "semaphore_upgrade.h: a failed call changes neither the channel nor the "
                    "caller's buffer",
                    "the buffer as it was before the call", "channel_receive has written to it");
    }
}

CHECK(one_at_a_time)
{
    char text[INBOX];
    struct actor *writer = actor_spawn("the writer");
    struct actor *reader = actor_spawn("the reader");
    check_situation("The channel is new.");
    struct area *channel = channel_make(writer, "the channel");
    area_map(channel, reader);
    struct reply received = channel_take(reader, channel, text, FAILS_SOON_MS);
    expect_refusal(&received, "the first values: what counts messages starts at 0",
                   "no message in a new channel", "channel_receive succeeded");
    expect_untouched(text);

    struct reply sent = channel_put(writer, channel, "one", AT_ONCE_MS);
    expect_success(&sent, "the first values: what counts free places starts at 1; and a "
                          "channel_receive that timed out gives back what it had taken (a lock)");
    sent = channel_put(writer, channel, "two", FAILS_SOON_MS);
    expect_refusal(&sent, "the first values: one place; channel_send takes it before it writes",
                   "no room for a second message before the first is received",
                   "the second channel_send succeeded");
    received = channel_take(reader, channel, text, AT_ONCE_MS);
    expect_success(&received, "channel_receive: there is a message");
    expect_text(text, "one", "channel_send: a send that fails writes nothing");

    sent = channel_put(writer, channel, "three", AT_ONCE_MS);
    expect_success(&sent, "channel_receive: it gives the place back, for the next sender; and a "
                          "channel_send that timed out gives back what it had taken (a lock)");
    received = channel_take(reader, channel, text, AT_ONCE_MS);
    expect_success(&received, "channel_send: each message can be received");
    expect_text(text, "three", "channel_receive: it copies the message that is there now");
    received = channel_take(reader, channel, text, FAILS_SOON_MS);
    expect_refusal(&received, "channel_receive: it takes the message out",
                   "each message to be received once", "channel_receive succeeded again");
}

/* --- arguments -------------------------------------------------------------------------------- */

#define LOOK_FIRST "the head of the function: arguments are checked before anything is waited for"

#define refused_at_once(actor, function, error, ...)                                               \
    do {                                                                                           \
        struct reply refused = call_at_once((actor), (function), ARGUMENTS(__VA_ARGS__),           \
                                            LOOK_FIRST, "a refusal at once");                      \
        expect_failure(&refused, (error), LOOK_FIRST);                                             \
    } while (0)

static void expect_null_refused(struct actor *process, struct area *channel)
{
    char text[INBOX];
    refused_at_once(process, &receive_function, EINVAL, AREA(channel), NULL_POINTER, SIZE(INBOX),
                    INT(FOR_EVER));
    refused_at_once(process, &receive_function, EINVAL, AREA(channel), NULL_POINTER, SIZE(0),
                    INT(FOR_EVER));
    refused_at_once(process, &receive_function, EINVAL, NULL_POINTER, BUFFER(text, sizeof text),
                    SIZE(sizeof text), INT(FOR_EVER));
    refused_at_once(process, &send_function, EINVAL, AREA(channel), NULL_POINTER, INT(FOR_EVER));
    refused_at_once(process, &send_function, EINVAL, NULL_POINTER, TEXT("text"), INT(FOR_EVER));
}

static void expect_too_long_refused(struct actor *process, struct area *channel, size_t length)
{
    char text[INBOX];
    check_random_text(text, length);
    refused_at_once(process, &send_function, EMSGSIZE, AREA(channel), TEXT(text), INT(FOR_EVER));
}

static void expect_round_trip(struct actor *process, struct area *channel, size_t length)
{
    char sent[INBOX];
    char received[INBOX];
    check_random_text(sent, length);
    struct reply reply = channel_put(process, channel, sent, AT_ONCE_MS);
    expect_success(&reply, "channel_send: a text of 0 to CHANNEL_TEXT_MAX characters is a message");
    reply = channel_take(process, channel, received, AT_ONCE_MS);
    expect_success(&reply, "channel_receive: an empty text is a message, too");
    expect_text(received, sent, "channel_send and channel_receive: the text with its terminator");
}

CHECK(arguments_first)
{
    static const size_t lengths[] = {CHANNEL_TEXT_MAX, 0, 1, CHANNEL_TEXT_MAX - 1, 0};
    struct message kept = {.number = 0};
    struct message received;
    check_random_text(kept.text, TEXT_LENGTH);
    struct actor *process = actor_spawn(NULL);
    struct reply reply = actor_call(process, &init_function, NULL_POINTER);
    expect_failure(&reply, EINVAL, "channel_init in semaphore_upgrade.h: EINVAL");
    reply = actor_call(process, &destroy_function, NULL_POINTER);
    expect_failure(&reply, EINVAL, "channel_destroy in semaphore_upgrade.h: EINVAL");

    check_situation("The channel is empty: a receive without a time-out would wait for ever.");
    struct area *channel = channel_make(process, "the channel");
    expect_null_refused(process, channel);
    expect_too_long_refused(process, channel, CHANNEL_TEXT_MAX + 1);
    check_situation("The channel is full: a send without a time-out would wait for ever.");
    channel_fill(process, channel, &kept);
    expect_null_refused(process, channel);
    expect_too_long_refused(process, channel, CHANNEL_TEXT_MAX + 1);
    expect_too_long_refused(process, channel, CHANNEL_TEXT_MAX + 150);
    channel_drain(process, channel, &received);
    expect_text(received.text, kept.text, "a call that is refused leaves the channel as it was");

    check_situation("The channel is empty.");
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        expect_round_trip(process, channel, lengths[i]);
    }
}
