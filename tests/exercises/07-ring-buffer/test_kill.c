/* survives-a-kill: what a process leaves that dies in the middle of a call, or between two.
 *
 * A process is single-stepped, and wherever it has changed the shared bytes a successor, a fresh
 * process that knows nothing but them, does what the dead one and the other side would go on to
 * do. Then the bytes are put back and the step after is looked at: so one call gives all its
 * deaths. */
#include "ring_halves.h"
#include "ring_trial.h"

enum { CAPACITY = 3, SIZE = 16, ROUNDS = 9 };

#define LOOK_SUCCESSOR                                                                             \
    "ring_buffer.h, Roles: another process takes over. What a process knows by static variables, " \
    "its successor does not: does your code keep a position, or an earlier look at one, in them?"
#define LOOK_KILL                                                                                  \
    "ring_buffer.h, the end. One store must be the whole hand-over: of two that belong "           \
    "together, a kill finds the one without the other. And a mark or a lock of the dead nobody "   \
    "takes back"

struct death {
    struct trial *trial; /* as it was before the call */
    bool pushing;        /* the dead process was in ring_push, else in ring_pop */
    bool fill_first;     /* the successor pushes before it pops */
};

static const char *ordinal(unsigned number)
{
    static char text[16];
    snprintf(text, sizeof text, "%u%s", number,
             number == 1   ? "st"
             : number == 2 ? "nd"
             : number == 3 ? "rd"
                           : "th");
    return text;
}

static void tell_story(const struct death *death, unsigned change)
{
    char when[64] = "before it changed anything in the ring";
    if (change > 0) {
        snprintf(when, sizeof when, "right after its %s change of the shared bytes",
                 ordinal(change));
    }
    check_situation(
        "A ring of 3 items holds %u. A process is killed in %s, %s. A successor goes on.",
        trial_held(death->trial), death->pushing ? "ring_push" : "ring_pop", when);
}

/* What the ring holds after the death, by its own count: the call happened, or it did not. */
static void settle_death(const struct death *death, struct trial *trial, struct actor *successor)
{
    uint32_t held = trial_held(trial);
    uint32_t happened = death->pushing ? held + 1 : held - 1;
    uint32_t count = trial_count(trial, successor);
    char expected[96];
    snprintf(expected, sizeof expected, "a count of %u (the %s did not happen) or %u (it did)",
             held, death->pushing ? "push" : "pop", happened);
    expect_that(count == held || count == happened, LOOK_KILL, expected, "it counted %u", count);
    if (count == happened && death->pushing) {
        trial->next_in++;
    } else if (count == happened) {
        trial->next_out++;
    }
}

static void go_on(struct trial *trial, struct actor *successor, bool fill_first)
{
    if (fill_first) {
        trial_fill(trial, successor);
        trial_expect_full(trial, successor);
    }
    trial_drain(trial, successor);
    trial_expect_empty(trial, successor);
    trial_fill(trial, successor);
    trial_expect_full(trial, successor);
    trial_drain(trial, successor);
    trial_expect_empty(trial, successor);
    trial_expect_count(trial, successor);
}

static void succeed(struct area *area, unsigned change, void *context)
{
    struct death *death = context;
    struct trial trial = *death->trial;
    struct actor *successor = actor_spawn("the successor");
    area_map(area, successor);
    trial.after_death = true;
    trial.look = LOOK_KILL;
    tell_story(death, change);
    settle_death(death, &trial, successor);
    go_on(&trial, successor, death->fill_first);
    actor_kill(successor);
}

static void die_in_push(struct trial *trial, struct actor *process, bool fill_first)
{
    struct death death = {.trial = trial, .pushing = true, .fill_first = fill_first};
    unsigned char item[SIZE];
    item_make(item, SIZE, trial->next_in);
    struct reply reply = actor_call_stepped(process, trial->area, succeed, &death, &ring_push,
                                            AREA(trial->area), NAMED("item", BYTES(item, SIZE)));
    trial_judge_push(trial, &reply);
}

static void die_in_pop(struct trial *trial, struct actor *process, bool fill_first)
{
    struct death death = {.trial = trial, .fill_first = fill_first};
    unsigned char item[SIZE] = {0};
    struct reply reply = actor_call_stepped(process, trial->area, succeed, &death, &ring_pop,
                                            AREA(trial->area), NAMED("&item", BUFFER(item, SIZE)));
    trial_judge_pop(trial, &reply, item, LOOK_KILL);
}

/* Two laps with one item more each time, so that every position and every number of items has
 * its turn. */
static void die_everywhere(void)
{
    struct actor *process = actor_spawn("a process");
    struct trial trial = trial_make(process, CAPACITY, SIZE);
    for (uint32_t lap = 0; lap < 2; lap++) {
        while (trial_held(&trial) < CAPACITY) {
            die_in_push(&trial, process, trial_held(&trial) % 2 == lap);
        }
        while (trial_held(&trial) > 0) {
            die_in_pop(&trial, process, trial_held(&trial) % 2 == lap);
        }
        trial_push(&trial, process); /* the second lap is not a copy of the first */
        trial_pop(&trial, process);
    }
}

/* --- between calls ---------------------------------------------------------------------------- */

static struct actor *next_process(struct trial *trial, struct actor *last)
{
    actor_kill(last);
    struct actor *next = actor_spawn("a new process");
    area_map(trial->area, next);
    return next;
}

static void die_at_rest(void)
{
    struct actor *process = actor_spawn("the maker");
    struct trial trial = trial_make(process, CAPACITY, SIZE);
    trial.after_death = true;
    trial.look = LOOK_SUCCESSOR;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        check_situation("A ring of 3 items. Each time the ring is full or empty its process is "
                        "killed and a new one goes on: round %u.",
                        round + 1);
        process = next_process(&trial, process);
        for (uint32_t n = round % CAPACITY + 1; n > 0; n--) {
            trial_push(&trial, process);
        }
        if (trial_held(&trial) == CAPACITY) {
            trial_expect_full(&trial, process);
        }
        process = next_process(&trial, process);
        trial_drain(&trial, process);
        trial_expect_empty(&trial, process);
    }
}

CHECK_NATIVELY(survives_a_kill)
{
    check_on_one_processor();
    die_at_rest();
    die_everywhere();
    halves_die_where_they_wrap();
}
