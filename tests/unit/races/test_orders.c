/* Which memory orders mend a program, and which weaker ones would do. */
#include "litmus_programs.h"

#include "races/repair.h"
#include "races/signals.h"
#include "races/weakest.h"

#include <criterion/criterion.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { TRIAL_STEPS = 1000000, WORDS_MAX = 256 };

/* The program under test: roles have no argument for it. */
static const char *program;

static size_t size(void)
{
    return 4096;
}

static bool prepare(void *memory)
{
    (void)memory;
    return true;
}

static void run(void *memory, unsigned number)
{
    static char names[2][48];
    snprintf(names[number], sizeof names[number], "%s_%u", program, number);
    ((void (*)(void *))races_function(names[number]))(memory);
}

static void run_0(void *memory)
{
    run(memory, 0);
}

static void run_1(void *memory)
{
    run(memory, 1);
}

static const char *judge_message(void)
{
    return strcmp(races_noted(1), "10") == 0 ? "the flag came before the message" : NULL;
}

static const char *judge_buffers(void)
{
    return strcmp(races_noted(0), "0") == 0 && strcmp(races_noted(1), "0") == 0
               ? "neither saw the other"
               : NULL;
}

static const struct races_role roles[] = {{.name = "0", .run = run_0}, {.name = "1", .run = run_1}};

static const struct races_scenario message_passing = {.name = "message",
                                                      .did = "litmus",
                                                      .size = size,
                                                      .prepare = prepare,
                                                      .roles = roles,
                                                      .role_count = 2,
                                                      .judge = judge_message};

static const struct races_scenario store_buffering = {.name = "buffers",
                                                      .did = "litmus",
                                                      .size = size,
                                                      .prepare = prepare,
                                                      .roles = roles,
                                                      .role_count = 2,
                                                      .judge = judge_buffers};

static struct trial trial_of(const char *name, const struct races_scenario *scenario)
{
    program = name;
    signals_catch(SIGNALS_HANG_MS);
    return (struct trial){.object = LITMUS_OBJECT,
                          .scenarios = scenario,
                          .scenario_count = 1,
                          .steps_max = TRIAL_STEPS};
}

/* "store release, load acquire": what is taken, where it is not what was asked for. */
static void tell_changes(const struct orders *orders, char *words)
{
    size_t length = 0;
    words[0] = '\0';
    for (unsigned i = 0; i < orders->count; i++) {
        const struct order_site *site = &orders->sites[i];
        if (site->taken != site->asked) {
            length += (size_t)snprintf(words + length, WORDS_MAX - length, "%s%s %s",
                                       length > 0 ? ", " : "", order_use_name(site->use),
                                       order_name(site->taken));
        }
    }
}

static void expect_repair(const char *name, const struct races_scenario *scenario,
                          const char *wanted)
{
    const struct trial trial = trial_of(name, scenario);
    struct orders orders;
    char words[WORDS_MAX] = "none";
    const struct raced nothing = {0};
    if (repair_find(&trial, &nothing, &orders)) {
        tell_changes(&orders, words);
    }
    cr_assert_str_eq(words, wanted, "%s: %s", name, words);
}

Test(orders, one_order_that_is_the_culprit_is_found)
{
    expect_repair("mp_release_only", &message_passing, "load acquire");
}

Test(orders, several_are_changed_where_none_alone_is_enough)
{
    expect_repair("mp_relaxed", &message_passing, "store release, load acquire");
    expect_repair("sb_release_acquire", &store_buffering,
                  "store seq_cst, load seq_cst, store seq_cst, load seq_cst");
}

Test(orders, what_no_order_mends_has_no_repair)
{
    expect_repair("hand_over_volatile", &message_passing, "none");
}

Test(orders, a_plain_flag_is_mended_by_an_atomic_one)
{
    const struct trial trial = trial_of("hand_over_volatile", &message_passing);
    const struct raced flag = {offsetof(struct litmus, plain), sizeof(int)};
    const struct raced message = {offsetof(struct litmus, data), sizeof(int)};
    struct orders orders;
    cr_assert(repair_find(&trial, &flag, &orders));
    cr_assert_eq(orders.atomic_offset, flag.offset);
    cr_assert_not(repair_find(&trial, &message, &orders));
}

static void expect_weakest(const char *name, const struct races_scenario *scenario,
                           const char *wanted)
{
    const struct trial trial = trial_of(name, scenario);
    struct weakest weakest;
    char words[WORDS_MAX] = "none";
    if (weakest_find(&trial, &weakest)) {
        cr_assert(!weakest.unfinished);
        tell_changes(&weakest.orders, words);
    }
    cr_assert_str_eq(words, wanted, "%s: %s", name, words);
}

Test(orders, orders_that_are_stronger_than_needed_are_told)
{
    expect_weakest("mp_strong", &message_passing, "store release, load acquire");
    expect_weakest("mp_release_acquire", &message_passing, "");
    expect_weakest("sb_strong", &store_buffering, "");
}

Test(orders, a_program_that_is_wrong_has_no_weakest_orders)
{
    expect_weakest("mp_relaxed", &message_passing, "none");
}

Test(orders, weaker_is_to_promise_less_and_nothing_else)
{
    cr_assert(order_is_weaker(__ATOMIC_RELAXED, __ATOMIC_ACQUIRE));
    cr_assert(order_is_weaker(__ATOMIC_ACQUIRE, __ATOMIC_ACQ_REL));
    cr_assert(order_is_weaker(__ATOMIC_ACQ_REL, __ATOMIC_SEQ_CST));
    cr_assert(!order_is_weaker(__ATOMIC_ACQUIRE, __ATOMIC_RELEASE));
    cr_assert(!order_is_weaker(__ATOMIC_CONSUME, __ATOMIC_ACQUIRE));
    cr_assert(!order_is_weaker(__ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
}

/* ISO C17 7.17.7.4: the order of the failure is that of a load. */
Test(orders, a_failed_exchange_follows_the_order_of_the_one_that_succeeds)
{
    cr_assert_eq(orders_take_failure(__ATOMIC_SEQ_CST, __ATOMIC_ACQ_REL, __ATOMIC_SEQ_CST),
                 __ATOMIC_ACQUIRE);
    cr_assert_eq(orders_take_failure(__ATOMIC_ACQ_REL, __ATOMIC_RELEASE, __ATOMIC_ACQUIRE),
                 __ATOMIC_RELAXED);
    cr_assert_eq(orders_take_failure(__ATOMIC_SEQ_CST, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED),
                 __ATOMIC_RELAXED);
    cr_assert_eq(orders_take_failure(__ATOMIC_RELAXED, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED),
                 __ATOMIC_ACQUIRE);
    cr_assert_eq(orders_take_failure(__ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED),
                 __ATOMIC_RELAXED);
}
