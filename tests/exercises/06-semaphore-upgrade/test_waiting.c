/* Who waits, for how long, and who wakes him. */
#include "channels.h"

#include <limits.h>
#include <stdio.h>

/* --- the meaning of a time-out ----------------------------------------------------------------- */

#define LOOK_TRIES "time-outs in semaphore_upgrade.h: 0 tries once, and ETIMEDOUT says that it could not"
#define LOOK_LONG "time-outs in semaphore_upgrade.h: negative is for ever; milliseconds become seconds " \
                  "and nanoseconds, and the products need 64 bits"

/* A writer and a reader with an empty channel between them. */
struct pair {
    struct actor *writer, *reader;
    struct area *channel;
};

static struct pair pair_make(void)
{
    struct pair pair = { actor_spawn("the writer"), actor_spawn("the reader"), NULL };
    pair.channel = channel_make(pair.writer, "the channel");
    area_map(pair.channel, pair.reader);
    return pair;
}

static void expect_zero_tries_once(const struct pair *pair)
{
    char text[INBOX] = "#";
    check_situation("The channel is empty, and no other call is in progress.");
    struct reply reply = call_at_once(
        pair->reader, &receive_function,
        ARGUMENTS(AREA(pair->channel), BUFFER(text, INBOX), SIZE(INBOX), INT(0)), LOOK_TRIES,
        "ETIMEDOUT at once");
    expect_failure(&reply, ETIMEDOUT, LOOK_TRIES);
    reply = call_at_once(pair->writer, &send_function,
                         ARGUMENTS(AREA(pair->channel), TEXT("zero"), INT(0)), LOOK_TRIES,
                         "success at once");
    expect_success(&reply, LOOK_TRIES);
    check_situation("The channel is full, and no other call is in progress.");
    reply = call_at_once(pair->writer, &send_function,
                         ARGUMENTS(AREA(pair->channel), TEXT("more"), INT(0)), LOOK_TRIES,
                         "ETIMEDOUT at once");
    expect_failure(&reply, ETIMEDOUT, LOOK_TRIES);
    reply = call_at_once(pair->reader, &receive_function,
                         ARGUMENTS(AREA(pair->channel), BUFFER(text, INBOX), SIZE(INBOX), INT(0)),
                         LOOK_TRIES, "success at once");
    expect_success(&reply, LOOK_TRIES);
}

/* What became of a call that was to wait. */
enum wait { GAVE_UP, WAS_NOT_WOKEN, WAITED };

static enum wait try_waiting_reader(const struct pair *pair, int timeout_ms, struct reply *reply)
{
    char text[INBOX];
    channel_begin_take(pair->reader, pair->channel, text, timeout_ms);
    if (!call_waits(pair->reader)) {
        *reply = actor_wait(pair->reader);
        return GAVE_UP;
    }
    channel_put(pair->writer, pair->channel, "awaited", AT_ONCE_MS);
    if (!call_comes_back(pair->reader)) {
        return WAS_NOT_WOKEN;
    }
    *reply = actor_wait(pair->reader);
    return WAITED;
}

static enum wait try_waiting_writer(const struct pair *pair, int timeout_ms, struct reply *reply)
{
    char text[INBOX];
    channel_put(pair->writer, pair->channel, "first", AT_ONCE_MS);
    channel_begin_put(pair->writer, pair->channel, "second", timeout_ms);
    if (!call_waits(pair->writer)) {
        *reply = actor_wait(pair->writer);
        return GAVE_UP;
    }
    channel_take(pair->reader, pair->channel, text, AT_ONCE_MS);
    if (!call_comes_back(pair->writer)) {
        return WAS_NOT_WOKEN;
    }
    *reply = actor_wait(pair->writer);
    channel_take(pair->reader, pair->channel, text, AT_ONCE_MS);
    return WAITED;
}

static void expect_to_have_waited(enum wait wait, const struct reply *reply)
{
    if (wait == GAVE_UP) {
        expect_that(!reply->failed || reply->error != ETIMEDOUT, LOOK_LONG, "the call to wait",
                    "%s gave up at once, with ETIMEDOUT", reply->function->name);
        expect_success(reply, LOOK_LONG);
        check_fail(LOOK_LONG, "the call to wait", "%s returned at once", reply->function->name);
    }
    expect_success(reply, LOOK_LONG);
}

/* False when the other checks are to say what is wrong. */
static bool expect_waits(const struct pair *pair, int timeout_ms)
{
    struct reply reply;
    check_situation("The channel is empty. Once the reader sleeps, something is sent.");
    enum wait wait = try_waiting_reader(pair, timeout_ms, &reply);
    if (wait == WAS_NOT_WOKEN) {
        return false;
    }
    expect_to_have_waited(wait, &reply);
    check_situation("The channel is full. Once the writer sleeps, the message is received.");
    wait = try_waiting_writer(pair, timeout_ms, &reply);
    if (wait == WAS_NOT_WOKEN) {
        return false;
    }
    expect_to_have_waited(wait, &reply);
    return true;
}

