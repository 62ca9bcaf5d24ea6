#include "groups.h"

#define LOOK_ORDER                                                                                 \
    "the post is the last thing: what another process may use from then on (text, number) "        \
    "is written before it, and what is still needed is copied before it"

struct group group_make(void)
{
    struct group group = {
        .readers = {actor_spawn("one reader"), actor_spawn("another reader")},
        .writers = {actor_spawn("one writer"), actor_spawn("another writer")},
    };
    group.channel = channel_make(group.readers[0], "the channel");
    area_map(group.channel, group.readers[1]);
    area_map(group.channel, group.writers[0]);
    area_map(group.channel, group.writers[1]);
    return group;
}

void group_forget(struct group *group)
{
    group->sent_count = 0;
    group->received_count = 0;
    for (unsigned i = 0; i < 3; i++) {
        /* Of different lengths, so that the rest of one cannot pass for the end of another. */
        check_random_text(group->sent[i].text, 30 + 9 * i);
    }
}

/* Takes the result of a send or receive that was begun; one that failed leaves no message. */
void group_settle_put(struct group *group, unsigned writer)
{
    struct reply reply = actor_wait(group->writers[writer]);
    if (!reply.failed) {
        struct message *message = &group->sent[group->sent_count++];
        memmove(message->text, group->sent[writer].text, INBOX);
        message->number = reply.value;
    }
}

void group_settle_take(struct group *group, unsigned reader)
{
    struct reply reply = actor_wait(group->readers[reader]);
    if (!reply.failed) {
        group->received[group->received_count++].number = reply.value;
    }
}

void group_put(struct group *group, unsigned writer, int timeout_ms)
{
    channel_begin_put(group->writers[writer], group->channel, group->sent[writer].text, timeout_ms);
}

void group_take(struct group *group, unsigned reader, int timeout_ms)
{
    channel_begin_take(group->readers[reader], group->channel,
                       group->received[group->received_count].text, timeout_ms);
}

static const struct message *find_sent(const struct group *group, const char *text)
{
    for (unsigned i = 0; i < group->sent_count; i++) {
        if (strcmp(group->sent[i].text, text) == 0) {
            return &group->sent[i];
        }
    }
    return NULL;
}

/* Every text that came out was sent, and its reader and its writer were told the same number. */
void expect_messages_match(const struct group *group)
{
    for (unsigned i = 0; i < group->received_count; i++) {
        const struct message *received = &group->received[i];
        const struct message *sent = find_sent(group, received->text);
        expect_that(
            sent != NULL, LOOK_ORDER, "each message to come out whole",
            "a reader got a text that nobody sent: not yet written, or already written over");
        expect_that(sent->number == received->number, LOOK_ORDER,
                    "the writer and the reader of a message to be told the same number",
                    "they were told different numbers: one of the two read or wrote the number "
                    "when the channel was no longer its own");
    }
}

/* The only message that was there when the reader came. */
void expect_first_whole(const struct group *group)
{
    if (group->received_count > 0) {
        expect_that(text_fault(group->received[0].text, group->sent[0].text) == NULL, LOOK_ORDER,
                    "the text that was sent, whole",
                    "the reader got something else: the next writer was let in before the text "
                    "was copied out");
    }
}

/* What is left in the channel. */
void group_take_rest(struct group *group)
{
    group_take(group, 1, AT_ONCE_MS);
    group_settle_take(group, 1);
    expect_messages_match(group);
}

/* False when somebody sleeps and is not woken. */
bool group_comes_back(struct group *group, struct actor *const *actors, size_t count)
{
    group->stuck = !calls_come_back(actors, count);
    return !group->stuck;
}
