/* Several processes at once, with the order of things chosen by the test. What a reader got is compared with what
 * the writer of that text was told, so it does not matter who was let in first. */
#include "channels.h"

#include "examiner/usage.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>

#define LOOK_ORDER "the post is the last thing: what another process may use from then on (text, number) " \
                   "is written before it, and what is still needed is copied before it"
#define LOOK_DRAWN "channel_send: the number is drawn inside, when there is room, and not before the wait"

/* Two readers and two writers at one channel. */
struct group {
    struct actor *readers[2], *writers[2];
    struct area *channel;
    struct message sent[3], received[3];
    unsigned sent_count, received_count;
    bool stuck; /* somebody sleeps and is not woken: wakes-waiter has said so */
};

static struct group group_make(void)
{
    struct group group = {
        .readers = { actor_spawn("one reader"), actor_spawn("another reader") },
        .writers = { actor_spawn("one writer"), actor_spawn("another writer") },
    };
    group.channel = channel_make(group.readers[0], "the channel");
    area_map(group.channel, group.readers[1]);
    area_map(group.channel, group.writers[0]);
    area_map(group.channel, group.writers[1]);
    return group;
}

static void group_forget(struct group *group)
{
    group->sent_count = 0;
    group->received_count = 0;
    for (unsigned i = 0; i < 3; i++) {
        /* Of different lengths, so that the rest of one cannot pass for the end of another. */
        check_random_text(group->sent[i].text, 30 + 9 * i);
    }
}

/* Takes the result of a send or receive that was begun; one that failed leaves no message. */
static void note_sent(struct group *group, unsigned which, const struct reply *reply)
{
    if (reply->failed) {
        return;
    }
    struct message *message = &group->sent[group->sent_count];
    if (message != &group->sent[which]) {
        memmove(message->text, group->sent[which].text, INBOX);
    }
    message->number = reply->value;
    group->sent_count++;
}

