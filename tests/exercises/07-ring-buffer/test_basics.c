/* What a ring is: arguments, order, empty, full. */
#include "ring_trial.h"

#define LOOK_ARGUMENTS                                                                             \
    "ring_buffer.h: a NULL pointer is EINVAL, and so is a zero capacity or item_size"

/* --- bad-arguments ---------------------------------------------------------------------------- */

/* A ring in use is the same one after that. */
static void refuse_init(struct actor *process, struct area *area, uint32_t capacity,
                        uint32_t item_size)
{
    static unsigned char before[4096];
    size_t looked_at = area_size(area) < sizeof before ? area_size(area) : sizeof before;
    memcpy(before, area_bytes(area), looked_at);
    struct reply reply = actor_call(process, &ring_init, AREA(area), U32(capacity), U32(item_size));
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    expect_that(memcmp(before, area_bytes(area), looked_at) == 0,
                "ring_buffer.h: a call that fails changes nothing. Check first, then store",
                "the bytes of the ring to stay as they were", "ring_init failed and changed them");
}

static void expect_refusal(const struct reply *reply)
{
    expect_failure(reply, EINVAL,
                   reply->function->returns == RETURNS_INT && reply->value < -1
                       ? "ring_buffer.h, Errors: -1, and the number of the error in "
                         "errno. errno(3)"
                       : LOOK_ARGUMENTS);
}

static void refuse_bad_rings(struct actor *process, const struct trial *trial)
{
    struct reply reply = actor_call(process, &ring_size, U32(0), U32(8));
    expect_refusal(&reply);
    reply = actor_call(process, &ring_size, U32(3), U32(0));
    expect_refusal(&reply);
    reply = actor_call(process, &ring_size, U32(UINT32_MAX), U32(UINT32_MAX));
    if (reply.failed) {
        expect_failure(&reply, EINVAL, LOOK_TOO_LARGE);
    }
    reply = actor_call(process, &ring_init, NULL_POINTER, U32(3), U32(8));
    expect_refusal(&reply);
    refuse_init(process, trial->area, 0, 8);
    refuse_init(process, trial->area, 3, 0);
}

static void refuse_null_pointers(struct actor *process, const struct trial *trial)
{
    static const char untouched[8] = "########";
    char item[8];
    uint32_t count = 77;
    memcpy(item, untouched, sizeof item);
    struct reply reply = actor_call(process, &ring_push, NULL_POINTER, BYTES(item, sizeof item));
    expect_refusal(&reply);
    reply = actor_call(process, &ring_push, AREA(trial->area), NULL_POINTER);
    expect_refusal(&reply);
    reply = actor_call(process, &ring_pop, NULL_POINTER, BUFFER(item, sizeof item));
    expect_refusal(&reply);
    expect_that(memcmp(item, untouched, sizeof item) == 0, LOOK_ARGUMENTS,
                "the buffer to stay as it was", "ring_pop failed and changed it");
    reply = actor_call(process, &ring_pop, AREA(trial->area), NULL_POINTER);
    expect_refusal(&reply);
    reply = actor_call(process, &ring_count, NULL_POINTER, NAMED("&count", VARIABLE(&count)));
    expect_refusal(&reply);
    expect_that(count == 77, LOOK_ARGUMENTS, "the variable to stay as it was",
                "ring_count failed and changed it");
    reply = actor_call(process, &ring_count, AREA(trial->area), NULL_POINTER);
    expect_refusal(&reply);
}

CHECK(bad_arguments)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    struct trial trial = trial_make(process, 3, 8);
    char item[8] = "an item";
    /* Whether all this comes back with the right value is the matter of other checks. */
    actor_call(process, &ring_push, AREA(trial.area), NAMED("item", BYTES(item, sizeof item)));
    uint32_t before = trial_ask_count(&trial, process);
    check_situation("A ring for 3 items of 8 bytes holds one.");
    refuse_bad_rings(process, &trial);
    check_situation("A ring for 3 items of 8 bytes holds one.");
    refuse_null_pointers(process, &trial);
    check_situation("A ring for 3 items of 8 bytes holds one. Calls with bad arguments were "
                    "refused.");
    uint32_t after = trial_ask_count(&trial, process);
    expect_that(before == after, "ring_buffer.h: a call that fails changes nothing",
                "the same count as before the refused calls", "it counted %u before and %u now",
                before, after);
}

/* --- first-in-first-out ----------------------------------------------------------------------- */

#define LOOK_REMAINDER                                                                             \
    "ring_buffer.h, ring_push: for 2, 4 and 8 items the order was right, and capacity may be any " \
    "number. How does your code make a slot of a position? & (capacity - 1) is the remainder for " \
    "powers of two alone"
