/* Plain accesses: no point to switch at, for if two of them meet without an order between them that is
 * a data race, whatever they would read, and races are found by happens-before and not by meeting. */
#include "races/accesses.h"
#include "races/hash.h"
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

static void append_plain_store(struct world *world, struct location *location, unsigned event)
{
    struct process *process = &world->processes[world->running];
    if (location->count == STORES_MAX) {
        world_give_up(world, "one of its executions does not come to an end");
        return;
    }
    struct store *store = &location->stores[location->count];
    store->value = first_bytes(process->memory + location->offset, location->size);
    store->history = hash_mix(process->history, location->offset);
    store->event = event;
    store->has_view = false;
    location->history = hash_mix(location->history, store->history);
    process->now.least[location - world->locations] = (uint16_t)location->count++;
}

void plain_settle(struct world *world)
{
    struct process *process = &world->processes[world->running];
    for (size_t i = 0; i < process->write_count; i++) {
        const struct pending_write *write = &process->writes[i];
        struct event *event = &world->events[write->event];
        event->value = first_bytes(process->memory + write->offset, write->size);
        for (unsigned k = 0; k < world->location_count; k++) {
            struct location *location = &world->locations[k];
            if (write->offset < location->offset + location->size &&
                location->offset < write->offset + write->size) {
                append_plain_store(world, location, write->event);
            }
        }
    }
    process->write_count = 0;
}

static void note_write(struct process *process, uint32_t offset, uint32_t size, unsigned event)
{
    process->read_count = 0;
    process->asked_clock = false;
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
    struct event *event = world_add_event(world, write ? EVENT_WRITE : EVENT_READ, instruction);
    event->offset = offset;
    event->size = (uint32_t)size;
    event->is_volatile = is_volatile;
    event->value = first_bytes(process->memory + offset, size);
    const unsigned number = world->event_count - 1;
    plain_check_race(world, offset, (uint32_t)size, number, write, false);
    if (write) {
        world->progress++;
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
