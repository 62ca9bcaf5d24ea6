/* What a time-out means. */
#include "channels.h"

#include <limits.h>

#define LOOK_TRIES                                                                                 \
    "time-outs in semaphore_upgrade.h: 0 tries once, and ETIMEDOUT says that it could not"
#define LOOK_NEGATIVE                                                                              \
    "time-outs in semaphore_upgrade.h: negative, and not -1 alone, is for ever: sem_wait(3), "     \
    "semop(2), without a deadline that would have passed"
#define LOOK_LONG                                                                                  \
    "milliseconds become seconds and nanoseconds; milliseconds times 1000000 do not fit into an "  \
    "int from 2148 on"

static void expect_zero_tries_once(const struct pair *pair)
{
    char text[INBOX] = "#";
    check_situation("The channel is empty, and no other call is in progress.");
    struct reply reply =
        call_at_once(pair->reader, &receive_function,
                     ARGUMENTS(AREA(pair->channel), BUFFER(text, INBOX), SIZE(INBOX), INT(0)),
                     LOOK_TRIES, "ETIMEDOUT at once");
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

static void expect_to_have_waited(enum wait wait, const struct reply *reply, const char *look)
{
    if (wait == GAVE_UP) {
        expect_that(!reply->failed || reply->error != ETIMEDOUT, look, "the call to wait",
                    "%s gave up at once, with ETIMEDOUT", reply->function->name);
        expect_success(reply, look);
        check_fail(look, "the call to wait", "%s returned at once", reply->function->name);
    }
    expect_success(reply, look);
}

/* False when the other checks are to say what is wrong. */
static bool expect_waits(const struct pair *pair, int timeout_ms)
{
    struct reply reply;
    check_situation("The channel is empty. Once the reader sleeps, something is sent.");
    enum wait wait = try_waiting_reader(pair, timeout_ms, &reply);
    if (wait == WAS_NOT_WOKEN || wait == KEPT_OTHERS_OUT) {
        return false;
    }
    expect_to_have_waited(wait, &reply, timeout_ms < 0 ? LOOK_NEGATIVE : LOOK_LONG);
    check_situation("The channel is full. Once the writer sleeps, the message is received.");
    wait = try_waiting_writer(pair, timeout_ms, &reply);
    if (wait == WAS_NOT_WOKEN || wait == KEPT_OTHERS_OUT) {
        return false;
    }
    expect_to_have_waited(wait, &reply, timeout_ms < 0 ? LOOK_NEGATIVE : LOOK_LONG);
    return true;
}

/* --- waits that nobody has the time for ------------------------------------------------------- */

#define MS_PER_DAY (24 * 3600 * INT64_C(1000))

/* So much time is made to pass for the process as soon as it has looked at a clock. */
struct long_wait {
    int timeout_ms;
    int64_t passed_ms;
    const char *passed; /* in words */
};

/* Only that the wait goes on is looked at. */
static void expect_waits_on(const struct scene *scene, bool reader, const struct long_wait *wait)
{
    enum { LOOKED_AT_MS = 10 };
    struct waiter waiter;
    waiter_make(&waiter, scene, reader, wait->timeout_ms);
    check_situation("The channel is %s. For the process of the call time jumps ahead by %s, right "
                    "after it first looks at a clock.",
                    reader ? "empty" : "full", wait->passed);
    actor_pass_time(waiter.actor, wait->passed_ms * (int64_t)NS_PER_MS);
    waiter_begin(&waiter, scene);
    if (!call_waits(waiter.actor) || actor_await_any(&waiter.actor, 1, LOOKED_AT_MS)) {
        struct reply reply = actor_wait(waiter.actor);
        if (reply.failed && reply.error != ETIMEDOUT) {
            return; /* times-out-on-time says so */
        }
        check_fail(wait->timeout_ms < 0 ? LOOK_NEGATIVE : LOOK_LONG, "the call to wait on",
                   "%s came back%s", reply.function->name,
                   reply.failed ? ", as if its time were over" : " and reported success");
    }
    actor_kill(waiter.actor);
}

/* Whole seconds, and some of them left: nothing is to be carried, and there is room for who rounds. */
static void expect_waits_for_days(void)
{
    static const struct long_wait waits[] = {
        {INT_MAX / 1000 * 1000 - 1000, 24 * MS_PER_DAY, "24 days"},
        {10000, 7000, "7 seconds"},
        {-1, 1000 * MS_PER_DAY, "a thousand days"}};
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        /* Who is killed in a call may leave the channel unusable: each wait has its own. */
        struct scene scene = scene_make();
        expect_waits_on(&scene, true, &waits[i]);
        expect_waits_on(&scene, false, &waits[i]);
    }
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
        /* Nearly as large as an int can be, in whole seconds: nothing is to be carried, and
         * there is room for who rounds up. */
        if (expect_waits(&pair, INT_MAX / 1000 * 1000 - 1000) && !check_under_valgrind()) {
            expect_waits_for_days();
        }
    }
}
