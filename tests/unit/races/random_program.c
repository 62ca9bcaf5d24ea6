#include "random_program.h"

#include <stddef.h>

uint32_t __tsan_atomic32_load(const uint32_t *address, int order);
void __tsan_atomic32_store(uint32_t *address, uint32_t value, int order);
uint32_t __tsan_atomic32_fetch_add(uint32_t *address, uint32_t value, int order);
uint32_t __tsan_atomic32_compare_exchange_val(uint32_t *address, uint32_t expected, uint32_t value,
                                              int order, int failure_order);
void __tsan_atomic_thread_fence(int order);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);

/* --- making -------------------------------------------------------------------------------- */

/* xorshift */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static int random_order(uint32_t *state, enum step_kind kind, bool strong)
{
    static const int orders[STEP_KINDS][3] = {
        [STEP_LOAD] = {__ATOMIC_RELAXED, __ATOMIC_ACQUIRE, __ATOMIC_SEQ_CST},
        [STEP_STORE] = {__ATOMIC_RELAXED, __ATOMIC_RELEASE, __ATOMIC_SEQ_CST},
        [STEP_ADD] = {__ATOMIC_RELAXED, __ATOMIC_ACQ_REL, __ATOMIC_SEQ_CST},
        [STEP_COMPARE] = {__ATOMIC_RELAXED, __ATOMIC_ACQ_REL, __ATOMIC_SEQ_CST},
        [STEP_FENCE] = {__ATOMIC_ACQUIRE, __ATOMIC_RELEASE, __ATOMIC_SEQ_CST},
    };
    return orders[kind][next_random(state) % (strong ? 3 : 2)];
}

static uint32_t value_of(unsigned process, unsigned step)
{
    return process * RANDOM_LENGTH + step + 1;
}

static struct step random_step(uint32_t *state, unsigned process, unsigned number, bool strong)
{
    static const enum step_kind kinds[] = {STEP_LOAD,  STEP_LOAD, STEP_LOAD,    STEP_STORE,
                                           STEP_STORE, STEP_ADD,  STEP_COMPARE, STEP_FENCE,
                                           STEP_LOAD,  STEP_STORE};
    const enum step_kind kind = kinds[next_random(state) % (sizeof kinds / sizeof kinds[0])];
    const uint32_t other = next_random(state) % RANDOM_PROCESSES;
    return (struct step){.kind = kind,
                         .place = next_random(state) % RANDOM_PLACES,
                         .value = value_of(process, number),
                         .expected = next_random(state) % 2 == 0 ? 0 : value_of(other, 0),
                         .order = random_order(state, kind, strong)};
}

struct random_program random_program_make(uint32_t seed, bool strong)
{
    uint32_t state = seed * 2654435761U + 1;
    struct random_program program = {.processes = 2 + next_random(&state) % 2};
    const unsigned longest = program.processes == 2 ? RANDOM_LENGTH : 2;
    for (unsigned p = 0; p < program.processes; p++) {
        program.lengths[p] = 1 + next_random(&state) % longest;
        for (unsigned i = 0; i < program.lengths[p]; i++) {
            program.steps[p][i] = random_step(&state, p, i, strong);
        }
    }
    return program;
}

/* --- running ------------------------------------------------------------------------------- */

/* The one that is explored: roles have no argument for it. */
static const struct random_program *current;

static void perform(uint32_t *memory, const struct step *step)
{
    uint32_t *address = memory + step->place;
    switch (step->kind) {
    case STEP_LOAD:
        races_note("%u,", __tsan_atomic32_load(address, step->order));
        break;
    case STEP_STORE:
        __tsan_atomic32_store(address, step->value, step->order);
        break;
    case STEP_ADD:
        races_note("%u,", __tsan_atomic32_fetch_add(address, RANDOM_SUM, step->order));
        break;
    case STEP_COMPARE:
        races_note("%u,", __tsan_atomic32_compare_exchange_val(address, step->expected, step->value,
                                                               step->order, __ATOMIC_RELAXED));
        break;
    case STEP_FENCE:
        __tsan_atomic_thread_fence(step->order);
        break;
    case STEP_KINDS:
        break;
    }
}

/* Every step is another place in the code. */
static void run(void *memory, unsigned number)
{
    for (uintptr_t i = 0; i < current->lengths[number]; i++) {
        __tsan_func_entry((void *)(i + 1));
        perform(memory, &current->steps[number][i]);
        __tsan_func_exit();
    }
}

static void run_0(void *memory)
{
    run(memory, 0);
}
static void run_1(void *memory)
{
    run(memory, 1);
}
static void run_2(void *memory)
{
    run(memory, 2);
}

static size_t size(void)
{
    return RANDOM_PLACES * sizeof(uint32_t);
}

static bool prepare(void *memory)
{
    return memory != NULL;
}

struct explored random_program_explore(const struct random_program *program,
                                       const struct search_options *options)
{
    static const struct races_role roles[] = {
        {.name = "0", .run = run_0}, {.name = "1", .run = run_1}, {.name = "2", .run = run_2}};
    static const struct races_role heirs[] = {{.name = "0", .run = run_0, .mortal = true},
                                              {.name = "1", .run = run_1},
                                              {.name = "2", .run = run_2, .successor_of = 1}};
    const struct races_scenario scenario = {.name = "random",
                                            .did = "random",
                                            .size = size,
                                            .prepare = prepare,
                                            .roles = program->mortal ? heirs : roles,
                                            .role_count = program->processes};
    current = program;
    return explore(&scenario, LITMUS_OBJECT, options);
}
