/* A time-out is for the whole of a call: while another process is held up inside the channel, with
 * whatever lock it has there, no wait is without a limit. */
#include "channels.h"

#include <sys/syscall.h>

#define LOOK_LIMIT                                                                                 \
    "a lock inside has the deadline of the call, too: sem_clockwait, pthread_mutex_clocklock "     \
    "(glibc manual), FUTEX_WAIT_BITSET; sem_wait(3) and pthread_mutex_lock(3) have none"

enum { LIMIT_MS = 2 };

/* Those who call while a writer is held up. */
struct callers {
    struct actor *writer; /* the one that is held up */
    struct actor *reader, *other_writer;
    struct area *channel;
    const char *endless; /* the function that waits without a limit */
};

/* The call that was begun comes back, or sleeps until the writer goes on. */
static bool is_endless(struct actor *actor)
{
    struct sleep sleep;
    if (call_waits(actor) && sleep_read(actor, &sleep) && sleep_limit(&sleep) == SLEEP_ENDLESS) {
        return true;
    }
    actor_wait(actor);
    return false;
}

static void call_meanwhile(void *context)
{
    struct callers *callers = context;
    char text[INBOX];
    channel_begin_take(callers->reader, callers->channel, text, LIMIT_MS);
    if (is_endless(callers->reader)) {
        callers->endless = receive_function.name;
        return;
    }
    channel_begin_put(callers->other_writer, callers->channel, "other", LIMIT_MS);
    if (is_endless(callers->other_writer)) {
        callers->endless = send_function.name;
    }
}

static void empty(struct callers *callers)
{
    char text[INBOX];
    for (int i = 0; i < 2; i++) {
        channel_take(callers->reader, callers->channel, text, 0);
    }
}

/* A function of the C library is one step here: who is stopped inside pthread_rwlock_wrlock makes others
 * spin in theirs, past any deadline, and no caller can help it.
 *
 * False when the call was over before that. */
static bool hold_up(struct callers *callers, struct place place)
{
    struct hold hold = hold_at(place, call_meanwhile, callers);
    hold.between_functions = true;
    check_situation("A writer is held up in the middle of channel_send. Meanwhile a reader calls "
                    "channel_receive, and another writer channel_send, with a time-out of %d ms.",
                    LIMIT_MS);
    channel_begin_put_held(callers->writer, callers->channel, "held up", AT_ONCE_MS, &hold);
    expect_that(callers->endless == NULL, LOOK_LIMIT,
                "each call to come back when its time is up, whatever the first writer does",
                "%s waits without a limit, until the first writer goes on", callers->endless);
    actor_wait(callers->writer);
    empty(callers);
    return hold.reached;
}

void expect_all_waits_limited(void)
{
    enum { STEPS_MAX = 6000 };
    struct callers callers = {.writer = actor_spawn("the writer that is held up"),
                              .reader = actor_spawn("the reader"),
                              .other_writer = actor_spawn("the other writer")};
    struct survey survey = {.steps = 0};
    unsigned budget = STEPS_MAX;
    callers.channel = channel_make(callers.writer, "the channel");
    area_map(callers.channel, callers.reader);
    area_map(callers.channel, callers.other_writer);
    for (int i = 0; i < 2; i++) { /* a glance, and then a look */
        survey_put(&survey, callers.writer, callers.channel, "survey", 0);
        empty(&callers);
    }
    for (unsigned i = 0; i < survey.change_count && survey.changes[i].steps <= budget; i++) {
        budget -= survey.changes[i].steps;
        if (!hold_up(&callers, survey.changes[i])) {
            return;
        }
    }
}
