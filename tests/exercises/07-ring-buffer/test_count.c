/* count-is-true: at rest, and while items come and go between any two instructions of
 * ring_count. */
#include "ring_trial.h"

#define LOOK_MOMENTS                                                                               \
    "ring_buffer.h, ring_count: any number from 0 to capacity. Two positions that are read one "   \
    "after the other belong to different moments. "

enum { CAPACITY = 3, MOVES_MAX = 300 };

/* Looking changes nothing: anybody may count, at any time, beside those who push and pop. */
static void expect_count(struct trial *trial, struct actor *process)
{
    static unsigned char before[4096];
    size_t size = area_size(trial->area) < sizeof before ? area_size(trial->area) : sizeof before;
    memcpy(before, area_bytes(trial->area), size);
    trial_expect_count(trial, process);
    expect_that(
        memcmp(before, area_bytes(trial->area), size) == 0,
        "ring_buffer.h, ring_count(const struct ring *ring, ...): whoever counts is neither "
        "producer nor consumer, and a word that is written by two has two writers",
        "the bytes of the ring to stay as they were", "ring_count changed them");
}

static void expect_exact(struct actor *process, uint32_t capacity)
{
    check_situation("A ring of %u item%s of 8 bytes; nobody is inside a call but we.", capacity,
                    capacity == 1 ? "" : "s");
    struct trial trial = trial_make(process, capacity, 8);
    expect_count(&trial, process);
    for (uint32_t lap = 0; lap < 3; lap++) {
        while (trial_held(&trial) < capacity) {
            trial_push(&trial, process);
            expect_count(&trial, process);
        }
        while (trial_held(&trial) > lap % 2) {
            trial_pop(&trial, process);
            expect_count(&trial, process);
        }
    }
}

/* The traffic beside a count that is stopped after each instruction. */
struct traffic {
    struct trial *trial;
    struct actor *mover;
    bool from_full; /* pops first, else pushes first */
    uint32_t step;  /* items per instruction */
    unsigned moves;
    bool blocked; /* the mover waits: there is a lock */
    bool blocked_push;
};

static bool move(struct traffic *traffic, bool push)
{
    bool done;
    bool came_back = push ? trial_try_push(traffic->trial, traffic->mover, &done)
                          : trial_try_pop(traffic->trial, traffic->mover, &done);
    if (!came_back) {
        traffic->blocked = true;
        traffic->blocked_push = push;
    }
    return came_back;
}

/* It ends some time: a ring_count that looks again until nothing moves is right, too. */
static enum trace_verdict on_step(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct traffic *traffic = context;
    if (stop->moment != TRACE_STEP) {
        return TRACE_GO_ON;
    }
    for (uint32_t i = 0; i < 2 * traffic->step; i++) {
        bool push = (i < traffic->step) != traffic->from_full;
        if (!move(traffic, push)) {
            return TRACE_LET_GO;
        }
    }
    return ++traffic->moves == MOVES_MAX ? TRACE_LET_GO : TRACE_GO_ON;
}

static void expect_possible(struct trial *trial, struct actor *counter, struct actor *mover,
                            bool from_full, uint32_t step)
{
    struct traffic traffic = {.trial = trial, .mover = mover, .from_full = from_full, .step = step};
    struct tracing tracing = {.visit = on_step, .context = &traffic, .every_instruction = true};
    uint32_t count = 0;
    trial_drain(trial, mover);
    if (from_full) {
        trial_fill(trial, mover);
    }
    struct reply reply = actor_call_traced(counter, &tracing, &ring_count, AREA(trial->area),
                                           NAMED("&count", VARIABLE(&count)));
    if (traffic.blocked) {
        (void)(traffic.blocked_push ? trial_end_push(trial, mover) : trial_end_pop(trial, mover));
    }
    check_situation("A ring of 3 items is %s. While a process is in ring_count, others %s %u and "
                    "%s %u between any two of its instructions.",
                    from_full ? "full" : "empty", from_full ? "pop" : "push", step,
                    from_full ? "push" : "pop", step);
    expect_value(&reply, 0, "ring_buffer.h, ring_count");
    expect_that(count <= INT32_MAX,
                LOOK_MOMENTS "Is the producer's read first? The consumer may have passed it when "
                             "it is read",
                "a number from 0 to 3", "it counted %u: less than 0", count);
    expect_that(count <= CAPACITY,
                LOOK_MOMENTS "Is the consumer's read first? The producer may be more than a lap "
                             "from there when it is read",
                "a number from 0 to 3", "it counted %u", count);
}

static void expect_possible_counts(void)
{
    struct actor *counter = actor_spawn("a process");
    struct actor *mover = actor_spawn("another process");
    struct trial trial = trial_make(mover, CAPACITY, 8);
    area_map(trial.area, counter);
    for (uint32_t step = 1; step < CAPACITY; step++) {
        expect_possible(&trial, counter, mover, false, step);
        expect_possible(&trial, counter, mover, true, step);
    }
}

CHECK(count_is_true)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (uint32_t capacity = 1; capacity <= 5; capacity += check_under_valgrind() ? 2 : 1) {
        expect_exact(process, capacity);
    }
    if (!check_under_valgrind()) {
        expect_possible_counts();
    }
}
