/* Exercise 05: how exactly a wait ends at its deadline. */
#include "mailbox_waits.h"

/* All of them at the same time: the time-outs pass side by side. */
struct timed {
    bool sends;
    int timeout_ms;
    bool crosses; /* into the next second of the clock: the last one, whose time is made to fit */
    struct waiter waiter;
    uint64_t begin_ns, end_ns; /* the last wait lies between: usage_now_ns */
    uint64_t elapsed_ns;       /* of the last wait */
};

enum { TIMED = 9, CROSSED_MS = 30 };

static void tell_timed(const struct timed *timed)
{
    if (timed->crosses) {
        check_situation("The box was empty when the reader called mailbox_receive with a time-out "
                        "that ended %d milliseconds into the next second of the clock.",
                        CROSSED_MS);
        return;
    }
    check_situation(
        "The box was %s when the %s called mailbox_%s with a time-out of %d milliseconds.",
        timed->sends ? "full" : "empty", timed->sends ? "writer" : "reader",
        timed->sends ? "send" : "receive", timed->timeout_ms);
}

/* One that waits for seconds has no deadline that ever comes. */
static void expect_end(struct timed *timed)
{
    enum { NEVER_MS = 2500 };
    if (waiter_outlasts(&timed->waiter, NEVER_MS, UINT64_MAX)) {
        tell_timed(timed);
        check_look_at(timed->waiter.actor);
        check_fail("clock_gettime(2): CLOCK_MONOTONIC goes on while a process sleeps; clock(3) and "
                   "the CPU-time clocks stand still",
                   "ETIMEDOUT at the deadline",
                   "it was still waiting seconds after it, as if there were no deadline");
    }
}

static int ms_to_next_second(void)
{
    return 1000 - (int)(usage_now_ns() / 1000000 % 1000);
}

/* None crosses but the one that is to: a fault of that one alone is told in its words, always. */
static void start_timed(struct timed *timed)
{
    enum { ALL_MS = 300 };
    struct timed *crossing = &timed[TIMED - 1];
    int left_ms = ms_to_next_second();
    crossing->timeout_ms = left_ms + CROSSED_MS;
    waiter_start(&crossing->waiter, crossing->timeout_ms);
    if (left_ms < ALL_MS) {
        waiter_outlasts(&crossing->waiter, 2 * ALL_MS, UINT64_MAX);
    }
    for (size_t i = 0; i < TIMED - 1; i++) {
        timed[i].begin_ns = usage_now_ns();
        waiter_start(&timed[i].waiter, timed[i].timeout_ms);
    }
}

/* On a busy machine another one may cross as well. */
static bool may_have_crossed(const struct timed *timed)
{
    const uint64_t second_ns = 1000000000;
    return timed->crosses || timed->begin_ns / second_ns != timed->end_ns / second_ns;
}

/* The worst of them; `*at` tells which: the first one that surely crosses no second, else the one that is made to. */
static enum timing run_timed(struct timed *timed, size_t *at)
{
    enum timing worst = IN_TIME;
    start_timed(timed);
    for (size_t i = 0; i < TIMED; i++) {
        expect_end(&timed[i]);
        timed[i].end_ns = usage_now_ns();
    }
    for (size_t i = TIMED; i-- > 0;) {
        struct reply reply = actor_wait(timed[i].waiter.actor);
        expect_failure(&reply, ETIMEDOUT, "ready_flag.h: ETIMEDOUT at the deadline");
        enum timing timing = timing_of(&reply, timed[i].timeout_ms);
        timed[i].elapsed_ns = reply.elapsed_ns;
        if (timing > worst ||
            (timing == worst && timing != IN_TIME && !may_have_crossed(&timed[i]))) {
            worst = timing;
            *at = i;
        }
    }
    return worst;
}

