/* Which waiting loops -O2 leaves without a read. */
#include "litmus_programs.h"
#include "races/hoisted.h"
#include "races/signals.h"

#include <criterion/criterion.h>

enum { HANG_MS = 50 };

/* The waiting process: roles have no argument for it. */
static const char *program;

static size_t size(void)
{
    return sizeof(struct litmus);
}

static bool prepare(void *memory)
{
    return memory != NULL;
}

static void run(void *memory)
{
    ((void (*)(void *))races_function(program))(memory);
}

static bool is_hoisted(const char *name, struct hoisted *hoisted)
{
    static const struct races_role roles[] = {{.name = "waiter", .run = run}};
    static const struct races_scenario scenario = {.name = "loop",
                                                   .did = "loop",
                                                   .size = size,
                                                   .prepare = prepare,
                                                   .roles = roles,
                                                   .role_count = 1};
    program = name;
    signals_catch(HANG_MS);
    return hoisted_find(LITMUS_LOOPS_OBJECT, &scenario, 1, hoisted);
}

Test(hoisted, a_loop_that_waits_on_a_plain_object_reads_it_once)
{
    struct hoisted hoisted;
    cr_assert(is_hoisted("waits_plain_0", &hoisted));
    cr_assert_str_eq(hoisted.place, "plain");
    cr_assert_eq(hoisted.read_line, 9);
    cr_assert_eq(hoisted.loop_line, 9);
}

Test(hoisted, also_when_it_counts_its_turns)
{
    struct hoisted hoisted;
    cr_assert(is_hoisted("waits_counting_0", &hoisted));
    cr_assert_str_eq(hoisted.place, "plain");
}

Test(hoisted, volatile_and_atomic_objects_are_read_each_time)
{
    struct hoisted hoisted;
    cr_assert_not(is_hoisted("waits_volatile_0", &hoisted));
    cr_assert_not(is_hoisted("waits_atomic_0", &hoisted));
}

Test(hoisted, a_loop_that_calls_somebody_looks_again)
{
    struct hoisted hoisted;
    cr_assert_not(is_hoisted("waits_sleeping_0", &hoisted));
}
