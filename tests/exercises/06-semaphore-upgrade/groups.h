/* Two readers and two writers at one channel, and what they sent and received. What a reader got
 * is compared with what the writer of that text was told, so it does not matter who was let in
 * first. */
#ifndef GROUPS_H
#define GROUPS_H

#include "channels.h"

struct group {
    struct actor *readers[2], *writers[2];
    struct area *channel;
    struct message sent[3], received[3];
    unsigned sent_count, received_count;
    bool stuck; /* somebody sleeps and is not woken: wakes-waiter has said so */
};

struct group group_make(void);
/* Begins a new round, with new texts. */
void group_forget(struct group *group);

/* Begin calls. A writer sends the text of its number. */
void group_put(struct group *group, unsigned writer, int timeout_ms);
void group_take(struct group *group, unsigned reader, int timeout_ms);
/* Take the result of such a call; one that failed leaves no message. */
void group_settle_put(struct group *group, unsigned writer);
void group_settle_take(struct group *group, unsigned reader);
/* Receives what is left in the channel, and compares all. */
void group_take_rest(struct group *group);
/* False when somebody sleeps and is not woken. */
bool group_comes_back(struct group *group, struct actor *const *actors, size_t count);

/* Every text that came out was sent, and its reader and its writer were told the same number. */
void expect_messages_match(const struct group *group);
/* What came out first is what was sent first: the only message when the reader came. */
void expect_first_whole(const struct group *group);

#endif
