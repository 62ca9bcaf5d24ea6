#include "examiner/pester.h"

#include "examiner/usage.h"

#include <assert.h>
#include <signal.h>

enum { EVERY_MS = 1, SIGNALS_MIN = 8, PATIENT_TIMES = 10 };

static const uint64_t ns_per_ms = 1000000;

struct pestered {
    struct actor *actor;
    uint64_t begin_ns, delayed_ns;
    unsigned signals;
    uint64_t last_ns, longest_gap_ns; /* since the first signal */
    bool done;
};

static void close_gap(struct pestered *pestered)
{
    const uint64_t now_ns = usage_now_ns();
    const uint64_t gap_ns = pestered->signals > 0 ? now_ns - pestered->last_ns : 0;
    if (gap_ns > pestered->longest_gap_ns) {
        pestered->longest_gap_ns = gap_ns;
    }
    pestered->last_ns = now_ns;
}

/* Time since the beginning, less the time for which it was ready to run and had no processor. */
static uint64_t own_ms(const struct pestered *pestered)
{
    const uint64_t delayed_ns = actor_usage(pestered->actor).delayed_ns - pestered->delayed_ns;
    const uint64_t passed_ns = usage_now_ns() - pestered->begin_ns;
    return passed_ns > delayed_ns ? (passed_ns - delayed_ns) / ns_per_ms : 0;
}

/* One that sleeps does not see that we have no processor: it is given longer until it has got some
 * signals; one that never sleeps gets none. */
static bool is_over(const struct pestered *pestered, unsigned limit_ms)
{
    const uint64_t spent_ms = own_ms(pestered);
    return spent_ms >= (uint64_t)limit_ms * PATIENT_TIMES ||
           (spent_ms >= limit_ms && pestered->signals >= SIGNALS_MIN);
}

static void signal_once(struct pestered *pestered, unsigned limit_ms)
{
    if (actor_has_returned(pestered->actor)) {
        close_gap(pestered);
        pestered->done = true;
    } else if (is_over(pestered, limit_ms)) {
        pestered->done = true;
    } else if (actor_sleeping_in(pestered->actor) >= 0) {
        actor_signal(pestered->actor, SIGUSR1);
        close_gap(pestered);
        pestered->signals++;
    }
}

/* Until one comes back, or it is time for the next signals. */
static void await_the_next(const struct pestered *pestered, size_t count)
{
    struct actor *going[PESTERED_MAX];
    size_t going_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!pestered[i].done) {
            going[going_count++] = pestered[i].actor;
        }
    }
    if (going_count > 0) {
        actor_await_any(going, going_count, EVERY_MS);
    }
}

bool actors_pester(struct actor *const *actors, size_t count, unsigned limit_ms, unsigned steady_ms)
{
    struct pestered pestered[PESTERED_MAX] = {0};
    size_t done = 0;
    assert(count <= PESTERED_MAX);
    for (size_t i = 0; i < count; i++) {
        pestered[i].actor = actors[i];
        pestered[i].begin_ns = usage_now_ns();
        pestered[i].delayed_ns = actor_usage(actors[i]).delayed_ns;
    }
    while (done < count) {
        done = 0;
        for (size_t i = 0; i < count; i++) {
            if (!pestered[i].done) {
                signal_once(&pestered[i], limit_ms);
            }
            done += pestered[i].done;
        }
        await_the_next(pestered, count);
    }
    bool steady = true;
    for (size_t i = 0; i < count; i++) {
        steady =
            steady && pestered[i].signals > 0 && pestered[i].longest_gap_ns < steady_ms * ns_per_ms;
    }
    return steady;
}
