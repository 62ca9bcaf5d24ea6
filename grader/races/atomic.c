/* The memory model: operations on atomic locations with the history of their stores.
 *
 * A load may read any store that is not older, in modification order, than what its process knows of
 * (coherence), and for seq_cst not older than the last seq_cst store. A store may be put into that order
 * at any place that is not before what its process knows of, a read-modify-write directly after what
 * it reads. Which one it is, is a choice of the search. A store that releases carries its process's view,
 * an acquire load that reads it or what continues its release sequence takes that view over; fences move
 * views between a process and what it reads and writes relaxed (ISO C 7.17.3, 7.17.4, 5.1.2.4).
 *
 * What is left out: loads that read from the future (load buffering), and seq_cst operations whose
 * single order is not that in which they were executed. */
#include "races/accesses.h"
#include "races/hash.h"
#include "races/locations.h"
#include "races/memory_order.h"
#include "races/reads.h"
#include "races/search.h"

#include <assert.h>
#include <string.h>

/* --- what may be chosen -------------------------------------------------------------------- */

/* The rank of the oldest store that the process may read, or put one of its own behind. */
static unsigned oldest(const struct world *world, const struct process *process,
                       const struct location *location, int order)
{
    const unsigned number = location_number(world, location);
    uint32_t position = view_least(&process->now, number);
    if (order == __ATOMIC_SEQ_CST) {
        const uint32_t fenced = view_least(&world->fence, number);
        position = location->last_strong > position ? location->last_strong : position;
        position = fenced > position ? fenced : position;
    }
    return location_oldest(location, position);
}

/* A compare-and-exchange that finds another value is a load. */
static bool would_store(const struct operation *operation, const struct store *found)
{
    return operation->kind == OPERATION_STORE || operation->kind == OPERATION_MODIFY ||
           (operation->kind == OPERATION_COMPARE &&
            found->value == (operation->expected & atomic_mask(operation->size)));
}

/* The rank that the operation reads, or that its store comes after. */
static unsigned choose_rank(struct world *world, const struct process *process,
                            const struct location *location, const struct operation *operation)
{
    const unsigned first = oldest(world, process, location, operation->order);
    const unsigned first_failing = operation->kind == OPERATION_COMPARE
                                       ? oldest(world, process, location, operation->failure_order)
                                       : first;
    uint16_t ranks[STORES_MAX];
    unsigned count = 0;
    for (unsigned i = location->count; i-- > 0;) {
        const bool stores = would_store(operation, location_store(location, i));
        if (i >= (stores ? first : first_failing) && (!stores || location_has_room(location, i))) {
            ranks[count++] = (uint16_t)i;
        }
    }
    return ranks[search_choose_surprise(world->search, count)];
}

/* --- reading and storing ------------------------------------------------------------------- */

static void take_store(const struct world *world, struct process *process,
                       struct location *location, unsigned rank, int order)
{
    view_raise(&process->now, location_number(world, location),
               location_store(location, rank)->position);
    location_learn(location, rank, order_acquires(order) ? &process->now : &process->pending);
}

static void publish(const struct process *process, struct store *store, int order)
{
    store->has_view = order_releases(order) || process->has_released;
    if (store->has_view) {
        view_copy(&store->view, order_releases(order) ? &process->now : &process->released);
    }
}

/* To store again what is there already may be a part of each turn of a loop that waits: of one that
 * tries a lock again and again, or keeps what it has seen. It is like a load, and no progress. */
static void note_repetition(struct process *process, const struct operation *operation,
                            uint64_t value, uint64_t history)
{
    const struct read read = {.kind = operation->kind == OPERATION_STORE ? READ_OWN : READ_VALUE,
                              .address = operation->address,
                              .offset = operation->offset,
                              .size = operation->size,
                              .seen = value,
                              .value = value,
                              .history = history};
    reads_note(process, &read);
}

/* Others may have waited for it. */
static void note_change(struct world *world, struct process *process)
{
    world->progress++;
    process->read_count = 0;
    process->asked_clock = false;
}

/* Directly after the store of that rank; `modifies`: and having read it. `history` is the process's
 * before the operation. */
