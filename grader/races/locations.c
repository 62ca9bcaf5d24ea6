#include "races/locations.h"

#include "races/hash.h"

#include <string.h>

/* Between two stores that follow each other: room for 22 more, each in half of what is left. */
static const uint32_t position_gap = UINT32_C(1) << 22;

static struct store *store_at(const struct location *location, unsigned rank)
{
    return &location->stores[location->order[rank]];
}

const struct store *location_store(const struct location *location, unsigned rank)
{
    return store_at(location, rank);
}

unsigned location_newest(const struct location *location)
{
    return location->count - 1;
}

unsigned location_number(const struct world *world, const struct location *location)
{
    return (unsigned)(location - world->locations);
}

/* --- finding and making -------------------------------------------------------------------- */

static struct location *make_location(struct world *world, uint32_t offset, uint32_t size)
{
    if (world->location_count == LOCATIONS_MAX || world->store_count == STORES_MAX_ALL) {
        world_give_up(world, "it has more than %d atomic objects", LOCATIONS_MAX);
        return NULL;
    }
    struct location *location = &world->locations[world->location_count++];
    location->offset = offset;
    location->size = size;
    location->count = 1;
    location->last_strong = 0;
    location->history = 0;
    location->order[0] = (uint16_t)world->store_count++;
    struct store *first = store_at(location, 0);
    first->value = first->history = 0;
    first->position = 0;
    first->process = 0;
    first->modifies = first->bound = first->has_view = false;
    memcpy(&first->value, world->processes[0].memory + offset, size);
    return location;
}

struct location *location_at(struct world *world, uint32_t offset, uint32_t size)
{
    for (unsigned i = 0; i < world->location_count; i++) {
        struct location *known = &world->locations[i];
        if (known->offset == offset && known->size == size) {
            return known;
        }
        if (known->offset < offset + size && offset < known->offset + known->size) {
            world_give_up(world, "it accesses the same atomic object with different sizes");
            return NULL;
        }
    }
    return make_location(world, offset, size);
}

/* --- modification order -------------------------------------------------------------------- */

unsigned location_oldest(const struct location *location, uint32_t position)
{
    unsigned rank = location->count - 1;
    while (rank > 0 && store_at(location, rank - 1)->position >= position) {
        rank--;
    }
    return rank;
}

bool location_has_room(const struct location *location, unsigned rank)
{
    return rank + 1 == location->count || !store_at(location, rank + 1)->bound;
}

/* 0: there is none. */
static uint32_t position_after(const struct location *location, unsigned rank)
{
    const uint32_t before = store_at(location, rank)->position;
    if (rank + 1 == location->count) {
        return before + position_gap;
    }
    const uint32_t room = (store_at(location, rank + 1)->position - before) / 2;
    return room > 0 ? before + room : 0;
}

/* The hash of an order is the sum over its neighbours, so that it does not depend on how the order came
 * about. */
static uint64_t neighbours(const struct location *location, unsigned rank)
{
    return hash_mix(store_at(location, rank)->history, store_at(location, rank + 1)->history);
}

static void take_into_order(struct location *location, unsigned rank, unsigned number)
{
    const bool last = rank + 1 == location->count;
    location->history -= last ? 0 : neighbours(location, rank);
    memmove(location->order + rank + 2, location->order + rank + 1,
            (location->count - rank - 1) * sizeof location->order[0]);
    location->order[rank + 1] = (uint16_t)number;
    location->count++;
    location->history += neighbours(location, rank);
    location->history += last ? 0 : neighbours(location, rank + 1);
}

struct store *location_insert(struct world *world, struct location *location, unsigned rank,
                              uint64_t value)
{
    struct process *process = &world->processes[world->running];
    const uint32_t position = position_after(location, rank);
    if (location->count == STORES_MAX || world->store_count == STORES_MAX_ALL || position == 0) {
        world_give_up(world, "one of its executions does not come to an end");
        return NULL;
    }
    const unsigned number = world->store_count++;
    struct store *store = &location->stores[number];
    store->value = value;
    store->history = hash_mix(process->history, location->offset + 77);
    store->position = position;
    store->process = (uint8_t)world->running;
    store->modifies = store->bound = store->has_view = false;
    take_into_order(location, rank, number);
    view_raise(&process->now, location_number(world, location), position);
    return store;
}

/* --- release sequences --------------------------------------------------------------------- */

/* Nothing may come between these any more: somebody relies on it. */
static void bind(struct location *location, unsigned first, unsigned last)
{
    for (unsigned rank = first + 1; rank <= last; rank++) {
        store_at(location, rank)->bound = true;
    }
}

/* Whoever knows a process up to an event knows all that it knew there. */
static bool knows(const struct view *view, const struct store *store)
{
    return view->clock[store->process] >= store->view.clock[store->process];
}

/* A release sequence is continued by read-modify-writes and by stores of the process that began it. Going
 * back, the first store that is no read-modify-write tells whose sequences are still unbroken. */
void location_learn(struct location *location, unsigned rank, struct view *view)
{
    unsigned owner = 0; /* anybody */
    for (unsigned i = rank; i > 0; i--) {
        const struct store *store = store_at(location, i);
        const bool mine = owner == 0 || store->process == owner;
        if (!mine && !store->modifies) {
            return;
        }
        if (mine && store->has_view && !knows(view, store)) {
            view_join(view, &store->view);
            bind(location, i, rank);
        }
        owner = store->modifies ? owner : store->process;
    }
}