CHECK(timeout_meaning)
{
    struct reply reply;
    struct pair pair = pair_make();
    expect_zero_tries_once(&pair);
    if (!expect_waits(&pair, FOR_EVER) || !expect_waits(&pair, -1000000) ||
        !expect_waits(&pair, INT_MIN)) {
        return;
    }
    /* A channel that gives up a wait of two seconds at once fails times-out-on-time. */
    if (try_waiting_reader(&pair, 2000, &reply) == WAITED && expect_waits(&pair, 3000)) {
        /* As large as an int can be in whole seconds: nothing is to be carried. */
        expect_waits(&pair, INT_MAX / 1000 * 1000);
    }
}

/* --- waking ------------------------------------------------------------------------------------ */

#define LOOK_WAKE "pshared in sem_init(3), PTHREAD_PROCESS_SHARED, no FUTEX_PRIVATE_FLAG (futex(2)): " \
                  "the sleeper is in another process"

static void expect_sleepers_woken(const struct pair *pair, int timeout_ms)
{
    struct reply reply;
    check_situation("The channel is empty, and the reader sleeps before something is sent.");
    enum wait wait = try_waiting_reader(pair, timeout_ms, &reply);
    expect_that(wait != WAS_NOT_WOKEN, LOOK_WAKE, "the send to wake the reader",
                "the reader sleeps on, beside a channel that holds a message");
    if (wait == GAVE_UP) {
        return;
    }
    check_situation("The channel is full, and the writer sleeps before the message is received.");
    wait = try_waiting_writer(pair, timeout_ms, &reply);
    expect_that(wait != WAS_NOT_WOKEN, LOOK_WAKE, "the receive to wake the writer",
                "the writer sleeps on, beside a channel that is empty");
}

/* --- waking the right one, at the wrong moment ------------------------------------------------- */

#define LOOK_RIGHT "readers and writers need two things to sleep on, or all are woken: who is woken in " \
                   "vain sleeps again, and the wake-up is lost (pthread_cond_signal(3), futex(2))"
#define LOOK_LOST "a change between looking and falling asleep must end the sleep: sem_wait(3) sees to " \
                  "that itself, futex(2) by val, a condition variable by its mutex"

/* Two of each side; `texts` are the readers' buffers. */
struct crowd {
    struct actor *all[4]; /* two readers, two writers */
    struct area *channel;
    char texts[2][INBOX];
};

enum { READERS = 0, WRITERS = 2 };

static struct crowd crowd_make(void)
{
    struct crowd crowd = {
        .all = { actor_spawn("one reader"), actor_spawn("another reader"), actor_spawn("one writer"),
                 actor_spawn("another writer") },
    };
    crowd.channel = channel_make(crowd.all[0], "the channel");
    for (int i = 1; i < 4; i++) {
        area_map(crowd.channel, crowd.all[i]);
    }
    return crowd;
}

/* The first or second of a side goes on for ever with this call, at most. */
static void begin_one(struct crowd *crowd, int side, int which)
{
    struct actor *actor = crowd->all[side + which];
    if (side == READERS) {
        channel_begin_take(actor, crowd->channel, crowd->texts[which], FOR_EVER);
    } else {
        channel_begin_put(actor, crowd->channel, which == 0 ? "one" : "two", FOR_EVER);
    }
    call_waits(actor);
}

static void begin_second_reader(void *crowd)
{
    begin_one(crowd, READERS, 1);
}

static void begin_second_writer(void *crowd)
{
    begin_one(crowd, WRITERS, 1);
}

/* Two of the other side sleep; the first of this side is held up, the second begins, the first runs
 * on. Returns false when the call has not so many stops. */
static bool expect_all_finish(struct crowd *crowd, int side, unsigned at)
{
    bool readers = side == READERS;
    struct hold hold = { .at = at, .context = crowd,
                         .meanwhile = readers ? begin_second_reader : begin_second_writer };
    struct message before = { .text = "zero" };
    check_situation("Two %s sleep. One %s is held up inside its call, before or after a system call, "
                    "another one begins; then the first runs on.",
                    readers ? "writers" : "readers", readers ? "reader" : "writer");
    if (readers) {
        channel_fill(crowd->all[WRITERS], crowd->channel, &before);
    }
    begin_one(crowd, readers ? WRITERS : READERS, 0);
    begin_one(crowd, readers ? WRITERS : READERS, 1);
    if (readers) {
        channel_begin_take_held(crowd->all[0], crowd->channel, crowd->texts[0], FOR_EVER, &hold);
    } else {
        channel_begin_put_held(crowd->all[WRITERS], crowd->channel, "one", FOR_EVER, &hold);
    }
    if (!hold.reached) {
        hold.meanwhile(crowd);
    }
    expect_that(calls_come_back(crowd->all, 4), LOOK_RIGHT,
                "all four calls to come back: each message has a reader, and each writer gets room",
                "some sleep on, although there is room or a message for one of them");
    for (int i = 0; i < 4; i++) {
        actor_wait(crowd->all[i]);
    }
    if (readers) {
        channel_drain(crowd->all[0], crowd->channel, &before);
    }
    return hold.reached;
}