#define LOOK_BYTE                                                                                  \
    "in which type are positions kept? One of a single byte starts again after 256 items, which "  \
    "is no multiple of 5"

enum { BYTE_SHOWS = 250 };

/* Bursts of pushes and pops of uneven lengths: the ring is emptied at no regular places. It is
 * never quite full: that is a matter of its own. */
static void expect_order(struct actor *process, uint32_t capacity, uint32_t items)
{
    bool is_power = (capacity & (capacity - 1)) == 0;
    check_situation("A ring of %u items of 8 bytes; items are pushed and popped in bursts of "
                    "uneven length, up to item %u.",
                    capacity, items);
    struct trial trial = trial_make(process, capacity, 8);
    while (trial.next_in <= items) {
        trial.look = trial.next_in > BYTE_SHOWS ? LOOK_BYTE : is_power ? NULL : LOOK_REMAINDER;
        for (uint32_t n = check_random(capacity) + 1; n > 0 && trial_held(&trial) + 1 < capacity;
             n--) {
            trial_push(&trial, process);
        }
        for (uint32_t n = check_random(capacity) + 1; n > 0 && trial_held(&trial) > 0; n--) {
            trial_pop(&trial, process);
        }
    }
    trial_drain(&trial, process);
}

CHECK(first_in_first_out)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    if (check_under_valgrind()) {
        expect_order(process, 5, 30);
        return;
    }
    /* Powers of two first: what is wrong with the others alone can then be told. */
    static const uint32_t capacities[] = {2, 4, 8, 3, 5, 6, 7, 9, 10, 11};
    for (size_t i = 0; i < sizeof capacities / sizeof capacities[0]; i++) {
        uint32_t capacity = capacities[i];
        /* A counter of one byte wraps at 256, which is no multiple of 5. */
        expect_order(process, capacity, capacity == 5 ? 280 : 4 * capacity);
    }
}

/* --- empty-is-eagain -------------------------------------------------------------------------- */

CHECK(empty_is_eagain)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (uint32_t capacity = 2; capacity <= 5; capacity++) {
        check_situation("A ring of %u items of 8 bytes, emptied each time before the next push, "
                        "and never full.",
                        capacity);
        struct trial trial = trial_make(process, capacity, 8);
        trial.watched = capacity == 2;
        for (uint32_t round = 0; round < capacity + 2; round++) {
            trial.look = NULL;
            trial_expect_empty(&trial, process);
            trial_expect_empty(&trial, process);
            trial.look = "ring_buffer.h: a call that fails changes nothing. Pops were refused "
                         "before this push: did they move a position all the same?";
            for (uint32_t n = round % (capacity - 1) + 1; n > 0; n--) {
                trial_push(&trial, process);
            }
            trial_drain(&trial, process);
        }
        trial.look = NULL;
        trial_expect_empty(&trial, process);
    }
}

/* --- full-is-eagain --------------------------------------------------------------------------- */

static void expect_all_slots(struct actor *process, uint32_t capacity)
{
    check_situation("A ring of %u item%s of 8 bytes, filled again each time that some were popped.",
                    capacity, capacity == 1 ? "" : "s");
    struct trial trial = trial_make(process, capacity, 8);
    trial.look = "ring_buffer.h, ring_push: every slot can be used, and EAGAIN changes nothing. "
                 "How does your code tell full from empty, and does it look before it copies?";
    trial.watched = capacity == 1;
    for (uint32_t round = 0; round < 4; round++) {
        trial_fill(&trial, process);
        trial_expect_full(&trial, process);
        for (uint32_t n = capacity / 2 + 1; n > 0; n--) {
            trial_pop(&trial, process);
        }
    }
    trial_fill(&trial, process);
    trial_expect_full(&trial, process);
    trial_expect_full(&trial, process);
    trial_drain(&trial, process);
}

/* More slots than 16 bits can count; the first few tell. */
static void expect_many_slots(struct actor *process)
{
    enum { MANY = 65538, FEW = 4 };
    check_situation("A ring of %d items of 8 bytes.", MANY);
    struct trial trial = trial_make(process, MANY, 8);
    trial.look = "ring_buffer.h, ring_init: capacity is an uint32_t. In which type is it kept?";
    for (uint32_t n = 0; n < FEW; n++) {
        trial_push(&trial, process);
    }
    trial_drain(&trial, process);
}

CHECK(full_is_eagain)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (uint32_t capacity = 1; capacity <= 9; capacity += check_under_valgrind() ? 4 : 1) {
        expect_all_slots(process, capacity);
    }
    if (!check_under_valgrind()) {
        expect_many_slots(process);
    }
}
