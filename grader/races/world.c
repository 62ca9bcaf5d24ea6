#include "races/world.h"

#include "races/hash.h"
#include "races/search.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nanoseconds of CLOCK_MONOTONIC at the beginning: any time that no deadline of 0 has passed. */
static const int64_t clock_begin_ns = INT64_C(1000000) * 1000000000;

/* The compiler's calls (runtime.c) come without an argument that could lead to the world. */
static struct world *active;

struct world *world_active(void)
{
    return active;
}

void world_set_active(struct world *world)
{
    active = world;
}

/* --- beginning again ----------------------------------------------------------------------- */

static void reset_process(struct world *world, unsigned number)
{
    struct process *process = &world->processes[number];
    image_reset(&process->image);
    view_clear(&process->now);
    view_clear(&process->pending);
    process->has_released = false;
    process->history = number;
    process->read_count = process->write_count = process->loop = 0;
    process->stores_atomically = false;
    process->forced = process->moments = 0;
    process->call_depth = 0;
    process->clock_ns = clock_begin_ns;
    process->asked_clock = process->leapt = process->interrupted = process->faltered = false;
    process->woken = process->killed = false;
    process->error_number = 0;
    process->heap_used = 0;
    process->noted_length = 0;
    process->noted[0] = '\0';
    process->next = (struct operation){.kind = OPERATION_START, .objects = {-1, -1}};
    process->alive = number > 0;
}

static void reset_bytes(struct world *world)
{
    if (world->touched_end > world->touched_begin) {
        memset(world->bytes + world->touched_begin, 0,
               (world->touched_end - world->touched_begin) * sizeof world->bytes[0]);
    }
    world->touched_begin = (uint32_t)world->mapped_size;
    world->touched_end = 0;
}

void world_reset(struct world *world)
{
    /* What number 0 left in its heap and statics stays: nobody else sees it. */
    for (unsigned i = world->prepared ? 1 : 0; i < world->process_count; i++) {
        reset_process(world, i);
    }
    if (world->prepared) {
        memcpy(world->processes[0].memory, world->image, world->mapped_size);
        memcpy(world->objects, world->prepared_objects,
               world->prepared_object_count * sizeof world->objects[0]);
    }
    world->object_count = world->prepared_object_count;
    world->location_count = world->store_count = 0;
    view_clear(&world->fence);
    world->fence_history = 0;
    reset_bytes(world);
    world->event_count = 1; /* number 0 happened before everything */
    world->finding_count = 0;
    world->hung = false;
    world->progress = 0;
    world->running = 0;
}

/* --- events and findings ------------------------------------------------------------------- */

struct event *world_add_event(struct world *world, enum event_kind kind, uintptr_t address)
{
    if (world->event_count == EVENTS_MAX) {
        world_give_up(world, "one of its executions does not come to an end");
        world->event_count--;
    }
    struct event *event = &world->events[world->event_count];
    *event = (struct event){
        .kind = kind, .process = (uint8_t)world->running, .object = -1, .address = address};
    world->processes[world->running].now.clock[world->running] = (uint16_t)world->event_count;
    world->event_count++;
    return event;
}

void world_add_finding(struct world *world, enum finding_kind kind, unsigned first, unsigned second,
                       const char *format, ...)
{
    const uintptr_t first_address = world->events[first].address;
    const uintptr_t second_address = world->events[second].address;
    for (unsigned i = 0; i < world->finding_count; i++) {
        const struct finding *known = &world->findings[i];
        if (known->kind == kind && known->first_address == first_address &&
            known->second_address == second_address) {
            return;
        }
    }
    if (world->finding_count == FINDINGS_MAX) {
        return;
    }
    struct finding *finding = &world->findings[world->finding_count++];
    *finding = (struct finding){.kind = kind,
                                .first = first,
                                .second = second,
                                .first_address = first_address,
                                .second_address = second_address};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->words, sizeof finding->words, format, arguments);
    va_end(arguments);
}

void world_add_misuse(struct world *world, uintptr_t address, const char *words)
{
    world_add_event(world, EVENT_FAULT, address);
    world_add_finding(world, FINDING_MISUSE, world->event_count - 1, 0, "%s", words);
}

void world_give_up(struct world *world, const char *format, ...)
{
    if (world->unchecked[0] != '\0') {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(world->unchecked, sizeof world->unchecked, format, arguments);
    va_end(arguments);
}

/* --- addresses ----------------------------------------------------------------------------- */

static int64_t offset_in(const struct world *world, unsigned process, const void *address)
{
    const char *memory = world->processes[process].memory;
    const char *byte = address;
    bool inside = memory != NULL && byte >= memory && byte < memory + world->mapped_size;
    return inside ? byte - memory : -1;
}

int64_t world_offset(struct world *world, const void *address, uintptr_t instruction)
{
    int64_t own = offset_in(world, world->running, address);
    for (unsigned i = 0; own < 0 && i < world->process_count; i++) {
        int64_t others = offset_in(world, i, address);
        if (others >= 0) {
            world_add_misuse(world, instruction,
                             "a pointer into the memory of another process is used: the mapping "
                             "lies at another address there");
            return others;
        }
    }
    return own;
}

unsigned world_choose(struct world *world, unsigned process, unsigned count)
{
    if (count <= 1 || !world->prepared) {
        return 0;
    }
    unsigned chosen = search_choose(world->search, count);
    world->processes[process].history = hash_mix(world->processes[process].history, 1000 + chosen);
    return chosen;
}

/* The address behind a call is the one of the instruction after it. */
uintptr_t world_place(const struct world *world, unsigned process, uintptr_t instruction)
{
    const struct image *image = &world->processes[process].image;
    bool inside = instruction > image->base && instruction <= image->end;
    return inside ? instruction - image->base - 1 : 0;
}

const char *world_name(const struct world *world, unsigned process)
{
    return process > 0 ? world->scenario->roles[process - 1].name : "before";
}

/* --- what harnesses use -------------------------------------------------------------------- */

void *races_function(const char *name)
{
    struct world *world = active;
    if (world->running > 0) {
        world_add_event(world, EVENT_CALL, 0)->name = name;
    }
    return image_find(&world->processes[world->running].image, name);
}

void races_note(const char *format, ...)
{
    struct process *process = &active->processes[active->running];
    size_t room = sizeof process->noted - process->noted_length;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(process->noted + process->noted_length, room, format, arguments);
    va_end(arguments);
    if (length > 0) {
        process->noted_length += (size_t)length < room ? (size_t)length : room - 1;
    }
}

const char *races_noted(unsigned role)
{
    return active->processes[role + 1].noted;
}

bool races_killed(unsigned role)
{
    return active->processes[role + 1].killed;
}
