#include "races/reads.h"

#include "races/execution.h"
#include "races/hash.h"
#include "races/locations.h"

#include <string.h>

void reads_note(struct process *process, const struct read *read)
{
    if (process->read_count == READS_MAX) {
        memmove(process->reads, process->reads + READS_MAX / 2,
                READS_MAX / 2 * sizeof process->reads[0]);
        process->read_count = READS_MAX / 2;
    }
    struct read *added = &process->reads[process->read_count++];
    const size_t depth = process->call_depth < CALLS_MAX ? process->call_depth : CALLS_MAX;
    *added = *read;
    added->callers = depth > 0 ? process->callers[depth - 1] : 0;
}

static bool same(const struct read *a, const struct read *b)
{
    return a->kind == b->kind && a->address == b->address && a->offset == b->offset &&
           a->place == b->place && a->seen == b->seen && a->value == b->value &&
           a->callers == b->callers;
}

static bool repeats(const struct process *process, size_t length)
{
    const struct read *end = process->reads + process->read_count;
    for (size_t i = 1; i <= length; i++) {
        if (!same(end - i, end - i - length)) {
            return false;
        }
    }
    return true;
}

static size_t find_loop(const struct process *process)
{
    for (size_t length = 1; length <= LOOP_MAX && 2 * length <= process->read_count; length++) {
        if (repeats(process, length)) {
            return length;
        }
    }
    return 0;
}

void reads_wait_if_looping(struct world *world)
{
    struct process *process = &world->processes[world->running];
    const size_t length = world->running > 0 ? find_loop(process) : 0;
    if (length == 0) {
        return;
    }
    memmove(process->reads, process->reads + process->read_count - length,
            length * sizeof process->reads[0]);
    process->read_count = process->loop = length;
    process->history = process->reads[0].history;
    process->next = (struct operation){
        .kind = OPERATION_WAIT, .objects = {-1, -1}, .address = process->reads[length - 1].address};
    execution_yield(world);
    process->read_count = 0;
}

static uint64_t value_at(const struct process *process, const struct read *read)
{
    uint64_t value = 0;
    memcpy(&value, process->memory + read->offset, read->size < 8 ? read->size : 8);
    return value;
}

static uint32_t newest_position(const struct world *world, const struct read *read)
{
    const struct location *location = &world->locations[read->place];
    return location_store(location, location_newest(location))->position;
}

static bool changed(const struct world *world, const struct process *process,
                    const struct read *read)
{
    switch (read->kind) {
    case READ_ATOMIC:
        return newest_position(world, read) > read->seen;
    case READ_OBJECT:
        return world->objects[read->place].version != read->seen;
    case READ_PLAIN:
    case READ_OWN:
    case READ_VALUE:
        break;
    }
    return value_at(process, read) != read->value;
}

bool reads_changed(const struct world *world, const struct process *process)
{
    for (size_t i = 0; i < process->loop; i++) {
        if (changed(world, process, &process->reads[i])) {
            return true;
        }
    }
    return false;
}

void reads_end_wait(struct world *world, struct process *process)
{
    for (size_t i = 0; i < process->loop; i++) {
        const struct read *read = &process->reads[i];
        if (read->kind == READ_ATOMIC) {
            view_raise(&process->now, read->place, newest_position(world, read));
        }
    }
}
