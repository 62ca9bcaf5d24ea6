/* Waiting, seen by the clock. Waits that can go side by side do. */
#include "channels.h"

#include "examiner/pester.h"
#include "examiner/second.h"
#include "examiner/usage.h"

#include <signal.h>

/* --- deadlines -------------------------------------------------------------------------------- */

#define LOOK_DEADLINE                                                                              \
    "a point in time for sem_clockwait and pthread_cond_timedwait(3), a span for "                 \
    "semtimedop(2); of CLOCK_MONOTONIC where the call wants that; tv_nsec below 1000000000"

#define LOOK_CARRY                                                                                 \
    "sem_timedwait(3), ERRORS, EINVAL: tv_nsec stays below 1000000000; what is more is carried "   \
    "to tv_sec"

/* How late depends on where in the second it began: that of one who rounds, too. */
#define LOOK_NEXT_SECOND                                                                           \
    "1000000000 nanoseconds are one second, of which no part is rounded away: what is taken from " \
    "tv_nsec is added to tv_sec, once"

static bool is_late(const struct reply *reply, int timeout_ms)
{
    return reply->elapsed_ns > reply->delayed_ns + (uint64_t)(timeout_ms + LATENESS_MS) * NS_PER_MS;
}

static void expect_not_early(const struct reply *reply, int timeout_ms, const char *look)
{
    check_look_at_function(reply->function);
    expect_failure(reply, ETIMEDOUT, reply->failed && reply->error == EINVAL ? LOOK_CARRY : look);
    expect_that(reply->elapsed_ns >= (uint64_t)timeout_ms * NS_PER_MS / 2, look,
                "the wait to last until its deadline",
                "%s gave up at once, or long before the deadline", reply->function->name);
    expect_that(reply->elapsed_ns >= (uint64_t)timeout_ms * NS_PER_MS, look,
                "the wait to last until its deadline, and no millisecond less",
                "%s gave up some time before the deadline", reply->function->name);
}

/* 999 ms: wherever in the second it begins, all but once in a thousand, the nanoseconds are to be
 * carried. 2000 ms: the seconds count. It need not be waited for: that the call goes on sleeping is
 * enough. */
static void expect_sleeps(const struct scene *scene, bool reader, int timeout_ms)
{
    enum { LOOKED_AT_MS = 20 };
    struct reply reply;
    struct waiter waiter;
    check_situation("A wait of %d ms is to begin.", timeout_ms);
    waiter_make(&waiter, scene, reader, timeout_ms);
    waiter_begin(&waiter, scene);
    if (!call_waits(waiter.actor) || actor_await_any(&waiter.actor, 1, LOOKED_AT_MS)) {
        reply = actor_wait(waiter.actor);
        expect_not_early(&reply, waiter.timeout_ms, LOOK_DEADLINE);
    } else {
        waiter_let_in(&waiter, scene, &reply);
    }
}

/* One who counts in hundredths is early by nine milliseconds, and as long as that he may have waited for a processor. */
static bool shows_earliness(const struct reply *reply)
{
    enum { SHOWN_MS = 4 };
    return reply->delayed_ns < SHOWN_MS * NS_PER_MS;
}

/* --- into the next second --------------------------------------------------------------------- */

/* Well below a second: there would be whole seconds to add, and nothing to be carried, and one who rounds up to seconds
 * would be in time. In hundredths, so that
 * one who counts in those is found by the time-outs that are chosen for him, and not by chance. */
enum { CROSSED_MS = 30, LEFT_MS_MAX = 700 };

static void crossing_begin(struct waiter *waiter, const struct scene *scene)
{
    int left_ms;
    while ((left_ms = 1000 - (int)(usage_now_ns() / NS_PER_MS % 1000)) > LEFT_MS_MAX) {
        actor_await_any(&waiter->actor, 1, 1);
    }
    waiter->timeout_ms = (left_ms + CROSSED_MS + 9) / 10 * 10;
    waiter_begin(waiter, scene);
}

/* The one that was begun, and others when that was late. */
static void expect_crossing_in_time(struct waiter *waiter, const struct scene *scene)
{
    enum { ATTEMPTS = 3 };
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (attempt > 0) {
            crossing_begin(waiter, scene);
        }
        check_situation(
            "A reader waited at an empty channel with a time-out that ended in the next "
            "second of CLOCK_MONOTONIC.");
        struct reply reply = actor_wait(waiter->actor);
        expect_not_early(&reply, waiter->timeout_ms, LOOK_DEADLINE);
        if (!is_late(&reply, waiter->timeout_ms)) {
            return;
        }
    }
    check_fail(LOOK_NEXT_SECOND, "the wait to end at most 50 ms after its deadline",
               "it lasted longer than that, each time");
}

