/* size-holds-all: enough memory, and not a byte outside it. */
#include "ring_trial.h"

enum { PATIENCE_CPU_MS = 200 }; /* of a call that takes a microsecond, fifty under Valgrind */

#define LOOK_SIZE                                                                                  \
    "ring_buffer.h, ring_size: capacity * item_size does not fit in 32 bits. In which type is "    \
    "it multiplied?"

static void expect_size(struct actor *process, uint32_t capacity, uint32_t item_size)
{
    uint64_t slots = (uint64_t)capacity * item_size;
    char expected[96];
    struct reply reply = actor_call(process, &ring_size, U32(capacity), U32(item_size));
    snprintf(expected, sizeof expected, "at least %llu bytes: that much the items alone need",
             (unsigned long long)slots);
    if (slots > PTRDIFF_MAX && reply.failed) {
        return; /* the other right answer; bad-arguments looks at its errno */
    }
    expect_success(&reply, LOOK_SIZE);
    expect_that((uint64_t)reply.value >= slots, slots > PTRDIFF_MAX ? LOOK_TOO_LARGE : LOOK_SIZE,
                expected, "ring_size said %llu", (unsigned long long)reply.value);
}

/* One call more than the ring has room or items for. False when it spins: that is the matter of
 * the checks of full and empty rings. */
static bool call_once_more(struct actor *process, struct area *area,
                           const struct function *function, struct argument item)
{
    actor_start_quick(process, function, AREA(area), item);
    if (actor_await_progress(process, PATIENCE_CPU_MS) != ACTOR_RETURNED) {
        return false;
    }
    actor_wait(process);
    return true;
}

/* The bytes behind the promised ones are watched by the area, after each call. What comes out is
 * judged by later checks, and the buffers have room for more than an item: only the ring's
 * memory counts here. */
static bool expect_room(struct actor *process, uint32_t capacity, uint32_t item_size)
{
    uint32_t laps = check_under_valgrind() ? 2 : 8;
    char item[32] = "one item, and what may follow it";
    check_situation("A ring of %u item%s of %u bytes, filled and emptied again and again, in just "
                    "as many bytes as ring_size said.",
                    capacity, capacity == 1 ? "" : "s", item_size);
    struct trial trial = trial_make(process, capacity, item_size);
    for (uint32_t lap = 0; lap < laps; lap++) {
        for (uint32_t i = 0; i < capacity; i++) {
            actor_call_quick(process, &ring_push, AREA(trial.area),
                             NAMED("item", BYTES(item, sizeof item)));
        }
        if (!call_once_more(process, trial.area, &ring_push,
                            NAMED("item", BYTES(item, sizeof item)))) {
            return false;
        }
        for (uint32_t i = 0; i < capacity; i++) {
            actor_call_quick(process, &ring_pop, AREA(trial.area),
                             NAMED("&item", BUFFER(item, sizeof item)));
        }
        if (!call_once_more(process, trial.area, &ring_pop,
                            NAMED("&item", BUFFER(item, sizeof item)))) {
            return false;
        }
    }
    return true;
}

CHECK(size_holds_all)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    expect_size(process, 65536, 65536);
    expect_size(process, 65536, 65537);
    expect_size(process, UINT32_MAX, 1);
    expect_size(process, 1, UINT32_MAX);
    expect_size(process, UINT32_MAX, UINT32_MAX);
    (void)(expect_room(process, 1, 8) && expect_room(process, 5, 24) &&
           expect_room(process, 8, 11));
}