static void expect_right_sleepers_woken(struct crowd *crowd, int side)
{
    enum { STOPS_MAX = 8 };
    for (unsigned at = 0; at < STOPS_MAX && expect_all_finish(crowd, side, at); at++) {
    }
}

/* One call is held up on its way to sleep, the other one makes the sleep needless meanwhile. */
struct crossing {
    const struct pair *pair;
    bool reader; /* the one that goes to sleep */
    char text[INBOX];
};

static void cross(void *context)
{
    struct crossing *crossing = context;
    const struct pair *pair = crossing->pair;
    if (crossing->reader) {
        channel_begin_put(pair->writer, pair->channel, "crossing", AT_ONCE_MS);
        call_waits(pair->writer);
    } else {
        channel_begin_take(pair->reader, pair->channel, crossing->text, AT_ONCE_MS);
        call_waits(pair->reader);
    }
}

/* The time-out is a safety net: when the call is asleep before it comes to the stop. False when that was
 * needed, or a call failed: the next one cannot begin as this one did. */
static bool expect_crossing(const struct pair *pair, bool reader, unsigned at)
{
    enum { NET_MS = 2000 };
    struct crossing crossing = { .pair = pair, .reader = reader };
    struct hold hold = { .every_instruction = true, .at = at, .meanwhile = cross,
                         .context = &crossing };
    struct message message = { .text = "first" };
    struct actor *const both[] = { reader ? pair->reader : pair->writer,
                                   reader ? pair->writer : pair->reader };
    check_situation("The channel is %s. The %s has seen that and is about to fall asleep when the "
                    "other side changes it.",
                    reader ? "empty" : "full", reader ? "reader" : "writer");
    if (reader) {
        channel_begin_take_held(pair->reader, pair->channel, message.text, NET_MS, &hold);
    } else {
        channel_fill(pair->writer, pair->channel, &message);
        channel_begin_put_held(pair->writer, pair->channel, "second", NET_MS, &hold);
    }
    expect_that(calls_come_back(both, hold.reached ? 2 : 1), LOOK_LOST,
                "the call to notice the change, awake or asleep",
                "it sleeps on, and nobody wakes it any more");
    bool good = !actor_wait(both[0]).failed && hold.reached;
    good = hold.reached && !actor_wait(both[1]).failed && good;
    if (good && !reader) {
        channel_drain(pair->reader, pair->channel, &message);
    }
    return good;
}

/* What a call on its way to sleep does, after it was made once before. */
static struct survey survey_sleep(const struct pair *pair, bool reader)
{
    struct survey survey = { .steps = 0 };
    struct message message = { .text = "first" };
    if (!reader) {
        channel_fill(pair->writer, pair->channel, &message);
    }
    for (int i = 0; i < 2; i++) {
        survey = reader ? survey_take(pair->reader, pair->channel, FAILS_SOON_MS)
                        : survey_put(pair->writer, pair->channel, "late", FAILS_SOON_MS);
    }
    if (!reader) {
        channel_drain(pair->reader, pair->channel, &message);
    }
    return survey;
}

/* Holds the call up at instructions shortly before its last system calls, one of which puts it to sleep,
 * within a budget of steps. */
static void expect_no_lost_wakeup(const struct pair *pair, bool reader)
{
    /* Every second one: between two looks lie more. */
    enum { WINDOW = 30, STRIDE = 2, STEPS_MAX = 12000 };
    const struct survey survey = survey_sleep(pair, reader);
    unsigned budget = STEPS_MAX;
    for (unsigned i = 0; i < survey.call_count; i++) {
        for (unsigned back = 0; back < WINDOW && back < survey.calls[i]; back += STRIDE) {
            unsigned at = survey.calls[i] - back;
            if (budget < at || !expect_crossing(pair, reader, at)) {
                return;
            }
            budget -= at;
        }
    }
}

CHECK_NATIVELY(wakes_waiter)
{
    struct pair pair = pair_make();
    expect_sleepers_woken(&pair, FOR_EVER);
    expect_sleepers_woken(&pair, 60000);
struct crowd crowd = crowd_make();
    expect_right_sleepers_woken(&crowd, WRITERS);
    expect_right_sleepers_woken(&crowd, READERS);
check_on_one_processor();
    struct pair close = pair_make();
    expect_no_lost_wakeup(&close, true);
    expect_no_lost_wakeup(&close, false);}
