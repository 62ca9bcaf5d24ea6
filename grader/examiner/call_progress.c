/* How far a call under way has come: back, asleep, spinning. */
#include "examiner/actor_private.h"
#include "examiner/recorder.h"

#include <assert.h>
#include <poll.h>
#include <sys/syscall.h>

enum { ACTORS_AWAITED_MAX = 16 };

bool actor_has_returned(struct actor *actor)
{
    struct pollfd wanted = {.fd = actor->socket, .events = POLLIN};
    return poll(&wanted, 1, 0) > 0;
}

bool actor_await_any(struct actor *const *actors, size_t count, unsigned wait_ms)
{
    struct pollfd wanted[ACTORS_AWAITED_MAX];
    assert(count <= ACTORS_AWAITED_MAX);
    for (size_t i = 0; i < count; i++) {
        bool busy = actors[i]->call.function != NULL;
        wanted[i] = (struct pollfd){.fd = busy ? actors[i]->socket : -1, .events = POLLIN};
    }
    return poll(wanted, count, (int)wait_ms) > 0;
}

/* The driver itself sleeps in recvmsg between two calls. */
static bool is_asleep_in_call(const struct actor *actor)
{
    if (usage_state(actor->pid) != 'S') {
        return false;
    }
    long number = usage_system_call(actor->pid);
    bool asleep = number >= 0 && number != SYS_recvmsg && number != SYS_sendmsg;
    if (asleep) {
        recorder_blocked(actor, number);
    }
    return asleep;
}

bool actor_await_asleep(struct actor *actor)
{
    struct pollfd wanted = {.fd = actor->socket, .events = POLLIN};
    while (!is_asleep_in_call(actor)) {
        /* No event tells that a process went to sleep: its reply is waited for, a millisecond at a
         * time, with a look at /proc in between. */
        if (poll(&wanted, 1, 1) > 0) {
            return false;
        }
        actor_check_limits(actor);
    }
    return true;
}

enum actor_progress actor_await_progress(struct actor *actor, unsigned cpu_ms)
{
    struct pollfd wanted = {.fd = actor->socket, .events = POLLIN};
    if (poll(&wanted, 1, 1) > 0) {
        return ACTOR_RETURNED; /* most do, and reading /proc would take longer than they */
    }
    uint64_t begin_ns = usage_read(actor->pid).cpu_ns;
    while (poll(&wanted, 1, 1) <= 0) {
        if (is_asleep_in_call(actor)) {
            return ACTOR_SLEEPS;
        }
        if (usage_read(actor->pid).cpu_ns - begin_ns > cpu_ms * 1000000ULL) {
            return ACTOR_SPINS;
        }
    }
    return ACTOR_RETURNED;
}
