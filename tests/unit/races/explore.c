#include "explore.h"

#include "base/memory.h"
#include "races/signals.h"
#include "races/world.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The library wants them; the tests hand over their own. */
const struct races_scenario races_scenarios[1] = {{.name = "none"}};
const unsigned races_scenario_count = 0;

struct collection {
    char *texts[OUTCOMES_MAX];
    size_t count;
};

static void collect(void *context, const struct world *world)
{
    struct collection *collection = context;
    char outcome[256] = "";
    size_t length = 0;
    for (unsigned i = 1; i < world->process_count && length < sizeof outcome; i++) {
        length += (size_t)snprintf(outcome + length, sizeof outcome - length, "%s%s",
                                   i > 1 ? "|" : "", world->processes[i].noted);
    }
    for (size_t i = 0; i < collection->count; i++) {
        if (strcmp(collection->texts[i], outcome) == 0) {
            return;
        }
    }
    cr_assert_lt(collection->count, OUTCOMES_MAX);
    collection->texts[collection->count++] = memory_copy_string(outcome);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void join(struct collection *collection, char *outcomes, size_t size)
{
    size_t length = 0;
    qsort(collection->texts, collection->count, sizeof collection->texts[0], compare_texts);
    for (size_t i = 0; i < collection->count; i++) {
        length += (size_t)snprintf(outcomes + length, size - length, "%s%s", i > 0 ? " " : "",
                                   collection->texts[i]);
        free(collection->texts[i]);
    }
    cr_assert_lt(length, size);
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

struct explored explore(const struct races_scenario *scenario, const struct search_options *options)
{
    struct explored explored = {0};
    struct collection collection = {0};
    struct search_options mine = *options;
    mine.each = collect;
    mine.context = &collection;
    struct world *world = memory_allocate(1, sizeof *world);
    signals_catch();
    if (world_open(world, scenario, LITMUS_OBJECT) && signals_prepare(world)) {
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
    join(&collection, explored.outcomes, sizeof explored.outcomes);
    return explored;
}