CHECK_NATIVELY(times_out_on_time)
{
    enum { WAITERS = 6, ATTEMPTS = 8 };
    /* Readers: in hundredths. */
    static const int timeouts_ms[WAITERS] = {29, 20, 59, 80, 109, 120};
    struct waiter waiters[WAITERS];
    bool in_time[WAITERS] = {false};
    bool shown[WAITERS] = {
        false}; /* neither early nor late, and could not have been without being seen */
    struct scene carrying = scene_make();
    struct waiter crossing;
    struct scene scene = scene_make();
    expect_sleeps(&carrying, true, 999);
    waiter_make(&crossing, &scene, true, 0);
    expect_all_waits_limited();
    /* While others go on, which make nothing: what comes into being meanwhile would be its leak. */
    crossing_begin(&crossing, &scene);
    expect_sleeps(&carrying, false, 999);
    expect_sleeps(&carrying, true, 2000);
    expect_sleeps(&carrying, false, 2000);
    for (int i = 0; i < WAITERS; i++) {
        waiter_make(&waiters[i], &scene, i % 2 == 0, timeouts_ms[i]);
    }
    /* From here on no short wait meets the end of the second. */
    expect_crossing_in_time(&crossing, &scene);
    bool all_shown = false;
    for (int attempt = 0; attempt < ATTEMPTS && !all_shown; attempt++) {
        check_situation(
            "Readers wait at an empty channel and writers at a full one, and nobody comes.");
        for (int i = 0; i < WAITERS; i++) {
            if (!shown[i]) {
                waiter_begin(&waiters[i], &scene);
            }
        }
        all_shown = true;
        for (int i = 0; i < WAITERS; i++) {
            if (!shown[i]) {
                struct reply reply = actor_wait(waiters[i].actor);
                expect_not_early(&reply, timeouts_ms[i], LOOK_DEADLINE);
                bool late = is_late(&reply, timeouts_ms[i]);
                in_time[i] = in_time[i] || !late;
                shown[i] = !late && shows_earliness(&reply);
                all_shown = all_shown && shown[i];
            }
        }
    }
    for (int i = 0; i < WAITERS; i++) {
        check_situation("A %s calls %s at %s channel, with a time-out of %d ms, and nobody comes.",
                        i % 2 == 0 ? "reader" : "writer",
                        i % 2 == 0 ? "channel_receive" : "channel_send",
                        i % 2 == 0 ? "an empty" : "a full", timeouts_ms[i]);
        expect_that(in_time[i], LOOK_DEADLINE, "the wait to end at most 50 ms after its deadline",
                    "it lasted longer than that, each time");
    }
}

/* --- signals ---------------------------------------------------------------------------------- */

#define LOOK_EINTR                                                                                 \
    "signal(7), \"Interruption of system calls\": EINTR after a handler is no result: wait "       \
    "again, with the same deadline or what is left of the span"

/* True when the time-out came in time; too early ends the check. */
static bool times_out_under_signals(struct waiter *waiter)
{
    struct reply reply = actor_wait(waiter->actor);
    check_look_at_function(reply.function);
    expect_that(reply.failed, LOOK_EINTR,
                "ETIMEDOUT when the time is up, with many signals before that",
                "%s succeeded, although nothing had been sent or received", reply.function->name);
    expect_that(reply.error != EINTR, LOOK_EINTR, "the wait to go on after a signal",
                "%s failed with EINTR", reply.function->name);
    /* How early depends on how many signals came in time. */
    expect_failure(&reply, ETIMEDOUT, LOOK_EINTR);
    expect_that(reply.elapsed_ns >= (uint64_t)waiter->timeout_ms * NS_PER_MS, LOOK_EINTR,
                "the wait to last until its deadline", "%s gave up before its deadline",
                reply.function->name);
    return !is_late(&reply, waiter->timeout_ms);
}

