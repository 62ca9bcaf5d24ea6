/* What the other side can do at each moment of a call: a process is single-stepped, and wherever
 * it has changed the shared bytes the other one has its turn. The ring is used as in life:
 * nothing is put back.
 *
 * A ring with a lock makes the other side wait for the stopped process. That is not what is
 * judged here: the stopped one goes on, and survives-a-kill has its say. */
#include "ring_trial.h"

#include <assert.h>

/* Stops a process at its `wanted`th change (from 1) of the area, or at all, and calls `act` once
 * there. */
struct pause {
    struct area *area;
    unsigned char *state; /* the bytes when they were looked at last */
    bool begun;
    unsigned seen;              /* changes until now */
    unsigned wanted;            /* 0: each */
    bool (*act)(void *context); /* true: that was all */
    void *context;
    bool done;
};

static enum trace_verdict on_step(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct pause *pause = context;
    size_t size = area_size(pause->area);
    if (stop->moment != TRACE_STEP) {
        return TRACE_GO_ON;
    }
    bool changed = pause->begun && memcmp(pause->state, area_bytes(pause->area), size) != 0;
    if (changed && (++pause->seen == pause->wanted || pause->wanted == 0)) {
        pause->done = pause->act(pause->context);
    }
    if (changed || !pause->begun) {
        pause->begun = true;
        memcpy(pause->state, area_bytes(pause->area), size);
    }
    return pause->done ? TRACE_LET_GO : TRACE_GO_ON;
}

static struct reply call_with_pause(struct pause *pause, struct actor *actor,
                                    const struct function *function, struct argument argument)
{
    static unsigned char state[1 << 16];
    assert(area_size(pause->area) <= sizeof state);
    pause->state = state;
    struct tracing tracing = {
        .visit = on_step, .context = pause, .every_instruction = true, .area = pause->area};
    return actor_call_traced(actor, &tracing, function, AREA(pause->area), argument);
}

/* --- publish-last ----------------------------------------------------------------------------- */

enum { CAPACITY = 3, LARGEST = 64, CHANGES_MAX = 64 };

/* Code that is fast for items of a few sizes often has a path of its own for each. */
static const uint32_t item_sizes[] = {24, 8, 64};

struct publication {
    struct trial *trial;
    struct actor *consumer;
    bool blocked; /* its pop waits for the producer */
};

/* The new item, the last one, is allowed to be there or not yet. */
static bool pop_all_there_is(void *context)
{
    struct publication *publication = context;
    struct trial *trial = publication->trial;
    bool done = true;
    while (done && trial_held(trial) > 0) {
        if (!trial_try_pop(trial, publication->consumer, &done)) {
            publication->blocked = true;
            return true;
        }
    }
    expect_that(trial_held(trial) <= 1, "ring_buffer.h, ring_pop: EAGAIN when the ring is empty",
                "the items that were in the ring before the push began",
                "the ring says that it is empty");
    return true;
}

static void push_with_pause(struct pause *pause, struct trial *trial, struct actor *producer)
{
    unsigned char item[LARGEST];
    char label[32];
    item_make(item, trial->item_size, trial->next_in);
    snprintf(label, sizeof label, "item %u", trial->next_in);
    trial->next_in++; /* on its way */
    struct reply reply =
        call_with_pause(pause, producer, &ring_push, NAMED(label, BYTES(item, trial->item_size)));
    expect_value(&reply, 0, "ring_buffer.h, ring_push: there is room");
}

