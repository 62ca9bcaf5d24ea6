/* Calls that have to wait: a reader at an empty box, a writer at a full one. */
#ifndef MAILBOX_WAITS_H
#define MAILBOX_WAITS_H

#include "mailbox_checks.h"

#include "examiner/usage.h"

/* So much after its deadline a call may come back. */
enum { LATE_MS = 50 };

/* Attempts at something that a loaded machine may spoil: the best one counts. There is no
 * further one after so long a time: what is late by that much is not so because of the load. An attempt
 * lasts for more than a second where it waits for the next one to begin. */
enum { ATTEMPTS = 5, ATTEMPTS_MS = 4000 };

struct attempts {
    int made;
    uint64_t begin_ns;
};

/* True for the first one, and for another one where that makes sense. */
static inline bool attempts_more(struct attempts *attempts)
{
    if (attempts->made == 0) {
        attempts->begin_ns = usage_now_ns();
    }
    return attempts->made++ < ATTEMPTS &&
           usage_now_ns() - attempts->begin_ns <= ATTEMPTS_MS * 1000000ULL;
}

/* A process with a box of its own, in which a call of this kind has to wait. */
struct waiter {
    struct actor *actor;
    struct area *box;
    bool sends; /* into a full box; else it receives from an empty one */
    struct letter letter;
    char buffer[WIDE];
    uint64_t started_ns;
    struct usage before;
};

static inline void waiter_init(struct waiter *waiter, bool sends)
{
    waiter->sends = sends;
    waiter->actor = actor_spawn(sends ? "the writer" : "the reader");
    waiter->box = box_create(waiter->actor, sends ? "a full mailbox" : "an empty mailbox");
    letter_write(&waiter->letter, SHORT);
    memset(waiter->buffer, UNTOUCHED, sizeof waiter->buffer);
    if (sends) {
        expect_sent(waiter->actor, waiter->box, &waiter->letter, "an empty box takes a message");
    }
}

/* The arguments live in the waiter: a call that was started goes on using them. */
static inline void waiter_start(struct waiter *waiter, int timeout_ms)
{
    waiter->started_ns = usage_now_ns();
    waiter->before = actor_usage(waiter->actor);
    if (waiter->sends) {
        actor_start(waiter->actor, &f_send, AREA(waiter->box), LETTER(&waiter->letter),
                    INT(timeout_ms));
    } else {
        actor_start(waiter->actor, &f_receive, AREA(waiter->box),
                    BUFFER(waiter->buffer, sizeof waiter->buffer), SIZE(sizeof waiter->buffer),
                    INT(timeout_ms));
    }
}

/* Time since the call began, less the time for which it was ready to run and had no processor. */
static inline uint64_t waiter_own_ms(const struct waiter *waiter)
{
    uint64_t delayed_ns = actor_usage(waiter->actor).delayed_ns - waiter->before.delayed_ns;
    uint64_t passed_ns = usage_now_ns() - waiter->started_ns;
    return passed_ns > delayed_ns ? (passed_ns - delayed_ns) / 1000000 : 0;
}

/* True when the call is still under way after `limit_ms` of its own time, or when it has slept
 * and woken `naps` times before that. A process that has only been kept from running is given
 * more time. */
static inline bool waiter_outlasts(struct waiter *waiter, uint64_t limit_ms, uint64_t naps)
{
    for (;;) {
        struct usage now = actor_usage(waiter->actor);
        bool has_run = actor_sleeping_in(waiter->actor) >= 0 ||
                       now.cpu_ns - waiter->before.cpu_ns > limit_ms * 500000;
        bool long_enough = has_run && waiter_own_ms(waiter) > limit_ms;
        if (actor_has_returned(waiter->actor)) {
            return false;
        }
        if (long_enough || usage_wakeups_between(waiter->before, now) > naps) {
            return true;
        }
        /* No event tells of a nap: look again, until the call comes back. */
        actor_await_any(&waiter->actor, 1, 1);
    }
}

/* Lets the other side act: another process takes or sends what this one waits for. */
static inline void waiter_release(struct waiter *waiter, struct actor *other, struct letter *letter)
{
    if (waiter->sends) {
        expect_received(other, waiter->box, waiter->letter.bytes,
                        "the unread message stays as it is");
    } else {
        letter_write(letter, SHORT);
        expect_sent(other, waiter->box, letter, "an empty box takes a message");
    }
}

enum timing { IN_TIME, TOO_EARLY, TOO_LATE };

static inline enum timing timing_of(const struct reply *reply, int timeout_ms)
{
    uint64_t timeout_ns = (uint64_t)timeout_ms * 1000000;
    if (reply->elapsed_ns < timeout_ns) {
        return TOO_EARLY;
    }
    uint64_t latest_ns = timeout_ns + LATE_MS * 1000000ULL;
    return reply->elapsed_ns > latest_ns + reply->delayed_ns ? TOO_LATE : IN_TIME;
}

#endif