_Noreturn static void report_timing(const struct timed *timed, enum timing timing)
{
    char expected[120];
    const uint64_t timeout_ns = (uint64_t)timed->timeout_ms * 1000000;
    const bool by_a_second = timed->elapsed_ns > timeout_ns + 500000000;
    const char *look = timed->crosses && (timing == TOO_EARLY || by_a_second)
                           ? "clock_gettime(2): tv_sec and tv_nsec are one time; a second is "
                             "1000000000 nanoseconds"
                           : "clock_gettime(2), CLOCK_MONOTONIC: seconds and nanoseconds count; "
                             "naps that are short against 50 ms";
    tell_timed(timed);
    snprintf(expected, sizeof expected,
             "ETIMEDOUT at the deadline: not before, and at most %d milliseconds later", LATE_MS);
    if (timing == TOO_LATE) {
        check_fail(look, expected, "it gave up too late");
    }
    if (timed->crosses) {
        check_fail(look, expected, "it gave up too early");
    }
    if (timed->elapsed_ns < (uint64_t)timed->timeout_ms * 1000000 / 2) {
        check_fail("the units: timeout_ms are milliseconds, 1000000 nanoseconds each", expected,
                   "it gave up far too early, before half of the time was over");
    }
    check_fail("the last look: ETIMEDOUT only when the clock has come to the deadline; "
               "CLOCK_MONOTONIC_COARSE is behind by up to a tick",
               expected, "it gave up a little too early: its deadline had not come yet");
}

/* A point in time is two numbers. Time jumps over the deadline into the next second, where tv_nsec is
 * smaller again: who asks whether both have come that far waits for a quarter of a second more. */
static void expect_end_behind_jump(bool sends)
{
    enum { BRIEF_MS = 20, AHEAD_MS = 750, LATEST_MS = BRIEF_MS + 2 * LATE_MS };
    struct waiter waiter;
    waiter_init(&waiter, sends);
    while (1000 - ms_to_next_second() < 1000 - AHEAD_MS + LATE_MS ||
           ms_to_next_second() <= 2 * BRIEF_MS) {
        actor_await_any(&waiter.actor, 1, 1);
    }
    actor_pass_time(waiter.actor, (BRIEF_MS + AHEAD_MS) * INT64_C(1000000));
    waiter_start(&waiter, BRIEF_MS);
    if (waiter_outlasts(&waiter, LATEST_MS, UINT64_MAX)) {
        check_situation("The box is %s, and a call waits for %d milliseconds. Right after it first "
                        "looks at a clock, %d milliseconds pass, into the next second.",
                        sends ? "full" : "empty", BRIEF_MS, BRIEF_MS + AHEAD_MS);
        check_look_at(waiter.actor);
        check_fail("clock_gettime(2): compare tv_sec first, and tv_nsec only when the seconds are "
                   "the same: in the next second it is small again",
                   "ETIMEDOUT at the next look: the deadline is over", "it waited on");
    }
    struct reply reply = actor_wait(waiter.actor);
    expect_failure(&reply, ETIMEDOUT, "ready_flag.h: ETIMEDOUT at the deadline");
}

CHECK_NATIVELY(times_out_on_time)
{
    struct timed timed[TIMED] = {{.timeout_ms = 70},
                                 {.sends = true, .timeout_ms = 70},
                                 {.timeout_ms = 20},
                                 {.sends = true, .timeout_ms = 20},
                                 /* Naps that grow twofold: one of these comes right behind the end
                                    of a nap that lasts as long again. */
                                 {.timeout_ms = 120},
                                 {.sends = true, .timeout_ms = 145},
                                 {.timeout_ms = 175},
                                 {.sends = true, .timeout_ms = 210},
                                 {.crosses = true}};
    size_t at = 0;
    for (size_t i = 0; i < TIMED; i++) {
        waiter_init(&timed[i].waiter, timed[i].sends);
    }
    struct attempts attempts = {0};
    enum timing timing = TOO_LATE;
    while (timing == TOO_LATE && attempts_more(&attempts)) {
        timing = run_timed(timed, &at);
    }
    if (timing == TOO_EARLY) {
        /* No load makes a call early. A second run tells one that is always early from one that
         * is both: the latter is reported as late every time. */
        timing = run_timed(timed, &at) == TOO_LATE ? TOO_LATE : TOO_EARLY;
    }
    if (timing != IN_TIME) {
        report_timing(&timed[at], timing);
    }
    expect_end_behind_jump(false);
    expect_end_behind_jump(true);
}
