/* Whether a process that waits really sleeps. */
#include "channels.h"

#include "examiner/usage.h"

#include <linux/futex.h>
#include <stdio.h>
#include <sys/syscall.h>

#define LOOK_POLLS                                                                                 \
    "sem_wait(3), sem_timedwait(3), semtimedop(2), pthread_cond_wait(3): they sleep until "        \
    "another process ends the wait, and need no loop with naps"

bool sleep_read(const struct actor *actor, struct sleep *sleep)
{
    char path[64];
    unsigned long long *arguments = sleep->arguments;
    snprintf(path, sizeof path, "/proc/%d/syscall", actor_pid(actor));
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    int found = fscanf(file, "%ld %llx %llx %llx %llx %llx %llx", &sleep->number, &arguments[0],
                       &arguments[1], &arguments[2], &arguments[3], &arguments[4], &arguments[5]);
    fclose(file);
    return found == 7 && usage_state(actor_pid(actor)) == 'S';
}

enum sleep_limit sleep_limit(const struct sleep *sleep)
{
    static const struct {
        long number;
        int argument; /* a time, or NULL; -1: it takes none */
    } kinds[] = {
        {SYS_futex, 3},        {SYS_semtimedop, 3}, {SYS_mq_timedreceive, 4},
        {SYS_mq_timedsend, 4}, {SYS_ppoll, 2},      {SYS_semop, -1},
        {SYS_msgrcv, -1},      {SYS_flock, -1},     {SYS_fcntl, -1},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].number == sleep->number) {
            bool limited = kinds[i].argument >= 0 && sleep->arguments[kinds[i].argument] != 0;
            return limited ? SLEEP_LIMITED : SLEEP_ENDLESS;
        }
    }
    return SLEEP_UNKNOWN;
}

bool sleeps_privately(const struct actor *actor)
{
    struct sleep sleep;
    return sleep_read(actor, &sleep) && sleep.number == SYS_futex &&
           (sleep.arguments[1] & FUTEX_PRIVATE_FLAG) != 0;
}

/* A sleep that only time or a signal ends, wherever the library has it from: nanosleep(2),
 * poll(2) and select(2) on nothing. */
static bool is_nap(const struct actor *actor)
{
    struct sleep sleep;
    if (!sleep_read(actor, &sleep)) {
        return false;
    }
    switch (sleep.number) {
    case SYS_nanosleep:
    case SYS_clock_nanosleep:
        return true;
    case SYS_ppoll:
        return sleep.arguments[1] == 0;
    case SYS_pselect6:
        return sleep.arguments[0] == 0;
#ifdef SYS_poll
    case SYS_poll:
        return sleep.arguments[1] == 0;
#endif
#ifdef SYS_select
    case SYS_select:
        return sleep.arguments[0] == 0;
#endif
    default:
        return false;
    }
}

struct effort {
    struct usage before;
    uint64_t begin_ns;
    bool napped;
    bool limited; /* it may wait for ever, and sleeps for a time only */
};

/* Who goes to sleep may have to wait for a lock first. Who ends his sleep himself has no such excuse. */
static uint64_t wakeups_to_begin(const struct effort *effort)
{
    return effort->limited ? 0 : 3;
}

static void note_sleep(const struct waiter *waiter, struct effort *effort)
{
    struct sleep sleep;
    effort->napped = effort->napped || is_nap(waiter->actor);
    effort->limited =
        effort->limited || (waiter->timeout_ms < 0 && sleep_read(waiter->actor, &sleep) &&
                            sleep_limit(&sleep) == SLEEP_LIMITED);
}

static void expect_no_effort(const struct waiter *waiter, const struct effort *effort)
{
    enum { WAKEUPS_PER_S = 20, CPU_PERCENT_MAX = 5, CPU_TO_BEGIN_MS = 1 };
    struct usage now = actor_usage(waiter->actor);
    uint64_t elapsed_ms = (usage_now_ns() - effort->begin_ns) / NS_PER_MS;
    uint64_t cpu_ms = (now.cpu_ns - effort->before.cpu_ns) / NS_PER_MS;
    uint64_t wakeups = usage_wakeups_between(effort->before, now);
    /* What a busy machine kept it from running it neither slept nor worked. */
    uint64_t delayed_ms = (now.delayed_ns - effort->before.delayed_ns) / NS_PER_MS;
    uint64_t own_ms = elapsed_ms > delayed_ms ? elapsed_ms - delayed_ms : 0;
    expect_that(cpu_ms * 100 <= own_ms * CPU_PERCENT_MAX + CPU_TO_BEGIN_MS * 100, LOOK_POLLS,
                "a wait that costs no processor time",
                "the waiting process kept its processor busy");
    expect_that(wakeups <= elapsed_ms * WAKEUPS_PER_S / 1000 + wakeups_to_begin(effort), LOOK_POLLS,
                "fewer than 20 wake-ups a second while nothing happens",
                "the waiting process woke up again and again, many times a second");
    expect_that(
        !effort->napped, LOOK_POLLS,
        "a sleep that another process ends: on a semaphore, a condition, a futex",
        "the waiting process took a nap, to look again afterwards (nanosleep(2) and its kind)");
}

CHECK_NATIVELY(nobody_polls)
{
    enum { WAITERS = 4, WATCHED_MS = 260, LOOK_EVERY_MS = 20 };
    static const int timeouts_ms[WAITERS] = {3000, 3000, FOR_EVER, FOR_EVER};
    struct waiter waiters[WAITERS];
    struct actor *actors[WAITERS];
    struct effort efforts[WAITERS] = {{.napped = false}};
    struct scene scene = scene_make();
    for (int i = 0; i < WAITERS; i++) {
        waiter_make(&waiters[i], &scene, i % 2 == 0, timeouts_ms[i]);
        actors[i] = waiters[i].actor;
    }
    check_situation(
        "Two readers wait at an empty channel and two writers at a full one, for 3 s and "
        "without a limit. For a while nothing happens.");
    for (int i = 0; i < WAITERS; i++) {
        efforts[i].before = actor_usage(waiters[i].actor);
        efforts[i].begin_ns = usage_now_ns();
        waiter_begin(&waiters[i], &scene);
    }
    /* Something is to be seen of all that goes on, so time has to pass: who comes back ends nothing. */
    uint64_t end_ns = usage_now_ns() + WATCHED_MS * NS_PER_MS;
    while (usage_now_ns() < end_ns && await_one_more(actors, WAITERS, LOOK_EVERY_MS)) {
        for (int i = 0; i < WAITERS; i++) {
            note_sleep(&waiters[i], &efforts[i]);
        }
    }
    for (int i = 0; i < WAITERS; i++) {
        /* One that does not wait at all polls nothing: other checks say so. */
        if (!actor_has_returned(waiters[i].actor)) {
            check_look_at(waiters[i].actor);
            expect_no_effort(&waiters[i], &efforts[i]);
        }
    }
}
