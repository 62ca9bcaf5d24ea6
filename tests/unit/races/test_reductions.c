/* Random programs: the reductions of the search lose no outcome. The programs are tables, and the
 * roles make the calls that compiled code would make. */
#include "explore.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PROCESSES = 3, LENGTH_MAX = 3, PROGRAMS = 150 };

uint32_t __tsan_atomic32_load(const uint32_t *address, int order);
void __tsan_atomic32_store(uint32_t *address, uint32_t value, int order);
uint32_t __tsan_atomic32_fetch_add(uint32_t *address, uint32_t value, int order);
void __tsan_atomic_thread_fence(int order);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);

enum step_kind { STEP_LOAD, STEP_STORE, STEP_ADD, STEP_FENCE, STEP_KINDS };

struct step {
    enum step_kind kind;
    unsigned place;
    uint32_t value;
    int order;
};

static struct {
    struct step steps[PROCESSES][LENGTH_MAX];
    unsigned lengths[PROCESSES];
    unsigned processes;
} program;

/* xorshift: the same programs on every machine. */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static int random_order(uint32_t *state, enum step_kind kind)
{
    static const int orders[STEP_KINDS][3] = {
        [STEP_LOAD] = {__ATOMIC_RELAXED, __ATOMIC_ACQUIRE, __ATOMIC_SEQ_CST},
        [STEP_STORE] = {__ATOMIC_RELAXED, __ATOMIC_RELEASE, __ATOMIC_SEQ_CST},
        [STEP_ADD] = {__ATOMIC_RELAXED, __ATOMIC_ACQ_REL, __ATOMIC_SEQ_CST},
        [STEP_FENCE] = {__ATOMIC_ACQUIRE, __ATOMIC_RELEASE, __ATOMIC_SEQ_CST},
    };
    return orders[kind][next_random(state) % 3];
}

static void make_program(uint32_t seed)
{
    uint32_t state = seed * 2654435761U + 1;
    program.processes = 2 + next_random(&state) % 2;
    for (unsigned p = 0; p < program.processes; p++) {
        program.lengths[p] = 1 + next_random(&state) % (program.processes == 2 ? 3 : 2);
        for (unsigned i = 0; i < program.lengths[p]; i++) {
            static const enum step_kind kinds[] = {STEP_LOAD,  STEP_LOAD,  STEP_LOAD, STEP_STORE,
                                                   STEP_STORE, STEP_STORE, STEP_ADD,  STEP_FENCE};
            const enum step_kind kind = kinds[next_random(&state) % 8];
            program.steps[p][i] = (struct step){.kind = kind,
                                                .place = next_random(&state) % 2,
                                                .value = p * 4 + i + 1,
                                                .order = random_order(&state, kind)};
        }
    }
}

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
        races_note("%u,", __tsan_atomic32_fetch_add(address, 16, step->order));
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
    for (uintptr_t i = 0; i < program.lengths[number]; i++) {
        __tsan_func_entry((void *)(i + 1));
        perform(memory, &program.steps[number][i]);
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
    return 2 * sizeof(uint32_t);
}

static bool prepare(void *memory)
{
    return memory != NULL;
}

static struct explored explore_with(bool sleep_sets, bool known_graphs)
{
    static const struct races_role roles[] = {
        {.name = "0", .run = run_0}, {.name = "1", .run = run_1}, {.name = "2", .run = run_2}};
    const struct races_scenario scenario = {.name = "random",
                                            .did = "random",
                                            .size = size,
                                            .prepare = prepare,
                                            .roles = roles,
                                            .role_count = program.processes};
    struct search_options options = explore_unreduced();
    options.sleep_sets = sleep_sets;
    options.known_graphs = known_graphs;
    return explore(&scenario, &options);
}

Test(reductions, lose_no_outcome_of_random_programs)
{
    uint64_t all = 0;
    uint64_t reduced = 0;
    for (uint32_t seed = 1; seed <= PROGRAMS; seed++) {
        make_program(seed);
        const struct explored everything = explore_with(false, false);
        cr_assert(everything.result.complete, "program %u was not explored to its end", seed);
        for (int way = 1; way < 4; way++) {
            const struct explored less = explore_with((way & 1) != 0, (way & 2) != 0);
            cr_assert(less.result.complete);
            cr_assert_str_eq(less.outcomes, everything.outcomes,
                             "program %u, reductions %d: {%s} and not {%s}", seed, way,
                             less.outcomes, everything.outcomes);
            reduced += way == 3 ? less.result.executions : 0;
        }
        all += everything.result.executions;
    }
    cr_assert_lt(reduced * 4, all, "%lu of %lu executions are hardly a reduction",
                 (unsigned long)reduced, (unsigned long)all);
}
