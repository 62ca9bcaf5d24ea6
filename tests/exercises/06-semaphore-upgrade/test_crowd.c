/* Several processes that want the same thing, of which there is one; and the end of a channel. */
#include "channels.h"

#define LOOK_ONCE                                                                                  \
    "looking and taking in one step: sem_wait(3), semop(2), a compare-and-exchange, or a mutex "   \
    "around both and `while`, not `if`, around pthread_cond_wait(3)"

enum { SIDE = 3 };

/* Readers first, then writers. */
struct crowd {
    struct actor *all[2 * SIDE];
    struct area *channel;
    bool stuck; /* somebody sleeps and is not woken */
};

static struct crowd crowd_make(int side)
{
    static const char *const names[2 * SIDE] = {"one reader", "another reader", "a third reader",
                                                "one writer", "another writer", "a third writer"};
    struct crowd crowd = {.channel = NULL};
    for (int i = 0; i < 2 * SIDE; i++) {
        if (i % SIDE >= side) {
            continue;
        }
        crowd.all[i] = actor_spawn(names[i]);
        if (crowd.channel == NULL) {
            crowd.channel = channel_make(crowd.all[i], "the channel");
        } else {
            area_map(crowd.channel, crowd.all[i]);
        }
    }
    return crowd;
}

/* --- two sleepers, one thing to be had -------------------------------------------------------- */

/* How many of the two have come back. Who sleeps when the other one has come back, and who woke
 * that one too, is woken by nobody any more. */
static int count_returned(struct actor *const *two)
{
    if (!somebody_comes_back(two, 2)) {
        return 0;
    }
    int sleeping = call_waits(two[0]) + call_waits(two[1]);
    return 2 - sleeping;
}

/* False when nobody was woken, which wakes-waiter says. */
static bool expect_one_reader(struct crowd *crowd)
{
    char texts[2][INBOX];
    struct message message = {.text = "for one of you"};
    check_situation("Two readers sleep at an empty channel. One message is sent.");
    for (int i = 0; i < 2; i++) {
        channel_begin_take(crowd->all[i], crowd->channel, texts[i], FOR_EVER);
        if (!call_waits(crowd->all[i])) {
            return false;
        }
    }
    channel_fill(crowd->all[SIDE], crowd->channel, &message);
    int returned = count_returned(crowd->all);
    expect_that(returned < 2, LOOK_ONCE,
                "one reader to get the message, and the other one to sleep on",
                "both calls of channel_receive came back");
    if (returned == 0) {
        return false;
    }
    channel_put(crowd->all[SIDE], crowd->channel, "for the other one", AT_ONCE_MS);
    if (!calls_come_back(crowd->all, 2)) {
        return false;
    }
    actor_wait(crowd->all[0]);
    actor_wait(crowd->all[1]);
    return true;
}

static bool expect_one_writer(struct crowd *crowd)
{
    struct actor *const *writers = &crowd->all[SIDE];
    struct message message = {.text = "in the way"};
    check_situation("Two writers sleep at a full channel. Its message is received.");
    channel_fill(writers[0], crowd->channel, &message);
    for (int i = 0; i < 2; i++) {
        channel_begin_put(writers[i], crowd->channel, i == 0 ? "one" : "two", FOR_EVER);
        if (!call_waits(writers[i])) {
            return false;
        }
    }
    channel_drain(crowd->all[0], crowd->channel, &message);
    int returned = count_returned(writers);
    expect_that(returned < 2, LOOK_ONCE, "one writer to be let in, and the other one to sleep on",
                "both calls of channel_send came back, and one message is lost");
    if (returned == 0) {
        return false;
    }
    channel_drain(crowd->all[0], crowd->channel, &message);
    if (!calls_come_back(writers, 2)) {
        return false;
    }
    actor_wait(writers[0]);
    actor_wait(writers[1]);
    channel_drain(crowd->all[0], crowd->channel, &message);
    return true;
}

/* --- one of two that do the same is held up --------------------------------------------------- */

struct rivals {
    struct crowd *crowd;
    bool readers;
    char texts[2][INBOX];
};

static void let_rival_try(void *context)
{
    struct rivals *rivals = context;
    struct crowd *crowd = rivals->crowd;
    if (rivals->readers) {
        channel_begin_take(crowd->all[1], crowd->channel, rivals->texts[1], 0);
        call_waits(crowd->all[1]);
    } else {
        channel_begin_put(crowd->all[SIDE + 1], crowd->channel, "rival", 0);
        call_waits(crowd->all[SIDE + 1]);
    }
}

