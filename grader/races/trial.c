#include "races/trial.h"

#include "base/memory.h"
#include "races/signals.h"
#include "races/world.h"

#include <stdlib.h>
#include <string.h>

static void add_result(struct tally *tally, const struct search_result *result)
{
    tally->executions += result->executions;
    tally->steps += result->steps;
    tally->bound = result->bound < tally->bound ? result->bound : tally->bound;
    tally->complete = tally->complete && result->complete;
    tally->at_once = result->at_once;
    tally->hung = result->hung;
    tally->found = result->found;
}

/* What a scenario leaves of its share is for those after it. */
static void explore(const struct trial *trial, const struct races_scenario *scenario,
                    struct world *world, struct tally *tally)
{
    const uint64_t scenarios_left = (uint64_t)(trial->scenarios + trial->scenario_count - scenario);
    struct search_options options = search_defaults();
    const uint64_t used = tally->steps < trial->steps_max ? tally->steps : trial->steps_max;
    options.steps_max = (trial->steps_max - used) / scenarios_left;
    struct search *search = search_create(world, &options);
    struct search_result result;
    search_run(search, &result);
    add_result(tally, &result);
    if (result.found && !result.at_once && trial->on_finding != NULL) {
        trial->on_finding(trial->context, world, search);
    }
    search_destroy(search);
}

static void try_scenario(const struct trial *trial, const struct races_scenario *scenario,
                         struct tally *tally)
{
    struct world *world = memory_allocate(1, sizeof *world);
    if (signals_open(world, scenario, trial->object)) {
        world->orders = trial->orders;
        explore(trial, scenario, world, tally);
    }
    if (world->unchecked[0] != '\0' && !tally->found) {
        memcpy(tally->unchecked, world->unchecked, sizeof tally->unchecked);
    }
    world_close(world);
    free(world);
}

void trial_run(const struct trial *trial, struct tally *tally)
{
    *tally = (struct tally){.complete = true, .bound = search_defaults().surprises_max};
    for (unsigned i = 0; i < trial->scenario_count && !tally->found; i++) {
        try_scenario(trial, &trial->scenarios[i], tally);
    }
}

static bool is_right(const struct trials *trials, const struct tally *tally)
{
    return !tally->found && tally->unchecked[0] == '\0' &&
           (tally->complete || tally->bound >= trials->bound_least);
}

bool trials_pass(struct trials *trials)
{
    struct tally tally;
    trials->trial.steps_max =
        trials->steps_left < trials->steps_each ? trials->steps_left : trials->steps_each;
    trial_run(&trials->trial, &tally);
    trials->steps_left -= tally.steps < trials->steps_left ? tally.steps : trials->steps_left;
    return is_right(trials, &tally);
}
