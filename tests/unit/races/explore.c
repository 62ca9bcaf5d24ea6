#include "explore.h"

#include "base/memory.h"
#include "outcomes.h"
#include "races/signals.h"
#include "races/world.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* The library wants them; the tests hand over their own. */
const struct races_scenario races_scenarios[1] = {{.name = "none"}};
const unsigned races_scenario_count = 0;

static void collect(void *context, const struct world *world)
{
    struct outcomes *outcomes = context;
    char outcome[256] = "";
    size_t length = 0;
    for (unsigned i = 1; i < world->process_count && length < sizeof outcome; i++) {
        length += (size_t)snprintf(outcome + length, sizeof outcome - length, "%s%s",
                                   i > 1 ? "|" : "", world->processes[i].noted);
    }
    outcomes_add(outcomes, outcome);
}

struct search_options explore_unreduced(void)
{
    return (struct search_options){
        .surprises_max = -1, .exhaustive = true, .steps_max = 20000000, .all_findings = true};
}

struct search_options explore_reduced(void)
{
    struct search_options options = search_defaults();
    options.surprises_max = -1;
    options.all_findings = true;
    return options;
}

struct explored explore(const struct races_scenario *scenario, const char *object,
                        const struct search_options *options)
{
    struct explored explored = {0};
    struct outcomes outcomes = {.count = 0};
    struct search_options mine = *options;
    mine.each = collect;
    mine.context = &outcomes;
    struct world *world = memory_allocate(1, sizeof *world);
    signals_catch(SIGNALS_HANG_MS);
    if (signals_open(world, scenario, object)) {
        struct search *search = search_create(world, &mine);
        search_run(search, &explored.result);
        for (int kind = 0; kind < FINDING_KINDS; kind++) {
            explored.found[kind] = search_best(search, (enum finding_kind)kind) != NULL;
        }
        search_destroy(search);
    }
    memcpy(explored.unchecked, world->unchecked, sizeof explored.unchecked);
    world_close(world);
    free(world);
    outcomes_join(&outcomes, explored.outcomes, sizeof explored.outcomes);
    return explored;
}
