#include "races/hoisted.h"

#include "base/memory.h"
#include "races/fields.h"
#include "races/search.h"
#include "races/signals.h"
#include "races/world.h"

#include <stdlib.h>

/* The first execution, in which all take turns: whoever waits has nothing to wait for yet. */
static const struct search_options first_execution = {.steps_max = 1};

static const struct event *find_loop(const struct world *world)
{
    for (unsigned i = 0; i < world->finding_count; i++) {
        const struct event *event = &world->events[world->findings[i].first];
        if (world->findings[i].kind == FINDING_STUCK && event->kind == EVENT_FAULT) {
            return event;
        }
    }
    return NULL;
}

/* The last thing that its process did. */
static const struct event *find_before(const struct world *world, const struct event *loop)
{
    for (const struct event *event = loop - 1; event > world->events; event--) {
        if (event->process == loop->process) {
            return event;
        }
    }
    return NULL;
}

static uintptr_t place_of(const struct world *world, const struct event *event)
{
    return event->address - world->processes[event->process].image.base - 1;
}

static bool tell(const struct world *world, const char *object, struct hoisted *hoisted)
{
    const struct event *loop = find_loop(world);
    const struct event *read = loop != NULL ? find_before(world, loop) : NULL;
    if (read == NULL || read->kind != EVENT_READ || read->is_volatile) {
        return false;
    }
    struct fields *fields = fields_open(object);
    hoisted->loop_line = fields_line(fields, place_of(world, loop));
    hoisted->read_line = fields_line(fields, place_of(world, read));
    fields_name(fields, read->offset, hoisted->place, sizeof hoisted->place);
    fields_close(fields);
    return hoisted->loop_line > 0 && hoisted->read_line > 0;
}

static bool find_in_scenario(const char *object, const struct races_scenario *scenario,
                             struct hoisted *hoisted)
{
    struct world *world = memory_allocate(1, sizeof *world);
    bool found = false;
    if (signals_open(world, scenario, object)) {
        struct search *search = search_create(world, &first_execution);
        struct search_result result;
        search_run(search, &result);
        found = tell(world, object, hoisted);
        search_destroy(search);
    }
    world_close(world);
    free(world);
    return found;
}

bool hoisted_find(const char *object, const struct races_scenario *scenarios, unsigned count,
                  struct hoisted *hoisted)
{
    for (unsigned i = 0; i < count; i++) {
        if (find_in_scenario(object, &scenarios[i], hoisted)) {
            return true;
        }
    }
    return false;
}