static void note_received(struct group *group, const struct reply *reply)
{
    if (!reply->failed) {
        group->received[group->received_count++].number = reply->value;
    }
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
static void expect_messages_match(const struct group *group)
{
    for (unsigned i = 0; i < group->received_count; i++) {
        const struct message *received = &group->received[i];
        const struct message *sent = find_sent(group, received->text);
        expect_that(sent != NULL, LOOK_ORDER, "each message to come out whole",
                    "a reader got a text that nobody sent: not yet written, or already written over");
        expect_that(sent->number == received->number, LOOK_ORDER,
                    "the writer and the reader of a message to be told the same number",
                    "the writer of a message was told %lld, and its reader %lld",
                    (long long)sent->number, (long long)received->number);
    }
}

/* The only message that was there when the reader came. */
static void expect_first_whole(const struct group *group)
{
    if (group->received_count > 0) {
        expect_text(group->received[0].text, group->sent[0].text, LOOK_ORDER);
    }
}

static void take_into(struct group *group, struct actor *reader, int timeout_ms)
{
    char *text = group->received[group->received_count].text;
    struct reply reply = channel_take(reader, group->channel, text, timeout_ms);
    note_received(group, &reply);
}

/* --- a writer held up -------------------------------------------------------------------------- */

/* A sleeping reader is woken, or not yet; then a second writer comes. */
static void while_writer_is_held(void *context)
{
    struct group *group = context;
    call_waits(group->readers[0]);
    channel_begin_put(group->writers[1], group->channel, group->sent[1].text, FOR_EVER);
    call_waits(group->writers[1]);
}

/* False when the call has not so many stops, or somebody is stuck. */
static bool hold_writer(struct group *group, unsigned at)
{
    struct hold hold = { .at = at, .meanwhile = while_writer_is_held, .context = group };
    struct actor *all[] = { group->readers[0], group->writers[0], group->writers[1] };
    group_forget(group);
    check_situation("A reader sleeps at an empty channel. A writer is held up inside its call, before "
                    "or after a system call, and a second writer comes; then the first goes on.");
    channel_begin_take(group->readers[0], group->channel, group->received[0].text, FOR_EVER);
    call_waits(group->readers[0]);
    channel_begin_put_held(group->writers[0], group->channel, group->sent[0].text, FOR_EVER, &hold);
    if (!hold.reached) {
        while_writer_is_held(group);
    }
    if (!calls_come_back(all, 3)) {
        group->stuck = true;
        return false;
    }
    struct reply reply = actor_wait(group->writers[0]);
    note_sent(group, 0, &reply);
    reply = actor_wait(group->writers[1]);
    note_sent(group, 1, &reply);
    reply = actor_wait(group->readers[0]);
    note_received(group, &reply);
    take_into(group, group->readers[1], AT_ONCE_MS);
    expect_messages_match(group);
    expect_that(group->received_count < 2 || group->received[0].number < group->received[1].number,
                LOOK_DRAWN, "the messages to come out in the order of their numbers",
                "the one that came out first has the higher number");
    return hold.reached;
}

/* --- a reader held up -------------------------------------------------------------------------- */

static void while_reader_is_held(void *context)
{
    struct group *group = context;
    call_waits(group->writers[1]);
}

static bool hold_reader(struct group *group, unsigned at)
{
    struct hold hold = { .at = at, .meanwhile = while_reader_is_held, .context = group };
    struct actor *all[] = { group->readers[0], group->writers[1] };
    group_forget(group);
    check_situation("The channel is full, and a second writer sleeps. A reader is held up inside its "
                    "call, before or after a system call, until the writer has done what it can; then "
                    "the reader goes on.");
    struct reply reply = channel_put(group->writers[0], group->channel, group->sent[0].text, AT_ONCE_MS);
    note_sent(group, 0, &reply);
    channel_begin_put(group->writers[1], group->channel, group->sent[1].text, FOR_EVER);
    call_waits(group->writers[1]);
    channel_begin_take_held(group->readers[0], group->channel, group->received[0].text, FOR_EVER, &hold);
    if (!calls_come_back(all, 2)) {
        group->stuck = true;
        return false;
    }
    reply = actor_wait(group->writers[1]);
    note_sent(group, 1, &reply);
    reply = actor_wait(group->readers[0]);
    note_received(group, &reply);
    expect_first_whole(group);
    take_into(group, group->readers[1], AT_ONCE_MS);
    expect_messages_match(group);
    return hold.reached;
}

/* --- held up where the channel's bytes change -------------------------------------------------- */

static void try_to_take(void *context)
{
    struct group *group = context;
    channel_begin_take(group->readers[0], group->channel, group->received[0].text, 0);
    call_waits(group->readers[0]);
}

static void try_to_put(void *context)
{
    struct group *group = context;
    channel_begin_put(group->writers[1], group->channel, group->sent[1].text, 0);
    call_waits(group->writers[1]);
}

/* The writer is stopped right behind a change of the channel, and a reader looks for a message. */
static bool step_writer(struct group *group, unsigned at)
{
    struct hold hold = { .every_instruction = true, .at = at, .meanwhile = try_to_take,
                         .context = group };
    struct actor *all[] = { group->writers[0], group->readers[0] };
    group_forget(group);
    check_situation("A writer is held up in the middle of its call, right after a change to the "
                    "channel's bytes, while a reader tries to receive; then the writer goes on.");
    channel_begin_put_held(group->writers[0], group->channel, group->sent[0].text, AT_ONCE_MS, &hold);
    if (!calls_come_back(all, hold.reached ? 2 : 1)) {
        group->stuck = true;
        return false;
    }
    struct reply reply = actor_wait(group->writers[0]);
    note_sent(group, 0, &reply);
    if (hold.reached) {
        reply = actor_wait(group->readers[0]);
        note_received(group, &reply);
    }
    if (group->received_count == 0) {
        take_into(group, group->readers[1], AT_ONCE_MS);
    }
    expect_messages_match(group);
    return hold.reached;
}

static bool step_reader(struct group *group, unsigned at)
{
    struct hold hold = { .every_instruction = true, .at = at, .meanwhile = try_to_put,
                         .context = group };
    struct actor *all[] = { group->readers[0], group->writers[1] };
    group_forget(group);
    check_situation("A reader is held up in the middle of its call, right after a change to the "
                    "channel's bytes, while a writer tries to send; then the reader goes on.");
    struct reply reply = channel_put(group->writers[0], group->channel, group->sent[0].text, AT_ONCE_MS);
    note_sent(group, 0, &reply);
    channel_begin_take_held(group->readers[0], group->channel, group->received[0].text, AT_ONCE_MS,
                            &hold);
    if (!calls_come_back(all, hold.reached ? 2 : 1)) {
        group->stuck = true;
        return false;
    }
    if (hold.reached) {
        reply = actor_wait(group->writers[1]);
        note_sent(group, 1, &reply);
    }
    reply = actor_wait(group->readers[0]);
    note_received(group, &reply);
    expect_first_whole(group);
    if (group->sent_count == 2) {
        take_into(group, group->readers[1], AT_ONCE_MS);
    }
    expect_messages_match(group);
    return hold.reached;
}

static void step_through_changes(struct group *group)
{
    struct survey put = { .steps = 0 };
    struct survey take = { .steps = 0 };
    group_forget(group);
    for (int i = 0; i < 2; i++) { /* the first time the dynamic linker works, too */
        put = survey_put(group->writers[0], group->channel, group->sent[0].text, AT_ONCE_MS);
        take = survey_take(group->readers[0], group->channel, AT_ONCE_MS);
    }
    for (unsigned i = 0; i < put.change_count && step_writer(group, put.changes[i]); i++) {
    }
    for (unsigned i = 0; i < take.change_count && step_reader(group, take.changes[i]); i++) {
    }
}

/* --- a waiting writer that is stopped ---------------------------------------------------------- */

static void await_stopped(struct actor *actor)
{
    while (usage_state(actor_pid(actor)) != 'T') {
        nanosleep(&(struct timespec){ .tv_nsec = 100000 }, NULL);
    }
}

static void expect_number_drawn_inside(struct group *group)
{
    struct message first = { .text = "first" };
    char text[INBOX];
    check_situation("The channel is full. A second writer waits and is stopped there (SIGSTOP); the "
                    "message is received, and a third process sends.");
    channel_fill(group->writers[0], group->channel, &first);
    channel_begin_put(group->writers[1], group->channel, "second", FOR_EVER);
    if (!call_waits(group->writers[1])) {
        return;
    }
    actor_signal(group->writers[1], SIGSTOP);
    await_stopped(group->writers[1]);
    channel_take(group->readers[0], group->channel, text, AT_ONCE_MS);
    struct reply third = channel_put(group->writers[0], group->channel, "third", 0);
    actor_signal(group->writers[1], SIGCONT);
    expect_that(third.failed || third.value == first.number + 1, LOOK_DRAWN,
                "the next number for the next message that goes in, or ETIMEDOUT",
                "a number was left out: a writer that is still waiting has it");
}

CHECK_NATIVELY(whole_and_in_order)
{
    enum { STOPS_MAX = 8 };
    check_on_one_processor();
    struct group group = group_make();
    for (unsigned at = 0; at < STOPS_MAX && hold_writer(&group, at); at++) {
    }
    for (unsigned at = 0; at < STOPS_MAX && !group.stuck && hold_reader(&group, at); at++) {
    }
    if (!group.stuck) {
        step_through_changes(&group);
    }
    if (!group.stuck) {
        expect_number_drawn_inside(&group);
    }
}
