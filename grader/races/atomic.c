/* The memory model: atomic locations with the history of their stores.
 *
 * Stores to a location are ordered as they were executed. A load may read any of them that is not
 * older than what its process knows of (coherence), and for seq_cst not older than the last seq_cst
 * store; which one is a choice of the search. A store that releases carries its process's view, an
 * acquire load that reads it takes that view over; a read-modify-write passes on the view of the
 * store it reads (release sequence); fences move views between a process and what it reads and
 * writes relaxed (ISO C 7.17.3, 7.17.4, 5.1.2.4).
 *
 * What is left out: a store that is later than another in time and earlier in modification order, and
 * loads that read from the future (load buffering). */
#include "races/accesses.h"
#include "races/hash.h"
#include "races/reads.h"
#include "races/search.h"

#include <assert.h>
#include <string.h>

static bool acquires(int order)
{
    return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME || order == __ATOMIC_ACQ_REL ||
           order == __ATOMIC_SEQ_CST;
}

static bool releases(int order)
{
    return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

uint64_t atomic_mask(uint32_t size)
{
    return size >= 8 ? UINT64_MAX : (UINT64_C(1) << 8 * size) - 1;
}

static struct location *make_location(struct world *world, uint32_t offset, uint32_t size)
{
    if (world->location_count == LOCATIONS_MAX) {
        world_give_up(world, "it has more than %d atomic objects", LOCATIONS_MAX);
        return NULL;
    }
    struct location *location = &world->locations[world->location_count++];
    location->offset = offset;
    location->size = size;
    location->count = 1;
    location->last_strong = 0;
    location->history = 0;
    location->stores[0] = (struct store){.value = 0};
    memcpy(&location->stores[0].value, world->processes[0].memory + offset, size);
    return location;
}

struct location *atomic_location(struct world *world, uint32_t offset, uint32_t size)
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

static unsigned index_of(const struct world *world, const struct location *location)
{
    return (unsigned)(location - world->locations);
}

static void take_store(struct world *world, struct process *process,
                       const struct location *location, unsigned number, int order)
{
    const unsigned index = index_of(world, location);
    const struct store *store = &location->stores[number];
    if (number > process->now.least[index]) {
        process->now.least[index] = (uint16_t)number;
    }
    if (store->has_view) {
        view_join(acquires(order) ? &process->now : &process->pending, &store->view,
                  world->location_count);
    }
}

/* `read` is the store that a read-modify-write has read; NULL: this is none. */
static void append_store(struct world *world, struct process *process, struct location *location,
                         uint64_t value, int order, const struct store *read)
{
    const unsigned index = index_of(world, location);
    if (location->count == STORES_MAX) {
        world_give_up(world, "one of its executions does not come to an end");
        return;
    }
    struct store *store = &location->stores[location->count];
    store->value = value;
    store->event = world->event_count - 1;
    store->history = hash_mix(process->history, location->offset + 77);
    location->history = hash_mix(location->history, store->history);
    process->now.least[index] = (uint16_t)location->count;
    store->has_view = releases(order) || process->has_released;
    if (store->has_view) {
        store->view = releases(order) ? process->now : process->released;
        store->view.least[index] = (uint16_t)location->count;
    } else {
        memset(&store->view, 0, sizeof store->view);
    }
    if (read != NULL && read->has_view) {
        view_join(&store->view, &read->view, world->location_count);
        store->has_view = true;
    }
    if (order == __ATOMIC_SEQ_CST) {
        location->last_strong = location->count;
        world->fence.least[index] = (uint16_t)location->count;
        world->fence_history = hash_mix(world->fence_history, store->history);
    }
    location->count++;
    world->progress++;
    memcpy(process->memory + location->offset, &value, location->size);
    process->read_count = 0;
    process->asked_clock = false;
}

static struct event *add_event(struct world *world, enum event_kind kind,
                               const struct operation *operation, int order, uint64_t value)
{
    struct event *event = world_add_event(world, kind, operation->address);
    event->offset = operation->offset;
    event->size = operation->size;
    event->order = (uint8_t)order;
    event->value = value;
    return event;
}

static unsigned oldest_readable(const struct world *world, const struct process *process,
                                const struct location *location, int order)
{
    const unsigned index = index_of(world, location);
    unsigned oldest = process->now.least[index];
    if (order == __ATOMIC_SEQ_CST && location->last_strong > oldest) {
        oldest = location->last_strong;
    }
    if (order == __ATOMIC_SEQ_CST && world->fence.least[index] > oldest) {
        oldest = world->fence.least[index];
    }
    return oldest;
}

static void note_read(struct world *world, const struct operation *operation,
                      const struct location *location, unsigned number, uint64_t history)
{
    const uint64_t value = location->stores[number].value;
    const struct read read = {.kind = READ_ATOMIC,
                              .address = operation->address,
                              .offset = operation->offset,
                              .size = operation->size,
                              .place = index_of(world, location),
                              .seen = number,
                              .value = value,
                              .history = history};
    reads_note(&world->processes[world->running], &read);
}

static void perform_load(struct world *world, struct process *process, struct operation *operation)
{
    struct location *location = atomic_location(world, operation->offset, operation->size);
    if (location == NULL) {
        return;
    }
    const unsigned oldest = oldest_readable(world, process, location, operation->order);
    const uint64_t history = process->history;
    const unsigned age = search_choose_age(world->search, location->count - oldest);
    const unsigned number = location->count - 1 - age;
    const struct store *store = &location->stores[number];
    operation->result = store->value;
    add_event(world, EVENT_LOAD, operation, operation->order, store->value)->age = (uint16_t)age;
    plain_check_race(world, operation->offset, operation->size, world->event_count - 1, false,
                     true);
    take_store(world, process, location, number, operation->order);
    process->history = hash_mix(
        hash_mix(process->history, operation->address - process->image.base), store->history);
    note_read(world, operation, location, number, history);
}

static void perform_store(struct world *world, struct process *process, struct operation *operation)
{
    struct location *location = atomic_location(world, operation->offset, operation->size);
    if (location == NULL) {
        return;
    }
    process->history = hash_mix(
        hash_mix(process->history, operation->address - process->image.base), operation->operand);
    add_event(world, EVENT_STORE, operation, operation->order, operation->operand);
    plain_check_race(world, operation->offset, operation->size, world->event_count - 1, true, true);
    append_store(world, process, location, operation->operand, operation->order, NULL);
}

uint64_t atomic_modified(const struct operation *operation, uint64_t old)
{
    const uint64_t operand = operation->operand;
    uint64_t value = operand;
    switch (operation->modification) {
    case MODIFY_EXCHANGE:
        value = operand;
        break;
    case MODIFY_ADD:
        value = old + operand;
        break;
    case MODIFY_SUBTRACT:
        value = old - operand;
        break;
    case MODIFY_AND:
        value = old & operand;
        break;
    case MODIFY_OR:
        value = old | operand;
        break;
    case MODIFY_XOR:
        value = old ^ operand;
        break;
    case MODIFY_NAND:
        value = ~(old & operand);
        break;
    }
    return value & atomic_mask(operation->size);
}

/* A weak one may fail although the value is as expected (ISO C 7.17.7.4); here once in an execution of
 * a process. */
static bool compare(struct world *world, struct process *process, const struct operation *operation,
                    uint64_t old)
{
    if (old != (operation->expected & atomic_mask(operation->size))) {
        return false;
    }
    if (operation->weak && !process->faltered && world_choose(world, world->running, 2) == 1) {
        process->faltered = true;
        return false;
    }
    return true;
}

/* Like a load of the newest store when it changes nothing: a lock that is tried again and again. */
static void note_repetition(struct world *world, const struct operation *operation, uint64_t value,
                            uint64_t history)
{
    const struct read read = {.kind = READ_VALUE,
                              .address = operation->address,
                              .offset = operation->offset,
                              .size = operation->size,
                              .seen = value,
                              .value = value,
                              .history = history};
    reads_note(&world->processes[world->running], &read);
}

static void perform_modify(struct world *world, struct process *process,
                           struct operation *operation)
{
    struct location *location = atomic_location(world, operation->offset, operation->size);
    if (location == NULL) {
        return;
    }
    const unsigned number = location->count - 1;
    const struct store *read = &location->stores[number];
    const uint64_t old = read->value & atomic_mask(operation->size);
    const uint64_t history = process->history;
    const bool compares = operation->kind == OPERATION_COMPARE;
    operation->succeeded = !compares || compare(world, process, operation, old);
    const int order = operation->succeeded ? operation->order : operation->failure_order;
    const uint64_t value = operation->succeeded ? atomic_modified(operation, old) : old;
    add_event(world, operation->succeeded ? EVENT_MODIFY : EVENT_COMPARE, operation, order, value)
        ->old = old;
    plain_check_race(world, operation->offset, operation->size, world->event_count - 1,
                     operation->succeeded, true);
    take_store(world, process, location, number, order);
    operation->result = old;
    process->history = hash_mix(
        hash_mix(process->history, operation->address - process->image.base), read->history);
    if (!operation->succeeded) {
        note_read(world, operation, location, number, history);
    } else if (value == old) {
        const size_t reads = process->read_count;
        append_store(world, process, location, value, order, read);
        process->read_count = reads;
        note_repetition(world, operation, value, history);
    } else {
        append_store(world, process, location, value, order, read);
    }
}

static void perform_strong_fence(struct world *world, struct process *process,
                                 const struct operation *operation)
{
    process->history = hash_mix(process->history, world->fence_history);
    world->fence_history = hash_mix(world->fence_history, process->history);
    world_add_event(world, EVENT_FENCE, operation->address)->order = __ATOMIC_SEQ_CST;
    view_join(&process->now, &process->pending, world->location_count);
    for (unsigned i = 0; i < world->location_count; i++) {
        uint16_t *mine = &process->now.least[i];
        uint16_t *all = &world->fence.least[i];
        *mine = *all > *mine ? *all : *mine;
        *all = *mine;
    }
    process->released = process->now;
    process->has_released = true;
}

void atomic_fence(struct world *world, int order, uintptr_t instruction)
{
    struct process *process = &world->processes[world->running];
    world_add_event(world, EVENT_FENCE, instruction)->order = (uint8_t)order;
    if (acquires(order)) {
        view_join(&process->now, &process->pending, world->location_count);
    }
    if (releases(order)) {
        process->released = process->now;
        process->has_released = true;
    }
}

void atomic_perform(struct world *world, unsigned process, struct operation *operation)
{
    struct process *actor = &world->processes[process];
    switch (operation->kind) {
    case OPERATION_LOAD:
        perform_load(world, actor, operation);
        break;
    case OPERATION_STORE:
        perform_store(world, actor, operation);
        break;
    case OPERATION_MODIFY:
    case OPERATION_COMPARE:
        perform_modify(world, actor, operation);
        break;
    case OPERATION_FENCE:
        perform_strong_fence(world, actor, operation);
        break;
    default:
        assert(false && "no operation on memory");
    }
}
