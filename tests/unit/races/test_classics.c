/* The verdict on what people write when they share memory for the first time: as the table of docs/races.md has it. */
#include "classics.h"

#include "races/signals.h"
#include "races/trial.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <string.h>

enum { CLASSIC_STEPS = 400000 };

enum verdict {
    RIGHT,   /* in all executions */
    TRIED,   /* in those that were tried; there are more */
    AT_ONCE, /* wrong where all take turns */
    FOUND,
};

struct classic_case {
    char name[32];
    unsigned processes;
    enum verdict verdict;
    enum finding_kind finding; /* of FOUND */
    char wanted[24];           /* noted by process 1; "": another judge */
};

/* The one under test: roles have no argument for it. */
static const struct classic_case *current;

/* --- the scenario -------------------------------------------------------------------------- */

static size_t size(void)
{
    return sizeof(struct classic);
}

static void call(void *memory, const char *part)
{
    char name[48];
    snprintf(name, sizeof name, "%s_%s", current->name, part);
    ((void (*)(void *))races_function(name))(memory);
}

static bool prepare(void *memory)
{
    call(memory, "setup");
    return true;
}

static void run_0(void *memory)
{
    call(memory, "0");
}

static void run_1(void *memory)
{
    call(memory, "1");
}

static void run_2(void *memory)
{
    call(memory, "2");
}

static void run_3(void *memory)
{
    call(memory, "3");
}

static const struct races_role roles[] = {{.name = "0", .run = run_0},
                                          {.name = "1", .run = run_1},
                                          {.name = "2", .run = run_2},
                                          {.name = "3", .run = run_3}};

/* Four items of two consumers: each once. */
static const char *judge_many(void)
{
    static const char *const items[] = {"10 ", "11 ", "20 ", "21 "};
    char all[2 * OUTCOME_MAX];
    snprintf(all, sizeof all, "%s%s", races_noted(2), races_noted(3));
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        if (strstr(all, items[i]) == NULL) {
            return "an item was lost";
        }
    }
    return NULL;
}

static const char *judge(void)
{
    if (current->processes == 4) {
        return judge_many();
    }
    return current->wanted[0] == '\0' || strcmp(races_noted(1), current->wanted) == 0
               ? NULL
               : "something was lost, doubled or torn";
}

/* --- the verdicts -------------------------------------------------------------------------- */

static void note_finding(void *context, struct world *world, struct search *search)
{
    enum finding_kind *first = context;
    (void)world;
    for (*first = 0; *first < FINDING_KINDS && search_best(search, *first) == NULL; (*first)++) {
    }
}

static enum verdict explore(enum finding_kind *finding, struct tally *tally)
{
    const struct races_scenario scenario = {.name = current->name,
                                            .did = "a classic",
                                            .size = size,
                                            .prepare = prepare,
                                            .roles = roles,
                                            .role_count = current->processes,
                                            .judge = judge};
    const struct trial trial = {.object = CLASSICS_OBJECT,
                                .scenarios = &scenario,
                                .scenario_count = 1,
                                .steps_max = CLASSIC_STEPS,
                                .on_finding = note_finding,
                                .context = finding};
    signals_catch(SIGNALS_HANG_MS);
    trial_run(&trial, tally);
    if (tally->found) {
        return tally->at_once ? AT_ONCE : FOUND;
    }
    return tally->complete ? RIGHT : TRIED;
}

static const struct classic_case cases[] = {
    {"flag_right", 2, RIGHT, 0, "hello"},
    {"flag_fences", 2, RIGHT, 0, "hello"},
    {"flag_load_relaxed", 2, FOUND, FINDING_RACE, "hello"},
    {"flag_relaxed", 2, FOUND, FINDING_RACE, "hello"},
    {"flag_plain", 2, FOUND, FINDING_RACE, "hello"},
    {"flag_volatile", 2, FOUND, FINDING_RACE, "hello"},
    {"flag_early", 2, FOUND, FINDING_RACE, "hello"},
    {"flag_printed", 2, FOUND, FINDING_RACE, "hello"},
    {"flag_pointer", 2, FOUND, FINDING_MISUSE, "hello"},
    {"flag_slept_for", 2, FOUND, FINDING_RACE, "hello"},
    {"flag_never", 2, AT_ONCE, 0, "hello"},
    {"flag_static", 2, AT_ONCE, 0, "hello"},

    {"sem_right", 2, RIGHT, 0, "one two three "},
    {"sem_of_system_v", 2, RIGHT, 0, "one two three "},
    {"sem_not_initialised", 2, FOUND, FINDING_MISUSE, "one two three "},
    {"sem_in_statics", 2, FOUND, FINDING_MISUSE, "one two three "},
    {"sem_not_shared", 2, FOUND, FINDING_MISUSE, "one two three "},
    {"sem_no_room_at_first", 2, AT_ONCE, 0, "one two three "},
    {"sem_no_wait_for_room", 2, AT_ONCE, 0, "one two three "},
    {"sem_swapped", 2, AT_ONCE, 0, "one two three "},
    {"wake_exchanged", 2, FOUND, FINDING_RACE, "one two three "},
    {"wake_acquire_release", 2, FOUND, FINDING_STUCK, "one two three "},
    {"wake_strong", 2, RIGHT, 0, "one two three "},

    {"ring_right", 2, RIGHT, 0, "1 2 3 4 "},
    {"ring_strong", 2, RIGHT, 0, "1 2 3 4 "},
    {"ring_relaxed", 2, FOUND, FINDING_RACE, "1 2 3 4 "},
    {"ring_all_relaxed", 2, FOUND, FINDING_OUTCOME, "1 2 3 4 "},
    {"ring_published_first", 2, FOUND, FINDING_RACE, "1 2 3 4 "},
    {"ring_freed_first", 2, FOUND, FINDING_RACE, "1 2 3 4 "},
    {"ring_one_too_many", 2, AT_ONCE, 0, "1 2 3 4 "},

    {"many_right", 4, TRIED, 0, ""},
    {"many_no_wait_for_room", 4, AT_ONCE, 0, ""},
    {"many_no_mutex", 4, FOUND, FINDING_RACE, ""},
    {"many_mutex_first", 4, AT_ONCE, 0, ""},
    {"cells_right", 4, TRIED, 0, ""},
    {"cells_relaxed", 4, FOUND, FINDING_RACE, ""},

    {"peterson_strong", 2, RIGHT, 0, ""},
    {"peterson_acquire_release", 2, FOUND, FINDING_RACE, ""},
};

ParameterizedTestParameters(classics, verdict)
{
    return cr_make_param_array(struct classic_case, (void *)(uintptr_t)cases,
                               sizeof cases / sizeof cases[0]);
}

ParameterizedTest(struct classic_case *classic, classics, verdict)
{
    enum finding_kind finding = FINDING_KINDS;
    struct tally tally;
    current = classic;
    const enum verdict verdict = explore(&finding, &tally);
    cr_assert_str_empty(tally.unchecked, "%s: %s", classic->name, tally.unchecked);
    cr_assert_eq(verdict, classic->verdict, "%s: verdict %d after %llu executions, %llu steps",
                 classic->name, (int)verdict, (unsigned long long)tally.executions,
                 (unsigned long long)tally.steps);
    if (verdict == FOUND) {
        cr_assert_eq(finding, classic->finding, "%s: finding %d", classic->name, (int)finding);
    }
}
