/* Several processes at once, with the order of things chosen by the test. */
#include "groups.h"

#include <signal.h>

#define LOOK_DRAWN                                                                                 \
    "channel_send: the number is drawn inside, when there is room, and not before the wait"

/* --- a writer held up ------------------------------------------------------------------------- */

/* A sleeping reader is woken, or not yet; then a second writer comes. */
static void while_writer_is_held(void *context)
{
    struct group *group = context;
    call_waits(group->readers[0]);
    group_put(group, 1, FOR_EVER);
    call_waits(group->writers[1]);
}

/* False when the call has not so many stops, or somebody is stuck. */
static bool hold_writer(struct group *group, unsigned at)
{
    struct hold hold = {.at = at, .meanwhile = while_writer_is_held, .context = group};
    struct actor *all[] = {group->readers[0], group->writers[0], group->writers[1]};
    group_forget(group);
    check_situation(
        "A reader sleeps at an empty channel. A writer is held up inside its call, before "
        "or after a system call, and a second writer comes; then the first goes on.");
    group_take(group, 0, FOR_EVER);
    call_waits(group->readers[0]);
    channel_begin_put_held(group->writers[0], group->channel, group->sent[0].text, FOR_EVER, &hold);
    if (!hold.reached) {
        while_writer_is_held(group);
    }
    if (!group_comes_back(group, all, 3)) {
        return false;
    }
    group_settle_put(group, 0);
    group_settle_put(group, 1);
    group_settle_take(group, 0);
    group_take_rest(group);
    expect_that(group->received_count < 2 || group->received[0].number < group->received[1].number,
                LOOK_DRAWN, "the messages to come out in the order of their numbers",
                "the one that came out first has the higher number");
    return hold.reached;
}

/* --- a reader held up ------------------------------------------------------------------------- */

static void while_reader_is_held(void *context)
{
    struct group *group = context;
    call_waits(group->writers[1]);
}

static bool hold_reader(struct group *group, unsigned at)
{
    struct hold hold = {.at = at, .meanwhile = while_reader_is_held, .context = group};
    struct actor *all[] = {group->readers[0], group->writers[1]};
    group_forget(group);
    check_situation(
        "The channel is full, and a second writer sleeps. A reader is held up inside its "
        "call, before or after a system call, until the writer has done what it can; then "
        "the reader goes on.");
    group_put(group, 0, AT_ONCE_MS);
    group_settle_put(group, 0);
    group_put(group, 1, FOR_EVER);
    call_waits(group->writers[1]);
    channel_begin_take_held(group->readers[0], group->channel, group->received[0].text, FOR_EVER,
                            &hold);
    if (!group_comes_back(group, all, 2)) {
        return false;
    }
    group_settle_put(group, 1);
    group_settle_take(group, 0);
    expect_first_whole(group);
    group_take_rest(group);
    return hold.reached;
}

/* --- held up where the channel's bytes change ------------------------------------------------- */

static void try_to_take(void *context)
{
    struct group *group = context;
    group_take(group, 0, 0);
    call_waits(group->readers[0]);
}

static void try_to_put(void *context)
{
    struct group *group = context;
    group_put(group, 1, 0);
    call_waits(group->writers[1]);
}

/* The writer is stopped right behind a change of the channel, and a reader looks for a message. */
static bool step_writer(struct group *group, struct place place)
{
    struct hold hold = hold_at(place, try_to_take, group);
    struct actor *all[] = {group->writers[0], group->readers[0]};
    group_forget(group);
    check_situation("A writer is held up in the middle of its call, right after a change to the "
                    "channel's bytes, while a reader tries to receive; then the writer goes on.");
    channel_begin_put_held(group->writers[0], group->channel, group->sent[0].text, AT_ONCE_MS,
                           &hold);
    if (!group_comes_back(group, all, hold.reached ? 2 : 1)) {
        return false;
    }
    group_settle_put(group, 0);
    if (hold.reached) {
        group_settle_take(group, 0);
    }
    if (group->received_count == 0) {
        group_take_rest(group);
    }
    expect_messages_match(group);
    return hold.reached;
}

static bool step_reader(struct group *group, struct place place)
{
    struct hold hold = hold_at(place, try_to_put, group);
    struct actor *all[] = {group->readers[0], group->writers[1]};
    group_forget(group);
    check_situation("A reader is held up in the middle of its call, right after a change to the "
                    "channel's bytes, while a writer tries to send; then the reader goes on.");
    group_put(group, 0, AT_ONCE_MS);
    group_settle_put(group, 0);
    channel_begin_take_held(group->readers[0], group->channel, group->received[0].text, AT_ONCE_MS,
                            &hold);
    if (!group_comes_back(group, all, hold.reached ? 2 : 1)) {
        return false;
    }
    if (hold.reached) {
        group_settle_put(group, 1);
    }
    group_settle_take(group, 0);
    expect_first_whole(group);
    if (group->sent_count == 2) {
        group_take_rest(group);
    }
    expect_messages_match(group);
    return hold.reached;
}

static void step_through_changes(struct group *group)
{
    struct survey writing = {.steps = 0};
    struct survey reading = {.steps = 0};
    group_forget(group);
    for (int i = 0; i < 2; i++) { /* a glance, and then a look */
        survey_put(&writing, group->writers[0], group->channel, group->sent[0].text, AT_ONCE_MS);
        survey_take(&reading, group->readers[0], group->channel, AT_ONCE_MS);
    }
    for (unsigned i = 0; i < writing.change_count && step_writer(group, writing.changes[i]); i++) {
    }
    for (unsigned i = 0; i < reading.change_count && step_reader(group, reading.changes[i]); i++) {
    }
}

/* --- a waiting writer that is stopped --------------------------------------------------------- */

/* The writer that was stopped goes on, behind the message that was numbered last. */
static void expect_other_number(struct group *group, int64_t last)
{
    char text[INBOX];
    channel_take(group->readers[0], group->channel, text, 0);
    if (!call_comes_back(group->writers[1])) {
        return;
    }
    struct reply second = actor_wait(group->writers[1]);
    expect_that(second.failed || second.value == last + 1, LOOK_DRAWN,
                "a number of its own for the message of the writer that had to wait",
                "it has the number of another message: it was looked up before the wait");
}

static void expect_number_drawn_inside(struct group *group)
{
    struct message first = {.text = "first"};
    char text[INBOX];
    check_situation(
        "The channel is full. A second writer waits and is stopped there (SIGSTOP); the "
        "message is received, and a third process sends.");
    channel_fill(group->writers[0], group->channel, &first);
    channel_begin_put(group->writers[1], group->channel, "second", FOR_EVER);
    if (!call_waits(group->writers[1])) {
        return;
    }
    actor_stop(group->writers[1]);
    channel_take(group->readers[0], group->channel, text, AT_ONCE_MS);
    struct reply third = channel_put(group->writers[0], group->channel, "third", 0);
    actor_signal(group->writers[1], SIGCONT);
    expect_that(third.failed || third.value == first.number + 1, LOOK_DRAWN,
                "the next number for the next message that goes in, or ETIMEDOUT",
                "a number was left out: a writer that is still waiting has it");
    expect_other_number(group, third.failed ? first.number : third.value);
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