/* False when the call was over before that, or when somebody sleeps on. */
static bool expect_one_rival(struct crowd *crowd, bool readers, struct place place)
{
    struct rivals rivals = {.crowd = crowd, .readers = readers};
    struct hold hold = hold_at(place, let_rival_try, &rivals);
    struct actor *const *two = &crowd->all[readers ? 0 : SIDE];
    check_situation(
        "A %s is held up on its way into %s channel, while another one makes the same call; "
        "then it goes on.",
        readers ? "reader" : "writer", readers ? "a full" : "an empty");
    if (readers) {
        channel_put(crowd->all[SIDE], crowd->channel, "for one of you", AT_ONCE_MS);
        channel_begin_take_held(two[0], crowd->channel, rivals.texts[0], 0, &hold);
    } else {
        channel_begin_put_held(two[0], crowd->channel, "held up", 0, &hold);
    }
    if (!calls_come_back(two, hold.reached ? 2 : 1)) {
        crowd->stuck = true;
        return false;
    }
    struct reply first = actor_wait(two[0]);
    if (!hold.reached) {
        return false;
    }
    struct reply second = actor_wait(two[1]);
    expect_that(first.failed || second.failed, LOOK_ONCE,
                readers ? "one reader at most to get the one message"
                        : "one writer at most to find the one place free",
                "both calls succeeded");
    bool full = readers ? first.failed && second.failed : !first.failed || !second.failed;
    return !full ||
           !channel_take(crowd->all[0], crowd->channel, rivals.texts[0], AT_ONCE_MS).failed;
}

/* Held up right before a change of the channel: what a call has found out by then is no longer
 * true when a rival goes in first. */
static void expect_no_rivals(struct crowd *crowd, bool readers)
{
    enum { CHANGES = 4, STEPS_MAX = 6000 };
    static const unsigned before[] = {1, 2, 4};
    struct survey put = {.steps = 0};
    struct survey take = {.steps = 0};
    for (int i = 0; i < 2; i++) { /* a glance, and then a look */
        survey_put(&put, crowd->all[SIDE], crowd->channel, "survey", 0);
        survey_take(&take, crowd->all[0], crowd->channel, 0);
    }
    const struct survey *survey = readers ? &take : &put;
    unsigned budget = STEPS_MAX;
    for (unsigned i = 0; i < survey->change_count && i < CHANGES; i++) {
        for (unsigned k = 0; k < sizeof before / sizeof before[0]; k++) {
            struct place place = place_before(survey->changes[i], before[k]);
            if (budget < place.steps || !expect_one_rival(crowd, readers, place)) {
                return;
            }
            budget -= place.steps;
        }
    }
}

/* --- three of each side ------------------------------------------------------------------------ */

enum { PER_ACTOR = 3 };

/* Calls in an order from the seed, each begun when all others have come back or sleep. */
struct turns {
    struct crowd *crowd;
    char texts[2 * SIDE][INBOX];
    unsigned begun[2 * SIDE];
    bool busy[2 * SIDE];
    int inside; /* messages sent and not yet received */
};

static void turn_begin(struct turns *turns, unsigned who)
{
    struct actor *actor = turns->crowd->all[who];
    turns->begun[who]++;
    turns->busy[who] = true;
    if (who < SIDE) {
        channel_begin_take(actor, turns->crowd->channel, turns->texts[who], FOR_EVER);
    } else {
        channel_begin_put(actor, turns->crowd->channel, "a message", FOR_EVER);
    }
}

/* Two rounds, because who comes back may have woken somebody else. */
static void turns_settle(struct turns *turns)
{
    for (int round = 0; round < 2; round++) {
        for (unsigned who = 0; who < 2 * SIDE; who++) {
            if (turns->busy[who] && !call_waits(turns->crowd->all[who])) {
                struct reply reply = actor_wait(turns->crowd->all[who]);
                turns->busy[who] = false;
                turns->inside += reply.failed ? 0 : who < SIDE ? -1 : 1;
            }
        }
    }
}

/* A call is begun for somebody who has none under way; false when there is nobody left. */
static bool turn_take(struct turns *turns)
{
    unsigned first = check_random(2 * SIDE);
    for (unsigned i = 0; i < 2 * SIDE; i++) {
        unsigned who = (first + i) % (2 * SIDE);
        if (!turns->busy[who] && turns->begun[who] < PER_ACTOR) {
            turn_begin(turns, who);
            return true;
        }
    }
    return false;
}

static void expect_all_once(struct crowd *crowd)
{
    static struct turns turns;
    turns = (struct turns){.crowd = crowd};
    check_situation("Three writers send %d messages each and three readers receive as many, in a "
                    "mixed order; whoever cannot go on waits.",
                    PER_ACTOR);
    while (turn_take(&turns)) {
        turns_settle(&turns);
        expect_that(turns.inside >= 0, LOOK_ONCE, "each message to be received once",
                    "more messages were received than sent");
        expect_that(turns.inside <= 1, LOOK_ONCE, "one message in the channel at most",
                    "more messages were sent than one above those received");
    }
}

CHECK_NATIVELY(exactly_once)
{
    check_on_one_processor();
    struct crowd crowd = crowd_make(2);
    if (!expect_one_reader(&crowd) || !expect_one_writer(&crowd)) {
        return;
    }
    expect_no_rivals(&crowd, true);
    if (!crowd.stuck) {
        expect_no_rivals(&crowd, false);
    }
    if (!crowd.stuck) {
        struct crowd all = crowd_make(SIDE);
        expect_all_once(&all);
        expect_nothing_stolen();
    }
}
