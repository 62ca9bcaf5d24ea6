#include "races/search.h"

#include "base/memory.h"
#include "races/execution.h"
#include "races/search_state.h"
#include "races/world.h"

#include <stdlib.h>
#include <string.h>

struct search_options search_defaults(void)
{
    return (struct search_options){.surprises_max = 2,
                                   .exhaustive = true,
                                   .steps_max = 400000,
                                   .sleep_sets = true,
                                   .known_graphs = true,
                                   .prune_waits = true};
}

struct search *search_create(struct world *world, const struct search_options *options)
{
    struct search *search = memory_allocate(1, sizeof *search);
    search->world = world;
    search->options = *options;
    world->search = search;
    return search;
}

void search_destroy(struct search *search)
{
    if (search == NULL) {
        return;
    }
    for (int i = 0; i < FINDING_KINDS; i++) {
        free(search->best[i]);
    }
    known_finish(&search->known);
    free(search);
}

/* The next execution's choices; false: there is none. */
static bool advance(struct search *search)
{
    while (search->choice_count > 0) {
        struct search_choice *choice = &search->choices[search->choice_count - 1];
        if (choice->schedule) {
            choice->asleep |= (uint8_t)(1U << choice->options[choice->chosen]);
        }
        if (++choice->chosen < choice->count) {
            return true;
        }
        search->choice_count--;
    }
    return false;
}

/* --- findings ------------------------------------------------------------------------------ */

/* What a person reads: few surprises, few switches, a short way to the place. */
static unsigned score(const struct search *search, const struct finding *finding)
{
    unsigned end = finding->second > finding->first ? finding->second : finding->first;
    end = end == 0 ? search->world->event_count : end;
    return search->surprises * 1000000 + search->switches * 20000 + end;
}

static void keep(struct search *search, const struct finding *finding)
{
    struct counterexample **slot = &search->best[finding->kind];
    const unsigned points = score(search, finding);
    if (*slot != NULL && (*slot)->score <= points) {
        return;
    }
    if (*slot == NULL) {
        *slot = memory_allocate(1, sizeof **slot);
    }
    (*slot)->finding = *finding;
    (*slot)->choice_count = search->choice_count;
    memcpy((*slot)->choices, search->choices, search->choice_count * sizeof search->choices[0]);
    (*slot)->surprises = search->surprises;
    (*slot)->switches = search->switches;
    (*slot)->score = points;
    (*slot)->bound = search->bound;
}

const struct counterexample *search_best(const struct search *search, enum finding_kind kind)
{
    return search->best[kind];
}

/* --- searching ----------------------------------------------------------------------------- */

static bool begin_execution(struct search *search)
{
    search->position = 0;
    search->last = 0;
    search->asleep = 0;
    search->surprises = search->switches = 0;
    search->result.executions++;
    return execution_run(search->world);
}

/* Wrong although all take turns, and not because of how they share: no question of races. */
static bool is_at_once(const struct search *search)
{
    const struct world *world = search->world;
    for (unsigned i = 0; i < world->finding_count; i++) {
        if (world->findings[i].kind == FINDING_MISUSE || world->findings[i].kind == FINDING_RACE) {
            return false;
        }
    }
    return search->result.executions == 1 && world->finding_count > 0 &&
           !search->options.all_findings;
}

static void take_findings(struct search *search)
{
    const struct world *world = search->world;
    search->result.at_once = search->result.at_once || is_at_once(search);
    search->result.hung = world->hung;
    for (unsigned i = 0; i < world->finding_count; i++) {
        search->result.found = true;
        keep(search, &world->findings[i]);
    }
}

/* True when everything was tried. */
static bool search_with_bound(struct search *search, int bound)
{
    search->bound = bound;
    search->choice_count = 0;
    known_clear(&search->known);
    while (search->result.steps < search->options.steps_max) {
        const bool whole = begin_execution(search);
        if (search->world->unchecked[0] != '\0') {
            return false;
        }
        take_findings(search);
        if (whole && search->options.each != NULL) {
            search->options.each(search->options.context, search->world);
        }
        if (search->result.at_once || search->result.hung) {
            return false;
        }
        if (!advance(search)) {
            return true;
        }
    }
    return false;
}

static bool is_over(const struct search *search)
{
    return search->world->unchecked[0] != '\0' || search->result.at_once || search->result.hung ||
           (search->result.found && !search->options.all_findings);
}

void search_run(struct search *search, struct search_result *result)
{
    search->result = (struct search_result){.bound = -1};
    bool complete = true;
    for (int bound = 0; complete && bound <= search->options.surprises_max; bound++) {
        complete = search_with_bound(search, bound);
        if (is_over(search)) {
            break;
        }
        search->result.bound = complete ? bound : search->result.bound;
    }
    if (search->options.exhaustive && !is_over(search)) {
        search->result.complete = search_with_bound(search, -1);
    }
    search->result.graphs = search->known.count;
    *result = search->result;
}

void search_replay(struct search *search, const struct counterexample *counterexample)
{
    search->bound = counterexample->bound;
    search->choice_count = counterexample->choice_count;
    memcpy(search->choices, counterexample->choices,
           counterexample->choice_count * sizeof search->choices[0]);
    search->replaying = true;
    begin_execution(search);
    search->replaying = false;
}
