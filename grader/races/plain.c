/* Plain accesses: no point to switch at, for if two of them meet without an order between them that is
 * a data race, whatever they would read, and races are found by happens-before and not by meeting. */
#include "races/accesses.h"
#include "races/execution.h"
#include "races/hash.h"
#include "races/locations.h"
#include "races/reads.h"

#include <string.h>

static uint64_t first_bytes(const char *memory, size_t size)
{
    uint64_t value = 0;
    memcpy(&value, memory, size < sizeof value ? size : sizeof value);
    return value;
}

/* The last access of process `other` to the byte that races with this one; 0: none. */
static unsigned find_race(const struct byte_record *byte, const struct view *now, unsigned other,
                          bool write, bool atomic)
{
    const unsigned known = now->clock[other];
    if (byte->wrote[other] > known) {
        return byte->wrote[other];
    }
    if (!atomic && byte->stored[other] > known) {
        return byte->stored[other];
    }
    if (write && byte->read[other] > known) {
        return byte->read[other];
    }
    if (write && !atomic && byte->loaded[other] > known) {
        return byte->loaded[other];
    }
    return 0;
}

static void remember(struct byte_record *byte, unsigned process, unsigned event, bool write,
                     bool atomic)
{
    uint16_t *slots =
        write ? (atomic ? byte->stored : byte->wrote) : (atomic ? byte->loaded : byte->read);
    slots[process] = (uint16_t)event;
}

void plain_check_race(struct world *world, uint32_t offset, uint32_t size, unsigned event,
                      bool write, bool atomic)
{
    const unsigned me = world->running;
    if (me == 0) {
        return; /* before all others */
    }
    const uint32_t end = offset + size;
    world->touched_begin = offset < world->touched_begin ? offset : world->touched_begin;
    world->touched_end = end > world->touched_end ? end : world->touched_end;
    for (uint32_t i = offset; i < end; i++) {
        for (unsigned other = 1; other < world->process_count; other++) {
            unsigned race = other == me ? 0
                                        : find_race(&world->bytes[i], &world->processes[me].now,
                                                    other, write, atomic);
            if (race != 0) {
                world_add_finding(world, FINDING_RACE, race, event, "byte %u", i);
            }
        }
        remember(&world->bytes[i], me, event, write, atomic);
    }
}

/* It comes last: what a plain store is not ordered with is a race. */
static void append_plain_store(struct world *world, struct location *location)
{
    const struct process *process = &world->processes[world->running];
    location_insert(world, location, location_newest(location),
                    first_bytes(process->memory + location->offset, location->size));
}

/* True when an atomic object lies there. */
static bool settle_locations(struct world *world, const struct pending_write *write)
{
    bool found = false;
    for (unsigned i = 0; i < world->location_count; i++) {
        struct location *location = &world->locations[i];
        if (write->offset < location->offset + location->size &&
            location->offset < write->offset + write->size) {
            append_plain_store(world, location);
            found = true;
        }
    }
    return found;
}

/* What was there already may be written in each turn of a loop that waits. */
static void settle_write(struct world *world, struct process *process,
                         const struct pending_write *write)
{
    struct event *event = &world->events[write->event];
    const uint64_t before = event->value;
    event->value = first_bytes(process->memory + write->offset, write->size);
    const bool seen_whole = write->size <= sizeof event->value;
    if (settle_locations(world, write) || !seen_whole || event->value != before) {
        process->read_count = 0;
        process->asked_clock = false;
        world->progress++;
    }
}

/* --- a plain object that is taken for an atomic one (orders.h) ------------------------------ */

/* What is stored is known when the compiled code has stored it, and nobody else has run meanwhile. So others come in
 * before it, at an exchange that leaves the value as it is. */
static void access_atomically(struct world *world, uint32_t offset, uint32_t size, bool write,
                              uintptr_t instruction)
{
    struct process *process = &world->processes[world->running];
    struct operation operation = {.kind = write ? OPERATION_MODIFY : OPERATION_LOAD,
                                  .modification = MODIFY_ADD,
                                  .order = __ATOMIC_SEQ_CST,
                                  .offset = offset,
                                  .size = size,
                                  .objects = {-1, -1},
                                  .address = instruction};
    uint64_t loaded = 0;
    do {
        loaded = execution_perform(world, &operation).result;
        /* Behind it a loop may have waited, for the value that the compiled code will read now. */
    } while (!write && loaded != first_bytes(process->memory + offset, size));
    if (write) {
        operation.kind = OPERATION_STORE;
        process->stores_atomically = true;
        process->atomic_store = operation;
    }
}

static void settle_atomic_store(struct world *world, struct process *process)
{
    struct operation *store = &process->atomic_store;
    process->stores_atomically = false;
    store->operand = first_bytes(process->memory + store->offset, store->size);
    atomic_perform(world, world->running, store);
}

void plain_settle(struct world *world)
{
    struct process *process = &world->processes[world->running];
    if (process->stores_atomically) {
        settle_atomic_store(world, process);
    }
    for (size_t i = 0; i < process->write_count; i++) {
        settle_write(world, process, &process->writes[i]);
    }
    process->write_count = 0;
}

static void note_write(struct process *process, uint32_t offset, uint32_t size, unsigned event)
{
    if (process->write_count < PENDING_MAX) {
        process->writes[process->write_count++] = (struct pending_write){offset, size, event};
    }
}

void plain_access(struct world *world, const void *address, size_t size, bool write,
                  bool is_volatile, uintptr_t instruction)
{
    struct process *process = &world->processes[world->running];
    if (size == 0 || process->memory == NULL) {
        return;
    }
    plain_settle(world);
    const int64_t found = world_offset(world, address, instruction);
    if (found < 0) {
        return;
    }
    world->operations++;
    const uint32_t offset = (uint32_t)found;
    if (size > world->mapped_size - offset) {
        world_add_misuse(world, instruction, "an access runs past the end of the mapping");
        size = world->mapped_size - offset;
    }
    if (!world->prepared) {
        return;
    }
    if (world->running > 0 && orders_make_atomic(world->orders, offset, (uint32_t)size)) {
        access_atomically(world, offset, (uint32_t)size, write, instruction);
        return;
    }
    if (write) {
        execution_moment(world, instruction);
    }
    struct event *event = world_add_event(world, write ? EVENT_WRITE : EVENT_READ, instruction);
    event->offset = offset;
    event->size = (uint32_t)size;
    event->is_volatile = is_volatile;
    event->value = first_bytes(process->memory + offset, size);
    const unsigned number = world->event_count - 1;
    plain_check_race(world, offset, (uint32_t)size, number, write, false);
    if (write) {
        note_write(process, offset, (uint32_t)size, number);
    } else {
        const struct read read = {.kind = READ_PLAIN,
                                  .address = instruction,
                                  .offset = offset,
                                  .size = (uint32_t)size,
                                  .seen = event->value,
                                  .value = event->value,
                                  .history = process->history};
        process->history =
            hash_mix(hash_mix(process->history, instruction - process->image.base), event->value);
        reads_note(process, &read);
        reads_wait_if_looping(world);
    }
}