CHECK_NATIVELY(signal_keeps_deadline)
{
    enum { WAITERS = 4, TIMED = 2, TIMEOUT_MS = 100, PESTER_MS = 180, ATTEMPTS = 5 };
    struct waiter waiters[WAITERS];
    struct actor *actors[WAITERS];
    struct scene scene = scene_make();
    for (int i = 0; i < WAITERS; i++) {
        waiter_make(&waiters[i], &scene, i % 2 == 0, i < TIMED ? TIMEOUT_MS : FOR_EVER);
        actors[i] = waiters[i].actor;
        actor_catch(actors[i], SIGUSR1);
    }
    check_situation(
        "A reader waits at an empty channel and a writer at a full one, for 100 ms. Again "
        "and again they get a signal, for which they have a handler.");
    bool in_time = false;
    bool learnt = false; /* from an attempt in which the signals came as they should */
    for (int attempt = 0; attempt < ATTEMPTS && !(learnt && in_time); attempt++) {
        second_await_room(TIMEOUT_MS);
        waiter_begin(&waiters[0], &scene);
        waiter_begin(&waiters[1], &scene);
        bool steady = actors_pester(actors, TIMED, PESTER_MS, TIMEOUT_MS / 2);
        bool reader_in_time = times_out_under_signals(&waiters[0]);
        bool both_in_time = times_out_under_signals(&waiters[1]) && reader_in_time;
        in_time = steady ? both_in_time : in_time || (!learnt && both_in_time);
        learnt = learnt || steady;
    }
    check_situation("A reader waits at an empty channel and a writer at a full one, for %d ms. "
                    "Again and again they get a signal, for which they have a handler.",
                    TIMEOUT_MS);
    expect_that(in_time, LOOK_EINTR, "both waits to end at their first deadline",
                "each signal put the deadline off");
    check_situation(
        "A reader waits at an empty channel and a writer at a full one, without a limit. "
        "Again and again they get a signal, for which they have a handler.");
    for (int i = TIMED; i < WAITERS; i++) {
        waiter_begin(&waiters[i], &scene);
    }
    actors_pester(actors + TIMED, WAITERS - TIMED, PESTER_MS / 5, PESTER_MS);
    for (int i = TIMED; i < WAITERS; i++) {
        struct reply reply;
        if (actor_has_returned(waiters[i].actor)) {
            reply = actor_wait(waiters[i].actor);
            expect_that(!reply.failed, LOOK_EINTR, "the wait to go on", "%s failed after a signal",
                        reply.function->name);
            check_fail(LOOK_EINTR, "the wait to go on", "%s succeeded, although nothing had come",
                       reply.function->name);
        }
        expect_that(waiter_let_in(&waiters[i], &scene, &reply),
                    "errno(3): errno says something of a call that has failed, and nothing of one "
                    "that has succeeded: look at the result first",
                    "the wait to end when another process sends or receives",
                    "it sleeps on after the signals, although it has been woken");
        expect_success(&reply, LOOK_EINTR);
    }
}

/* --- the wall clock --------------------------------------------------------------------------- */

#define LOOK_CLOCK                                                                                 \
    "clock_gettime(2): CLOCK_REALTIME can be set; sem_timedwait(3) measures by it, "               \
    "sem_clockwait by the clock that it is given, pthread_condattr_setclock(3)"

CHECK_NATIVELY(wall_clock_step)
{
    enum { WAITERS = 4, TIMEOUT_MS = 80, LATE_MS = 2000, LOOK_EVERY_MS = 5 };
    const int64_t hour_ns = 3600 * (int64_t)1000 * (int64_t)NS_PER_MS;
    struct waiter waiters[WAITERS];
    struct scene scene = scene_make();
    for (int i = 0; i < WAITERS; i++) {
        waiter_make(&waiters[i], &scene, i % 2 == 0, TIMEOUT_MS);
        actor_step_wall_clock(waiters[i].actor, i < 2 ? hour_ns : -hour_ns);
    }
    second_await_room(TIMEOUT_MS);
    for (int i = 0; i < WAITERS; i++) {
        check_situation(
            "%s waits for 80 ms. As soon as the wait has begun the wall clock is set, one "
            "hour %s.",
            i % 2 == 0 ? "A reader" : "A writer", i < 2 ? "ahead" : "back");
        waiter_begin(&waiters[i], &scene);
    }
    /* Who rounds up to a second is late, and it is not the wall clock's doing. */
    uint64_t limit_ns = usage_now_ns() + LATE_MS * NS_PER_MS;
    for (int i = 0; i < WAITERS; i++) {
        check_situation(
            "%s waits for 80 ms. As soon as the wait has begun the wall clock is set, one "
            "hour %s.",
            i % 2 == 0 ? "A reader" : "A writer", i < 2 ? "ahead" : "back");
        while (!actor_has_returned(waiters[i].actor)) {
            expect_that(usage_now_ns() < limit_ns ||
                            usage_state(actor_pid(waiters[i].actor)) != 'S' ||
                            actor_has_returned(waiters[i].actor),
                        LOOK_CLOCK, "the wait to end after 80 ms of CLOCK_MONOTONIC",
                        "it goes on and on: its deadline went back with the wall clock");
            actor_await_any(&waiters[i].actor, 1, LOOK_EVERY_MS);
        }
        struct reply reply = actor_wait(waiters[i].actor);
        expect_not_early(&reply, TIMEOUT_MS, LOOK_CLOCK);
    }
}
