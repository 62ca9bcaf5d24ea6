#include "litmus.h"

#include "litmus_programs.h"

#include <criterion/criterion.h>
#include <stdio.h>

/* The one under test: roles have no argument for it. */
static const struct litmus_program *current;

static size_t size(void)
{
    return sizeof(struct litmus);
}

static bool prepare(void *memory)
{
    if (current->kind == LITMUS_PREPARED) {
        ((void (*)(void *))races_function("prepare_objects"))(memory);
    }
    return true;
}

static void run(void *memory, unsigned number)
{
    static char names[4][48];
    snprintf(names[number], sizeof names[number], "%s_%u", current->name, number);
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
static void run_2(void *memory)
{
    run(memory, 2);
}
static void run_3(void *memory)
{
    run(memory, 3);
}

static const struct races_role heirs[] = {{.name = "0", .run = run_0, .mortal = true},
                                          {.name = "1", .run = run_1, .successor_of = 1},
                                          {.name = "2", .run = run_2}};
static const struct races_role roles[] = {{.name = "0", .run = run_0},
                                          {.name = "1", .run = run_1},
                                          {.name = "2", .run = run_2},
                                          {.name = "3", .run = run_3}};

struct explored litmus_explore(const struct litmus_program *program, const char *object,
                               const struct search_options *options)
{
    const struct races_scenario scenario = {.name = program->name,
                                            .did = "litmus",
                                            .size = size,
                                            .prepare = prepare,
                                            .roles = program->kind == LITMUS_KILLED ? heirs : roles,
                                            .role_count = program->processes};
    current = program;
    return explore(&scenario, object, options);
}

void litmus_expect(const struct litmus_program *program, const char *object,
                   const struct search_options *options)
{
    const struct explored explored = litmus_explore(program, object, options);
    cr_assert_str_empty(explored.unchecked, "%s: %s", program->name, explored.unchecked);
    cr_assert(explored.result.complete, "%s was not explored to its end", program->name);
    cr_assert_str_eq(explored.outcomes, program->outcomes, "%s: {%s}, and not {%s}", program->name,
                     explored.outcomes, program->outcomes);
    for (int kind = 0; kind < FINDING_KINDS; kind++) {
        cr_assert_eq(explored.found[kind], kind == (int)program->finding, "%s: finding %d",
                     program->name, kind);
    }
}
