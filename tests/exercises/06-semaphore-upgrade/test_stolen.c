/* A sleeper that is slow to get up: what it was woken for, somebody else takes meanwhile. */
#include "channels.h"

#include <signal.h>

#define LOOK_AGAIN                                                                                 \
    "who wakes up looks again before it goes in: `while`, not `if`, around "                       \
    "pthread_cond_wait(3) and futex(2)"

struct crowd_of_four {
    struct actor *readers[2], *writers[2];
    struct area *channel;
};

/* The sleeper runs on. With `taken`, what it waited for is gone, and it must not succeed. True when
 * it sleeps on and can be woken. */
static bool sleep_on(struct actor *sleeper, bool taken, const char *expected, const char *observed)
{
    actor_signal(sleeper, SIGCONT);
    /* It is ready to run from here on, so it sleeps only when it has looked. */
    if (taken ? call_waits(sleeper) : !call_comes_back(sleeper)) {
        return taken;
    }
    struct reply reply = actor_wait(sleeper);
    expect_that(!taken || reply.failed, LOOK_AGAIN, expected, "%s", observed);
    return false;
}

/* Who comes later may be refused: where there is an order, it is the sleeper's turn. */
static void expect_reader_looks_again(const struct crowd_of_four *four)
{
    char texts[2][INBOX];
    check_situation("The channel is empty. A reader sleeps and is stopped there (SIGSTOP). A "
                    "message is sent, another reader tries to take it, and the first runs on.");
    channel_begin_take(four->readers[0], four->channel, texts[0], FOR_EVER);
    if (!call_waits(four->readers[0])) {
        return;
    }
    actor_stop(four->readers[0]);
    bool sent = !channel_put(four->writers[0], four->channel, "for one of you", AT_ONCE_MS).failed;
    bool taken = !channel_take(four->readers[1], four->channel, texts[1], 0).failed;
    if (sleep_on(four->readers[0], sent && taken,
                 "the first reader to sleep on: the message is gone",
                 "both calls of channel_receive succeeded, with one message")) {
        channel_put(four->writers[0], four->channel, "for the first one", AT_ONCE_MS);
        if (call_comes_back(four->readers[0])) {
            actor_wait(four->readers[0]);
        }
    }
}

static void expect_writer_looks_again(const struct crowd_of_four *four)
{
    char text[INBOX];
    struct message message = {.text = "in the way"};
    check_situation("The channel is full. A writer sleeps and is stopped there (SIGSTOP). The "
                    "message is received, another writer tries to send, and the first runs on.");
    channel_fill(four->writers[1], four->channel, &message);
    channel_begin_put(four->writers[0], four->channel, "one", FOR_EVER);
    if (!call_waits(four->writers[0])) {
        return;
    }
    actor_stop(four->writers[0]);
    bool room = !channel_take(four->readers[0], four->channel, text, AT_ONCE_MS).failed;
    bool taken = !channel_put(four->writers[1], four->channel, "two", 0).failed;
    if (sleep_on(four->writers[0], room && taken,
                 "the first writer to sleep on: the place is taken",
                 "both calls of channel_send succeeded, and one message is lost")) {
        channel_take(four->readers[0], four->channel, text, AT_ONCE_MS);
        if (call_comes_back(four->writers[0])) {
            actor_wait(four->writers[0]);
        }
    }
}

static struct crowd_of_four four_make(void)
{
    struct crowd_of_four four = {
        .readers = {actor_spawn("one reader"), actor_spawn("another reader")},
        .writers = {actor_spawn("one writer"), actor_spawn("another writer")},
    };
    four.channel = channel_make(four.readers[0], "the channel");
    area_map(four.channel, four.readers[1]);
    area_map(four.channel, four.writers[0]);
    area_map(four.channel, four.writers[1]);
    return four;
}

/* Each with its own channel: a call that is not woken, which others say, is left where it is. */
void expect_nothing_stolen(void)
{
    struct crowd_of_four four = four_make();
    expect_reader_looks_again(&four);
    four = four_make();
    expect_writer_looks_again(&four);
}
