/* Exercise 05: what must not disturb a wait. */
#include "mailbox_waits.h"

#include "examiner/pester.h"
#include "examiner/second.h"

#include <signal.h>

/* --- signal-keeps-deadline -------------------------------------------------------------------- */

enum { SIGNALLED_MS = 40, GIVE_UP_MS = SIGNALLED_MS + 2 * LATE_MS, SIGNALLED = 2 };

/* The worse of the two; steady: and it tells something. */
static enum timing wait_under_signals(struct waiter *waiters, bool *steady)
{
    static const char look[] =
        "nanosleep(2), EINTR: compute the deadline once, before the first nap, and let the clock "
        "alone say when it has come";
    enum timing worst = IN_TIME;
    check_situation("A reader waits at an empty box and a writer at a full one, with a time-out of "
                    "%d milliseconds. All the time both get signals whose handler does nothing.",
                    SIGNALLED_MS);
    second_await_room(SIGNALLED_MS);
    for (size_t i = 0; i < SIGNALLED; i++) {
        waiter_start(&waiters[i], SIGNALLED_MS);
    }
    *steady = actors_pester((struct actor *[]){waiters[0].actor, waiters[1].actor}, SIGNALLED,
                            GIVE_UP_MS, SIGNALLED_MS / 2);
    for (size_t i = 0; i < SIGNALLED; i++) {
        struct reply reply = actor_wait(waiters[i].actor);
        expect_failure(
            &reply, ETIMEDOUT,
            "nanosleep(2), EINTR: a signal ended the nap, not the wait; look again and go on");
        enum timing timing = timing_of(&reply, SIGNALLED_MS);
        expect_that(timing != TOO_EARLY, look, "the wait to go on to its first deadline",
                    "%s gave up before the deadline: each signal shortened the wait",
                    reply.function->name);
        worst = timing > worst ? timing : worst;
    }
    return worst;
}

CHECK_NATIVELY(signal_keeps_deadline)
{
    struct waiter waiters[SIGNALLED];
    struct attempts attempts = {0};
    enum timing timing = TOO_LATE;
    bool learnt = false; /* from an attempt in which the signals came as they should */
    for (size_t i = 0; i < SIGNALLED; i++) {
        waiter_init(&waiters[i], i > 0);
        actor_catch(waiters[i].actor, SIGUSR1);
    }
    while (!(learnt && timing == IN_TIME) && attempts_more(&attempts)) {
        bool steady = false;
        enum timing now = wait_under_signals(waiters, &steady);
        if (steady || (!learnt && now < timing)) {
            timing = now;
        }
        learnt = learnt || steady;
    }
    expect_that(timing == IN_TIME,
                "nanosleep(2), EINTR: compute the deadline once, before the first nap, and not "
                "again after a signal",
                "both waits to end at their first deadline",
                "the signals kept them going: they were still waiting long after it");
}

/* --- wall-clock-step -------------------------------------------------------------------------- */

enum { STEPPED_MS = 40 };

static const int64_t hour_ns = INT64_C(3600000000000);

/* The clock steps right after the call has read it for the first time: its start or its deadline
 * is known by then. */
static enum timing wait_over_step(struct waiter *ahead, struct waiter *back)
{
    static const char look[] = "clock_gettime(2): CLOCK_MONOTONIC is not set by anybody; "
                               "CLOCK_REALTIME, gettimeofday(2) and time(2) show the time of day";
    actor_step_wall_clock(ahead->actor, hour_ns);
    actor_step_wall_clock(back->actor, -hour_ns);
    second_await_room(STEPPED_MS);
    waiter_start(back, STEPPED_MS);
    waiter_start(ahead, STEPPED_MS);
    check_situation("The box is empty, and while the reader waits in mailbox_receive with a "
                    "time-out of %d milliseconds the wall clock is set one hour ahead.",
                    STEPPED_MS);
    struct reply reply = actor_wait(ahead->actor);
    expect_failure(&reply, ETIMEDOUT, look);
    enum timing timing = timing_of(&reply, STEPPED_MS);
    expect_that(timing != TOO_EARLY, look, "the wait to last as long as without the step",
                "it ended with the step: too early");
    check_situation("The box is full, and while the writer waits in mailbox_send with a time-out "
                    "of %d milliseconds the wall clock is set back by one hour.",
                    STEPPED_MS);
    expect_that(!waiter_outlasts(back, STEPPED_MS + 10 * LATE_MS, UINT64_MAX), look,
                "the wait to last as long as without the step",
                "it was still waiting long after the deadline");
    reply = actor_wait(back->actor);
    expect_failure(&reply, ETIMEDOUT, look);
    enum timing other = timing_of(&reply, STEPPED_MS);
    return other > timing ? other : timing;
}

CHECK_NATIVELY(wall_clock_step)
{
    struct waiter ahead;
    struct waiter back;
    waiter_init(&ahead, false);
    waiter_init(&back, true);
    struct attempts attempts = {0};
    enum timing timing = TOO_LATE;
    while (timing == TOO_LATE && attempts_more(&attempts)) {
        timing = wait_over_step(&ahead, &back);
    }
    check_situation("While a call waits with a time-out of %d milliseconds the wall clock is set.",
                    STEPPED_MS);
    expect_that(timing == IN_TIME, "clock_gettime(2), CLOCK_MONOTONIC",
                "the wait to last as long as without the step", "it ended at another time");
}
