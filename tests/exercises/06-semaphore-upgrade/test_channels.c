#include "channels.h"

#include "examiner/usage.h"

#include <stdlib.h>
#include <sys/syscall.h>

enum {
    SIZE_MAX_HERE = 16 << 20, /* no channel needs more */
    SPINS_AFTER_MS = 40,      /* of processor time, in a call that does microseconds of work */
    STUCK_LOOKS = 250,        /* at sleepers, a millisecond apart, none of which was woken */
    SPINS_FOR_EVER_MS = 1000,
    ACTORS_MAX = 8, /* that are waited for together */
};

const struct function size_function = {"channel_size", RETURNS_SIZE, LEAVES_NOTHING};
/* What it makes lives until channel_destroy, and is nobody's leak. */
const struct function init_function = {"channel_init", RETURNS_INT, LEAVES_ANYTHING};
const struct function send_function = {"channel_send", RETURNS_INT, LEAVES_NOTHING};
const struct function receive_function = {"channel_receive", RETURNS_INT, LEAVES_NOTHING};
const struct function destroy_function = {"channel_destroy", RETURNS_INT, LEAVES_NOTHING};

struct area *channel_make(struct actor *maker, const char *what)
{
    struct reply size = actor_call_plain(maker, &size_function);
    expect_success(&size, "sizeof(struct channel)");
    expect_that(size.value > 0 && size.value <= SIZE_MAX_HERE, "sizeof(struct channel)",
                "the size of one message and what the processes wait on",
                "channel_size asks for more than 16 MiB");
    struct area *channel = area_create(what, (size_t)size.value);
    area_map(channel, maker);
    struct reply made = actor_call(maker, &init_function, AREA(channel));
    expect_success(&made, "channel_init in semaphore_upgrade.h; sem_init(3), semget(2)");
    expect_value(&made, 0, "channel_init in semaphore_upgrade.h: Returns 0");
    return channel;
}

void channel_begin_put(struct actor *writer, struct area *channel, const char *text, int timeout_ms)
{
    actor_start(writer, &send_function, AREA(channel), TEXT(text), INT(timeout_ms));
}

void channel_begin_take(struct actor *reader, struct area *channel, char *text, int timeout_ms)
{
    memset(text, '#', INBOX);
    actor_start(reader, &receive_function, AREA(channel), BUFFER(text, INBOX), SIZE(INBOX),
                INT(timeout_ms));
}

struct reply channel_put(struct actor *writer, struct area *channel, const char *text,
                         int timeout_ms)
{
    channel_begin_put(writer, channel, text, timeout_ms);
    return actor_wait(writer);
}

struct reply channel_take(struct actor *reader, struct area *channel, char *text, int timeout_ms)
{
    channel_begin_take(reader, channel, text, timeout_ms);
    return actor_wait(reader);
}

void channel_fill(struct actor *writer, struct area *channel, struct message *message)
{
    struct reply sent = channel_put(writer, channel, message->text, AT_ONCE_MS);
    expect_success(&sent, "channel_send: the channel is empty, so there is room");
    message->number = sent.value;
}

void channel_drain(struct actor *reader, struct area *channel, struct message *message)
{
    struct reply received = channel_take(reader, channel, message->text, AT_ONCE_MS);
    expect_success(&received, "channel_receive: there is a message, sent and not yet received");
    message->number = received.value;
}

/* --- calls that may wait ---------------------------------------------------------------------- */

bool call_waits(struct actor *actor)
{
    unsigned cpu_ms = check_under_valgrind() ? SPINS_AFTER_MS * 50 : SPINS_AFTER_MS;
    return actor_await_progress(actor, cpu_ms) != ACTOR_RETURNED;
}

/* Between two calls an actor sleeps in recvmsg. */
static bool is_asleep(const struct actor *actor)
{
    long number = actor_sleeping_in(actor);
    return usage_state(actor_pid(actor)) == 'S' && number >= 0 && number != SYS_recvmsg &&
           number != SYS_sendmsg;
}

