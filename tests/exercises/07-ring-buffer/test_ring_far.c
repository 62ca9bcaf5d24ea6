/* A ring of more than 4 GiB of which only both ends are there (ring_far.h). No checks here.
 *
 * Some items go through it, and the words that rise with each of them are the learner's positions.
 * They are set to what they are after 2^20 items, and the next one is pushed: at the far end or,
 * where an offset was computed in 32 bits, over the first. Rings whose parts we do not find (a
 * number for each slot, more slots than capacity, a first slot somewhere in the middle) are not
 * judged. */
#include "ring_far.h"

#include "ring_trial.h"

enum {
    SIZE = 4096,
    FAR_SLOT = 1 << 20, /* times SIZE: 2^32 */
    CAPACITY = FAR_SLOT + 64,
    NEAR_BYTES = 1 << 20,
    MARGIN = 64 * SIZE,    /* of the far end, before slot FAR_SLOT; and the largest header */
    INIT_STEPS_MAX = 1000, /* a loop over the slots does not come to the end of the near piece */
    WINDOW = 4,            /* items */
    NEAR_ITEM = 1,
    FAR_ITEM = 2,
};

#define FAR_START (((uint64_t)FAR_SLOT * SIZE) - MARGIN)

struct ends {
    struct actor *process;
    struct area *near; /* one of the struct, the other perhaps too */
    struct area *far;
};

static enum trace_verdict count_steps(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    unsigned *steps = context;
    return stop->moment == TRACE_STEP && ++*steps > INIT_STEPS_MAX ? TRACE_KILL : TRACE_GO_ON;
}

/* False when its memory is more than a header and the items, or it sets up every slot. */
static bool make_ends(struct ends *ends)
{
    struct actor *process = ends->process;
    struct reply reply = actor_call(process, &ring_size, U32(CAPACITY), U32(SIZE));
    uint64_t size = (uint64_t)reply.value;
    uint64_t items = (uint64_t)CAPACITY * SIZE;
    if (reply.failed || size < items || size > items + MARGIN) {
        return false;
    }
    ends->near = area_create("the ring", NEAR_BYTES);
    ends->far = area_create("the end of the ring", size - FAR_START);
    area_fill(ends->near, 0);
    area_fill(ends->far, 0);
    area_map(ends->near, process);
    const uint64_t begin = area_address_in(ends->near, process);
    area_map_at(ends->far, process, begin + FAR_START);
    actor_leave_hole(process, begin + NEAR_BYTES, begin + FAR_START);
    unsigned steps = 0;
    struct tracing tracing = {.visit = count_steps, .context = &steps, .every_instruction = true};
    reply = actor_call_traced(process, &tracing, &ring_init, AREA(ends->near), U32(CAPACITY),
                              U32(SIZE));
    return reply.function != NULL && !reply.failed;
}

static bool push(struct ends *ends, uint32_t number)
{
    unsigned char item[SIZE];
    item_make(item, SIZE, number);
    struct reply reply = actor_call_quick(ends->process, &ring_push, AREA(ends->near),
                                          NAMED("item", BYTES(item, SIZE)));
    return reply.function != NULL && reply.value == 0;
}

static bool pass_window(struct ends *ends)
{
    unsigned char item[SIZE];
    for (unsigned i = 0; i < WINDOW; i++) {
        if (!push(ends, NEAR_ITEM)) {
            return false;
        }
        struct reply reply = actor_call_quick(ends->process, &ring_pop, AREA(ends->near),
                                              NAMED("&item", BUFFER(item, SIZE)));
        if (reply.function == NULL || reply.value != 0) {
            return false;
        }
    }
    return true;
}

/* --- positions -------------------------------------------------------------------------------- */

enum { WORDS_MAX = 1 << 18, SNAPSHOTS = 3 };

struct snapshots {
    uint32_t words[SNAPSHOTS][WORDS_MAX];
};

static size_t words_of(const struct area *area)
{
    size_t words = area_size(area) / sizeof(uint32_t);
    return words < WORDS_MAX ? words : WORDS_MAX;
}

/* 0 unless the word rose by the same in both windows. Below 0 for one that counts down. */
static int32_t rise_of(const struct snapshots *seen, size_t i)
{
    uint32_t rise = seen->words[1][i] - seen->words[0][i];
    return seen->words[2][i] - seen->words[1][i] == rise ? (int32_t)rise : 0;
}

/* Adds what `windows` windows add. True when there was something to add. */
static bool advance(struct area *area, const struct snapshots *seen, int64_t windows)
{
    uint32_t *words = (uint32_t *)(void *)area_bytes(area);
    size_t count = words_of(area);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        int64_t sum = words[i] + windows * rise_of(seen, i);
        if (rise_of(seen, i) == 0) {
            continue;
        }
        found = true;
        words[i] = (uint32_t)sum;
        if (i + 1 < count && rise_of(seen, i + 1) == 0) {
            words[i + 1] += (uint32_t)(sum >> 32); /* a number of 64 bits */
        }
    }
    return found;
}

static void look(struct area *area, struct snapshots *seen, unsigned snapshot)
{
    memcpy(seen->words[snapshot], area_bytes(area), words_of(area) * sizeof(uint32_t));
}

static bool go_to_far_slot(struct ends *ends)
{
    static struct snapshots near;
    static struct snapshots far;
    for (unsigned snapshot = 0; snapshot < SNAPSHOTS; snapshot++) {
        if (!pass_window(ends)) {
            return false;
        }
        look(ends->near, &near, snapshot);
        look(ends->far, &far, snapshot);
    }
    int64_t windows = FAR_SLOT / WINDOW - SNAPSHOTS;
    bool in_near = advance(ends->near, &near, windows);
    bool in_far = advance(ends->far, &far, windows);
    return in_near || in_far;
}

/* --- the item --------------------------------------------------------------------------------- */

/* True when the far item lies where `before` held one of the first: another order of slots is not
 * wrong. */
static bool is_over_another(struct area *near, const unsigned char *before)
{
    unsigned char item[SIZE];
    item_make(item, SIZE, FAR_ITEM);
    const unsigned char *place = memmem(area_bytes(near), NEAR_BYTES, item, SIZE);
    item_make(item, SIZE, NEAR_ITEM);
    return place != NULL && memcmp(before + (place - area_bytes(near)), item, SIZE) == 0;
}

/* So that its functions are bound and ring_init has few instructions. */
static void use_once(struct actor *process)
{
    struct trial trial = trial_make(process, 2, SIZE);
    trial_push(&trial, process);
    trial_pop(&trial, process);
}

void far_expect_slots_apart(void)
{
    static unsigned char before[NEAR_BYTES];
    struct ends ends = {.process = actor_spawn(NULL)};
    use_once(ends.process);
    check_situation("A ring of %d items of %d bytes: more than 4 GiB.", CAPACITY, SIZE);
    if (!make_ends(&ends) || !go_to_far_slot(&ends)) {
        return;
    }
    check_situation("A ring of %d items of %d bytes: more than 4 GiB. We set the numbers with "
                    "which your ring counts to what they are after %d items, and push the next.",
                    CAPACITY, SIZE, FAR_SLOT);
    memcpy(before, area_bytes(ends.near), NEAR_BYTES);
    if (!push(&ends, FAR_ITEM)) {
        return;
    }
    expect_that(!is_over_another(ends.near, before),
                "ring_buffer.h, ring_push: the place of a slot is a product, too, and does not fit "
                "in 32 bits. In which type is it multiplied? size_t",
                "the item 4294967296 bytes behind the place of the first one",
                "it was stored in the slot of the first item");
}
