/* Who sleeps is woken: the right one, and at every moment. */
#include "channels.h"

#define LOOK_SHARED                                                                                \
    "pshared in sem_init(3), PTHREAD_PROCESS_SHARED, no FUTEX_PRIVATE_FLAG (futex(2)): "           \
    "the sleeper is in another process"
#define LOOK_WAKE                                                                                  \
    "who changes the channel wakes who waits for that, on either side: sem_post(3), "              \
    "pthread_cond_signal(3), FUTEX_WAKE, without FUTEX_PRIVATE_FLAG (futex(2))"
#define LOOK_KEPT                                                                                  \
    "who has to wait takes nothing with him that others need to go in: first the place or the "    \
    "message, then the lock; pthread_cond_wait(3) gives its mutex back"

static const char *look_of_sleeper(const struct actor *sleeper)
{
    return sleeps_privately(sleeper) ? LOOK_SHARED : LOOK_WAKE;
}

static void expect_sleepers_woken(const struct pair *pair, int timeout_ms)
{
    struct reply reply;
    check_situation("The channel is empty, and the reader sleeps before something is sent.");
    enum wait wait = try_waiting_reader(pair, timeout_ms, &reply);
    expect_that(wait != KEPT_OTHERS_OUT, LOOK_KEPT, "room for a message, and the reader to get it",
                "channel_send failed, and the reader sleeps on");
    expect_that(wait != WAS_NOT_WOKEN, look_of_sleeper(pair->reader), "the send to wake the reader",
                "the reader sleeps on, beside a channel that holds a message");
    if (wait == GAVE_UP) {
        return;
    }
    check_situation("The channel is full, and the writer sleeps before the message is received.");
    wait = try_waiting_writer(pair, timeout_ms, &reply);
    expect_that(wait != KEPT_OTHERS_OUT, LOOK_KEPT, "the message to be received, and then room",
                "channel_receive failed, and the writer sleeps on");
    expect_that(wait != WAS_NOT_WOKEN, look_of_sleeper(pair->writer),
                "the receive to wake the writer",
                "the writer sleeps on, beside a channel that is empty");
}

/* --- waking the right one, at the wrong moment ------------------------------------------------ */

#define LOOK_RIGHT                                                                                 \
    "readers and writers need two things to sleep on, or all are woken: who is woken in "          \
    "vain sleeps again, and the wake-up is lost (pthread_cond_signal(3), futex(2))"
#define LOOK_LOST                                                                                  \
    "a change between looking and falling asleep must end the sleep: sem_wait(3) sees to "         \
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
        .all = {actor_spawn("one reader"), actor_spawn("another reader"), actor_spawn("one writer"),
                actor_spawn("another writer")},
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

static bool some_sleep_privately(const struct crowd *crowd)
{
    bool some = false;
    for (int i = 0; i < 4; i++) {
        some = some || (!actor_has_returned(crowd->all[i]) && sleeps_privately(crowd->all[i]));
    }
    return some;
}

/* Two of the other side sleep; the first of this side is held up, the second begins, the first runs
 * on. Returns false when the call has not so many stops. */
static bool expect_all_finish(struct crowd *crowd, int side, unsigned at)
{
    bool readers = side == READERS;
    struct hold hold = {.at = at,
                        .context = crowd,
                        .meanwhile = readers ? begin_second_reader : begin_second_writer};
    check_situation(
        "Two %s sleep. One %s is held up inside its call, before or after a system call, "
        "another one begins; then the first runs on.",
        readers ? "writers" : "readers", readers ? "reader" : "writer");
    if (readers && channel_put(crowd->all[WRITERS], crowd->channel, "zero", AT_ONCE_MS).failed) {
        return false;
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
    bool all_back = calls_come_back(crowd->all, 4);
    /* Who woke the wrong one, whoever came back last. */
    check_look_at(crowd->all[readers ? READERS : WRITERS]);
    expect_that(all_back, some_sleep_privately(crowd) ? LOOK_SHARED : LOOK_RIGHT,
                "all four calls to come back: each message has a reader, and each writer gets room",
                "some sleep on, although there is room or a message for one of them");
    for (int i = 0; i < 4; i++) {
        actor_wait(crowd->all[i]);
    }
    /* A message less than was sent: exactly-once says so. */
    return hold.reached &&
           (!readers ||
            !channel_take(crowd->all[0], crowd->channel, crowd->texts[0], AT_ONCE_MS).failed);
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

/* The time-out is a safety net: when the call is asleep before it comes to the stop. False when
 * that was needed, or a call failed: the next one cannot begin as this one did. */
static bool expect_crossing(const struct pair *pair, bool reader, struct place place)
{
    enum { NET_MS = 1000 };
    struct crossing crossing = {.pair = pair, .reader = reader};
    struct hold hold = hold_at(place, cross, &crossing);
    struct message message = {.text = "first"};
    struct actor *const both[] = {reader ? pair->reader : pair->writer,
                                  reader ? pair->writer : pair->reader};
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

/* What a call on its way to sleep does: the shorter of two runs, after one that finds out
 * which system call it is. Another instruction more or less comes from the clock (vdso(7)). */
static struct survey survey_sleep(const struct pair *pair, bool reader)
{
    enum { RUNS = 3 };
    struct survey survey = {.of_sleep = true};
    struct survey shortest = survey;
    struct message message = {.text = "first"};
    if (!reader) {
        channel_fill(pair->writer, pair->channel, &message);
    }
    for (int run = 0; run < RUNS; run++) {
        if (reader) {
            survey_take(&survey, pair->reader, pair->channel, SURVEY_WAIT_MS);
        } else {
            survey_put(&survey, pair->writer, pair->channel, "late", SURVEY_WAIT_MS);
        }
        if (run <= 1 || survey.steps < shortest.steps) {
            shortest = survey;
        }
    }
    if (!reader) {
        channel_drain(pair->reader, pair->channel, &message);
    }
    return shortest;
}

/* Holds the call up at instructions shortly before the system call in which it sleeps. */
static void expect_no_lost_wakeup(const struct pair *pair, bool reader)
{
    /* The last ones only hand the arguments over. Every second one: between two looks lie more. */
    enum { FIRST = 4, LAST = 30, STRIDE = 2, STEPS_MAX = 6000 };
    const struct survey survey = survey_sleep(pair, reader);
    unsigned budget = STEPS_MAX;
    for (unsigned back = FIRST; back < LAST && back < survey.sleep.steps; back += STRIDE) {
        struct place place = place_before(survey.sleep, back);
        if (budget < place.steps || !expect_crossing(pair, reader, place)) {
            return;
        }
        budget -= place.steps;
    }
}

CHECK_NATIVELY(wakes_waiter)
{
    struct pair pair = pair_make();
    expect_sleepers_woken(&pair, FOR_EVER);
    expect_sleepers_woken(&pair, 60000);
    struct crowd crowd = crowd_make();
    expect_right_sleepers_woken(&crowd, READERS);
    expect_right_sleepers_woken(&crowd, WRITERS);
    check_on_one_processor();
    /* Each its own channel: the first may leave a message in it. */
    struct pair reading = pair_make();
    expect_no_lost_wakeup(&reading, true);
    struct pair writing = pair_make();
    expect_no_lost_wakeup(&writing, false);
}
