/* Exercise 05: what a time-out means. */
#include "mailbox_waits.h"

#include <limits.h>

enum { AT_ONCE_MS = 300, PROMPT_MS = 10, A_WHILE_MS = 100, SOME_NAPS = 3 };

/* 0 at a box where the call cannot proceed. */
static void try_in_vain(struct waiter *waiter)
{
    static const char look[] = "ready_flag.h: timeout_ms 0 means: try once";
    check_situation("The box is %s.", waiter->sends ? "full" : "empty");
    waiter_start(waiter, 0);
    expect_that(!waiter_outlasts(waiter, AT_ONCE_MS, UINT64_MAX), look,
                "one try, and then ETIMEDOUT", "the call went on waiting");
    struct reply reply = actor_wait(waiter->actor);
    expect_failure(&reply, ETIMEDOUT, look);
    struct attempts attempts = {0};
    while (reply.elapsed_ns > PROMPT_MS * 1000000ULL + reply.delayed_ns) {
        expect_that(attempts_more(&attempts), look, "ETIMEDOUT at once",
                    "the call slept for a while before it gave up");
        waiter_start(waiter, 0);
        reply = actor_wait(waiter->actor);
    }
}

/* 0 at a box where it can. */
static void try_with_success(struct actor *process)
{
    static const char look[] =
        "timeout_ms 0: look at the flag first, at the clock only when it is not your turn";
    struct area *box = box_create(process, "the mailbox");
    struct letter letter;
    char buffer[WIDE];
    letter_write(&letter, SHORT);
    memset(buffer, UNTOUCHED, sizeof buffer);
    check_situation("The box is new.");
    struct reply reply = actor_call(process, &f_send, AREA(box), LETTER(&letter), INT(0));
    expect_success(&reply, look);
    reply = actor_call(process, &f_receive, AREA(box), BUFFER(buffer, sizeof buffer),
                       SIZE(sizeof buffer), INT(0));
    expect_success(&reply, look);
    expect_text(buffer, sizeof buffer, letter.bytes, look);
}

static void wait_for_ever(struct waiter *waiter, struct actor *other, int timeout_ms)
{
    static const char look[] =
        "ready_flag.h: a negative timeout_ms means: wait for ever, without a deadline";
    struct letter letter = {""};
    check_situation("The box is %s; after a while another process %s.",
                    waiter->sends ? "full" : "empty",
                    waiter->sends ? "receives that message" : "sends a message");
    waiter_start(waiter, timeout_ms);
    if (waiter_outlasts(waiter, A_WHILE_MS, SOME_NAPS)) {
        waiter_release(waiter, other, &letter);
    }
    struct reply reply = actor_wait(waiter->actor);
    expect_success(&reply, look);
    if (!waiter->sends) {
        expect_text(waiter->buffer, sizeof waiter->buffer, letter.bytes, look);
    }
}

/* --- waits that nobody has the time for ------------------------------------------------------- */

#define MS_PER_DAY (24 * 3600 * INT64_C(1000))

/* So much time is made to pass for the process as soon as it has looked at a clock. */
struct long_wait {
    int timeout_ms;
    int64_t passed_ms;
    const char *passed; /* in words */
};

/* Only that the wait goes on is looked at. False when it does not: reply tells how it ended. */
static bool outlasts_jump(bool sends, const struct long_wait *wait, struct reply *reply)
{
    struct waiter waiter;
    waiter_init(&waiter, sends);
    check_situation("The box is %s. For the process of the call time jumps ahead by %s, right "
                    "after it first looks at a clock.",
                    sends ? "full" : "empty", wait->passed);
    actor_pass_time(waiter.actor, wait->passed_ms * 1000000);
    waiter_start(&waiter, wait->timeout_ms);
    bool outlasts = waiter_outlasts(&waiter, A_WHILE_MS, SOME_NAPS);
    if (!outlasts) {
        *reply = actor_wait(waiter.actor);
    }
    actor_kill(waiter.actor);
    return outlasts;
}

static void wait_long(bool sends, const struct long_wait *wait)
{
    struct reply reply;
    if (!outlasts_jump(sends, wait, &reply)) {
        check_fail(
            wait->timeout_ms < 0
                ? "ready_flag.h: a negative timeout_ms means: wait for ever; no time-out is "
                  "so long that it is the same"
                : "milliseconds times 1000000 do not fit into 32 bits from 4295 on, nor into "
                  "an int from 2148 on: int64_t, before multiplying",
            wait->timeout_ms < 0 ? "the call to wait on"
                                 : "the call to wait on: its deadline has not come",
            "it came back%s", reply.failed ? ", as if it had" : " and reported success");
    }
}

static void wait_for_days(void)
{
    static const struct long_wait waits[] = {{INT_MAX, 1, "a millisecond"},
                                             {INT_MAX, 24 * MS_PER_DAY, "24 days"},
                                             {10000, 9000, "9 seconds"},
                                             {-1, 1000 * MS_PER_DAY, "a thousand days"}};
    /* Nothing overflows here: who gives up takes the unit for another, as times-out-on-time tells. */
    static const struct long_wait plain = {2000, 1900, "1.9 seconds"};
    struct reply reply;
    if (!outlasts_jump(false, &plain, &reply) || !outlasts_jump(true, &plain, &reply)) {
        return;
    }
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        wait_long(false, &waits[i]);
        wait_long(true, &waits[i]);
    }
}

CHECK_NATIVELY(timeout_meaning)
{
    struct actor *other = actor_spawn("another process");
    struct waiter reader;
    struct waiter writer;
    waiter_init(&reader, false);
    waiter_init(&writer, true);
    area_map(reader.box, other);
    area_map(writer.box, other);
    try_with_success(other);
    try_in_vain(&reader);
    try_in_vain(&writer);
    wait_for_ever(&reader, other, -1);
    wait_for_ever(&reader, other, INT_MIN);
    wait_for_ever(&writer, other, -1);
    wait_for_days();
}