/* True while pushes have so many changes, and nobody waits. */
static bool publish_at(struct trial *trial, struct actor *producer, struct actor *consumer,
                       uint32_t held, unsigned change)
{
    struct publication publication = {.trial = trial, .consumer = consumer};
    struct pause pause = {
        .area = trial->area, .wanted = change, .act = pop_all_there_is, .context = &publication};
    while (trial_held(trial) < held) {
        trial_push(trial, producer);
    }
    check_situation(
        "A ring of 3 items of %u bytes holds %u. The producer pushes item %u; after its change "
        "number %u of the shared bytes we stop it, and the consumer pops what it can get.",
        trial->item_size, held, trial->next_in, change);
    push_with_pause(&pause, trial, producer);
    if (publication.blocked) {
        trial_end_pop(trial, consumer);
    }
    trial_drain(trial, consumer);
    trial_expect_empty(trial, consumer);
    return pause.done && !publication.blocked;
}

static void publish_items(uint32_t item_size, uint32_t rounds)
{
    struct actor *producer = actor_spawn("the producer");
    struct actor *consumer = actor_spawn("the consumer");
    struct trial trial = trial_make(producer, CAPACITY, item_size);
    area_map(trial.area, consumer);
    for (uint32_t i = 0; i < rounds; i++) {
        unsigned change = 1;
        while (change < CHANGES_MAX &&
               publish_at(&trial, producer, consumer, i % CAPACITY, change)) {
            change++;
        }
    }
}

CHECK_NATIVELY(publish_last)
{
    check_on_one_processor();
    for (size_t i = 0; i < sizeof item_sizes / sizeof item_sizes[0]; i++) {
        publish_items(item_sizes[i], i == 0 ? 2 * CAPACITY : CAPACITY);
    }
}

/* --- free-last -------------------------------------------------------------------------------- */

struct return_of_slot {
    struct trial *trial;
    struct actor *producer;
    bool blocked;
};

static bool push_one_more(void *context)
{
    struct return_of_slot *slot = context;
    bool done = false;
    if (!trial_try_push(slot->trial, slot->producer, &done)) {
        slot->blocked = true;
        return true;
    }
    return done;
}

static void pop_with_pause(struct pause *pause, struct trial *trial, struct actor *consumer)
{
    unsigned char item[LARGEST];
    memset(item, '#', trial->item_size);
    struct reply reply =
        call_with_pause(pause, consumer, &ring_pop, NAMED("&item", BUFFER(item, trial->item_size)));
    trial_judge_pop(trial, &reply, item,
                    "stdatomic.h, memory_order_release: copy the item out of its slot first, then "
                    "give the slot back. At which line does it belong to the producer again?");
}

static void free_once(struct trial *trial, struct actor *producer, struct actor *consumer)
{
    struct return_of_slot slot = {.trial = trial, .producer = producer};
    struct pause pause = {.area = trial->area, .act = push_one_more, .context = &slot};
    trial_fill(trial, producer);
    check_situation("A ring of 3 items of %u bytes is full; item %u is the oldest. The consumer "
                    "pops it; wherever that changes the shared bytes we stop it, and the producer "
                    "tries to push item %u.",
                    trial->item_size, trial->next_out, trial->next_in);
    pop_with_pause(&pause, trial, consumer);
    if (slot.blocked) {
        trial_end_push(trial, producer);
    }
    check_situation("A ring of 3 items of %u bytes was full. While the consumer popped the oldest, "
                    "the producer pushed another. Now the others are popped.",
                    trial->item_size);
    trial_drain(trial, consumer);
    trial_expect_empty(trial, consumer);
    /* The next time begins at another slot. */
    trial_push(trial, producer);
    trial_pop(trial, consumer);
}

static void free_slots(uint32_t item_size)
{
    struct actor *producer = actor_spawn("the producer");
    struct actor *consumer = actor_spawn("the consumer");
    struct trial trial = trial_make(producer, CAPACITY, item_size);
    area_map(trial.area, consumer);
    for (uint32_t i = 0; i < 2 * CAPACITY; i++) {
        free_once(&trial, producer, consumer);
    }
}

CHECK_NATIVELY(free_last)
{
    check_on_one_processor();
    for (size_t i = 0; i < sizeof item_sizes / sizeof item_sizes[0]; i++) {
        free_slots(item_sizes[i]);
    }
}