static void insert_store(struct world *world, struct process *process, struct location *location,
                         unsigned rank, const struct operation *operation, uint64_t value,
                         bool modifies, uint64_t history)
{
    const bool newest = rank == location_newest(location);
    const bool repeats = (newest || modifies) && value == (location_store(location, rank)->value &
                                                           atomic_mask(operation->size));
    struct store *store = location_insert(world, location, rank, value);
    if (store == NULL) {
        return;
    }
    store->modifies = store->bound = modifies;
    publish(process, store, operation->order);
    if (operation->order == __ATOMIC_SEQ_CST) {
        location->last_strong = store->position;
        view_raise(&world->fence, location_number(world, location), store->position);
        world->fence_history = hash_mix(world->fence_history, store->history);
    }
    if (newest) {
        memcpy(process->memory + location->offset, &value, location->size);
    }
    if (repeats) {
        note_repetition(process, operation, value, history);
    } else {
        note_change(world, process);
    }
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

static uint16_t age_of(const struct location *location, unsigned rank)
{
    return (uint16_t)(location_newest(location) - rank);
}

static void note_read(struct world *world, const struct operation *operation,
                      const struct location *location, const struct store *store, uint64_t history)
{
    const bool own =
        store->process == world->running &&
        store->position == location_store(location, location_newest(location))->position;
    const struct read read = {.kind = own ? READ_OWN : READ_ATOMIC,
                              .address = operation->address,
                              .offset = operation->offset,
                              .size = operation->size,
                              .place = location_number(world, location),
                              .seen = own ? store->value : store->position,
                              .value = store->value,
                              .history = history};
    reads_note(&world->processes[world->running], &read);
}

static void add_history(struct process *process, const struct operation *operation, uint64_t what)
{
    process->history =
        hash_mix(hash_mix(process->history, operation->address - process->image.base), what);
}

/* --- the operations ------------------------------------------------------------------------ */

static void perform_load(struct world *world, struct process *process, struct location *location,
                         struct operation *operation)
{
    const uint64_t history = process->history;
    const unsigned rank = choose_rank(world, process, location, operation);
    const struct store *store = location_store(location, rank);
    operation->result = store->value;
    add_event(world, EVENT_LOAD, operation, operation->order, store->value)->age =
        age_of(location, rank);
    plain_check_race(world, operation->offset, operation->size, world->event_count - 1, false,
                     true);
    take_store(world, process, location, rank, operation->order);
    add_history(process, operation, store->history);
    note_read(world, operation, location, store, history);
}

static void perform_store(struct world *world, struct process *process, struct location *location,
                          const struct operation *operation)
{
    const uint64_t history = process->history;
    const unsigned rank = choose_rank(world, process, location, operation);
    add_history(process, operation, operation->operand);
    add_event(world, EVENT_STORE, operation, operation->order, operation->operand)->age =
        age_of(location, rank);
    plain_check_race(world, operation->offset, operation->size, world->event_count - 1, true, true);
    insert_store(world, process, location, rank, operation, operation->operand, false, history);
}

/* A weak one may fail although the value is as expected (ISO C 7.17.7.4); here once in an execution of
 * a process. */
static bool falters(struct world *world, struct process *process, const struct operation *operation)
{
    if (!operation->weak || process->faltered || world_choose(world, world->running, 2) == 0) {
        return false;
    }
    process->faltered = true;
    return true;
}

static void perform_modify(struct world *world, struct process *process, struct location *location,
                           struct operation *operation)
{
    const uint64_t history = process->history;
    const unsigned rank = choose_rank(world, process, location, operation);
    const struct store *read = location_store(location, rank);
    operation->result = read->value & atomic_mask(operation->size);
    operation->succeeded = would_store(operation, read) && !falters(world, process, operation);
    const int order = operation->succeeded ? operation->order : operation->failure_order;
    struct event *event = add_event(
        world, operation->succeeded ? EVENT_MODIFY : EVENT_COMPARE, operation, order,
        operation->succeeded ? atomic_modified(operation, operation->result) : operation->result);
    event->old = operation->result;
    event->age = age_of(location, rank);
    plain_check_race(world, operation->offset, operation->size, world->event_count - 1,
                     operation->succeeded, true);
    take_store(world, process, location, rank, order);
    add_history(process, operation, read->history);
    if (operation->succeeded) {
        insert_store(world, process, location, rank, operation,
                     atomic_modified(operation, operation->result), true, history);
    } else {
        note_read(world, operation, location, read, history);
    }
}

void atomic_see_newest(struct world *world, struct process *process, uint32_t offset)
{
    for (unsigned i = 0; i < world->location_count; i++) {
        const struct location *location = &world->locations[i];
        if (location->offset == offset) {
            const struct store *newest = location_store(location, location_newest(location));
            view_raise(&process->now, i, newest->position);
            process->history = hash_mix(process->history, newest->history);
        }
    }
}

/* --- all of them ----------------------------------------------------------------------------- */

void atomic_perform(struct world *world, unsigned process, struct operation *operation)
{
    struct process *actor = &world->processes[process];
    if (operation->kind == OPERATION_FENCE) {
        atomic_fence_strong(world, actor, operation);
        return;
    }
    struct location *location = location_at(world, operation->offset, operation->size);
    if (location == NULL) {
        return;
    }
    switch (operation->kind) {
    case OPERATION_LOAD:
        perform_load(world, actor, location, operation);
        break;
    case OPERATION_STORE:
        perform_store(world, actor, location, operation);
        break;
    case OPERATION_MODIFY:
    case OPERATION_COMPARE:
        perform_modify(world, actor, location, operation);
        break;
    default:
        assert(false && "no operation on memory");
    }
}
