/* Signals that come again and again, to actors of our own making in a time of our own making. */
#include "examiner/pester.h"

#include "examiner/usage.h"

#include <criterion/criterion.h>
#include <signal.h>

static const uint64_t ns_per_ms = 1000000;
static const uint64_t never_ms = UINT64_MAX;

/* What this test takes for an actor. */
struct actor {
    uint64_t returns_ms; /* when its call comes back */
    bool spins;          /* or sleeps, all the time */
    bool has_processor;
    unsigned signals;
};

/* Each wait takes a millisecond but for one, in which nobody had a processor for us. */
static struct world {
    uint64_t now_ms;
    uint64_t pause_begin_ms, pause_ms;
} world;

uint64_t usage_now_ns(void)
{
    return world.now_ms * ns_per_ms;
}

struct usage actor_usage(const struct actor *actor)
{
    return (struct usage){.delayed_ns = actor->has_processor ? 0 : world.now_ms * ns_per_ms};
}

bool actor_has_returned(struct actor *actor)
{
    return world.now_ms >= actor->returns_ms;
}

long actor_sleeping_in(const struct actor *actor)
{
    return actor->spins ? -1 : 0;
}

void actor_signal(struct actor *actor, int signal)
{
    cr_assert_eq(signal, SIGUSR1);
    actor->signals++;
}

bool actor_await_any(struct actor *const *actors, size_t count, unsigned wait_ms)
{
    cr_assert_gt(count, 0);
    cr_assert_eq(wait_ms, 1);
    const bool pauses = world.pause_ms > 0 && world.now_ms == world.pause_begin_ms;
    world.now_ms += pauses ? world.pause_ms : wait_ms;
    return actor_has_returned(actors[0]);
}

static const struct actor sleeper = {.returns_ms = never_ms, .has_processor = true};

/* Limit 100 ms, steady when no pause takes 50 ms. */
static bool pester(struct actor *one)
{
    return actors_pester(&one, 1, 100, 50);
}

Test(pester, goes_on_until_the_calls_are_back)
{
    struct actor first = sleeper, second = sleeper;
    first.returns_ms = 20;
    second.returns_ms = 30;
    cr_assert(actors_pester((struct actor *[]){&first, &second}, 2, 100, 50));
    cr_assert_eq(first.signals, 20);
    cr_assert_eq(second.signals, 30);
    cr_assert_eq(world.now_ms, 30);
}

Test(pester, ends_at_its_limit)
{
    struct actor actor = sleeper;
    cr_assert(pester(&actor));
    cr_assert_eq(world.now_ms, 100);
}

Test(pester, time_without_a_processor_is_not_the_actors)
{
    struct actor actor = sleeper;
    actor.has_processor = false;
    actor.returns_ms = 5000;
    cr_assert(pester(&actor));
    cr_assert_eq(world.now_ms, 5000);
}

Test(pester, is_steady_with_pauses_that_are_short)
{
    struct actor actor = sleeper;
    world = (struct world){.pause_begin_ms = 10, .pause_ms = 49};
    cr_assert(pester(&actor));
}

Test(pester, is_not_steady_with_a_long_pause)
{
    struct actor actor = sleeper;
    world = (struct world){.pause_begin_ms = 10, .pause_ms = 50};
    cr_assert_not(pester(&actor));
}

Test(pester, a_pause_before_the_return_counts)
{
    struct actor actor = sleeper;
    actor.returns_ms = 60;
    world = (struct world){.pause_begin_ms = 10, .pause_ms = 50};
    cr_assert_not(pester(&actor));
}

Test(pester, one_that_got_no_signal_is_not_steady)
{
    struct actor pestered = sleeper, back_at_once = sleeper;
    back_at_once.returns_ms = 0;
    cr_assert_not(actors_pester((struct actor *[]){&pestered, &back_at_once}, 2, 100, 50));
    cr_assert_eq(back_at_once.signals, 0);
}

Test(pester, one_that_never_sleeps_is_given_up)
{
    struct actor actor = sleeper;
    actor.spins = true;
    cr_assert_not(pester(&actor));
    cr_assert_eq(actor.signals, 0);
    cr_assert_eq(world.now_ms, 1000);
}

Test(pester, a_few_signals_are_sent_however_late)
{
    struct actor actor = sleeper;
    world = (struct world){.pause_begin_ms = 0, .pause_ms = 200};
    cr_assert_not(pester(&actor));
    cr_assert_eq(actor.signals, 8);
}