struct looks {
    bool all_returned;
    bool one_returned;
    bool all_asleep; /* of those that have not returned */
    uint64_t wakeups;
    uint64_t cpu_ns;
};

static struct looks look_at(struct actor *const *actors, size_t count)
{
    struct looks looks = {.all_returned = true, .all_asleep = true};
    for (size_t i = 0; i < count; i++) {
        if (actor_has_returned(actors[i])) {
            looks.one_returned = true;
            continue;
        }
        struct usage usage = actor_usage(actors[i]);
        looks.all_returned = false;
        looks.all_asleep = looks.all_asleep && is_asleep(actors[i]);
        looks.wakeups += usage.wakeups;
        looks.cpu_ns += usage.cpu_ns;
    }
    return looks;
}

bool await_one_more(struct actor *const *actors, size_t count, unsigned wait_ms)
{
    struct actor *busy[ACTORS_MAX];
    size_t busy_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!actor_has_returned(actors[i])) {
            busy[busy_count++] = actors[i];
        }
    }
    actor_await_any(busy, busy_count, wait_ms);
    return busy_count > 0;
}

static bool await_returns(struct actor *const *actors, size_t count, bool one_is_enough)
{
    struct looks first = look_at(actors, count);
    struct looks last = first;
    unsigned quiet = 0;
    while (!last.all_returned && !(one_is_enough && last.one_returned)) {
        if (last.all_asleep && quiet++ == STUCK_LOOKS) {
            return false;
        }
        uint64_t limit_ms = check_under_valgrind() ? SPINS_FOR_EVER_MS * 10 : SPINS_FOR_EVER_MS;
        if (last.cpu_ns > first.cpu_ns + limit_ms * count * NS_PER_MS) {
            return false;
        }
        /* No event tells that a process fell asleep: look again, until one has come back. */
        await_one_more(actors, count, 1);
        struct looks now = look_at(actors, count);
        if (!now.all_asleep || now.wakeups != last.wakeups) {
            quiet = 0;
        }
        last = now;
    }
    return true;
}

bool calls_come_back(struct actor *const *actors, size_t count)
{
    return await_returns(actors, count, false);
}

bool somebody_comes_back(struct actor *const *actors, size_t count)
{
    return await_returns(actors, count, true);
}

bool call_comes_back(struct actor *actor)
{
    return calls_come_back(&actor, 1);
}

static bool is_slow(const struct reply *reply)
{
    return !check_under_valgrind() &&
           reply->elapsed_ns > reply->delayed_ns + LATENESS_MS * NS_PER_MS;
}

struct reply call_at_once(struct actor *actor, const struct function *function,
                          const struct argument *arguments, size_t count, const char *look,
                          const char *expected)
{
    actor_start_array(actor, function, arguments, count);
    /* One that tries once may fall asleep for a moment: that its time is up already a timer tells
     * (futex(2)). */
    bool waits = call_waits(actor) && !call_comes_back(actor);
    struct reply reply = {.function = NULL};
    if (!waits) {
        reply = actor_wait(actor);
    }
    if (waits || is_slow(&reply)) {
        check_fail(look, expected, "%s waits, and there is nothing to wait for", function->name);
    }
    return reply;
}

/* --- texts ------------------------------------------------------------------------------------ */

const char *text_fault(const char *text, const char *sent)
{
    size_t length = strnlen(text, INBOX);
    size_t sent_length = strlen(sent);
    if (length == sent_length && memcmp(text, sent, length) == 0) {
        return NULL;
    }
    if (length == INBOX) {
        return text[0] == '#' ? "nothing was written to the buffer" : "the text has no terminator";
    }
    if (length == 0) {
        return "an empty text came out";
    }
    if (length < sent_length && memcmp(text, sent, length) == 0) {
        return "only the beginning of the text came out";
    }
    if (length > sent_length && memcmp(text, sent, sent_length) == 0) {
        return "the text came out with other characters behind it";
    }
    return "another text came out";
}

void expect_text(const char *text, const char *sent, const char *look)
{
    const char *fault = text_fault(text, sent);
    expect_that(fault == NULL, look, "the text that was sent, whole", "%s", fault);
}
