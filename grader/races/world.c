#include "races/world.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "races/hash.h"
#include "races/search.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Nanoseconds of CLOCK_MONOTONIC at the beginning: any time that no deadline of 0 has passed. */
static const int64_t clock_begin_ns = INT64_C(1000000) * 1000000000;

/* Of all locations; only what an execution stores is ever touched. */
static const size_t stores_bytes = (size_t)LOCATIONS_MAX * STORES_MAX * sizeof(struct store);

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

/* --- opening ------------------------------------------------------------------------------- */

/* A file without a name, for mappings of the same bytes at different addresses. */
static int open_memory(size_t size)
{
    const char *folder = getenv("TMPDIR");
    AUTO_FREE char *name = memory_format("%s/memory-XXXXXX", folder != NULL ? folder : "/tmp");
    AUTO_CLOSE int fd = mkstemp(name);
    if (fd < 0) {
        return -1;
    }
    unlink(name);
    return ftruncate(fd, (off_t)size) == 0 ? steal_fd(&fd) : -1;
}

/* Each mapping is followed by a page that nobody may touch. */
static char *map_memory(int fd, size_t size)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *room = mmap(NULL, size + page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) {
        return NULL;
    }
    void *memory = mmap(room, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static void *map_private(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static bool open_process(struct world *world, unsigned number, const char *object)
{
    struct process *process = &world->processes[number];
    process->role = number > 0 ? &world->scenario->roles[number - 1] : NULL;
    char why[sizeof world->unchecked - 32];
    if (!image_load(&process->image, object, why, sizeof why)) {
        world_give_up(world, "it cannot be loaded: %s", why);
        return false;
    }
    if (process->image.has_thread_variables) {
        world_give_up(world, "it has thread-local variables");
        return false;
    }
    process->stack = map_private(STACK_BYTES);
    process->heap = map_private(HEAP_BYTES);
    if (process->stack == NULL || process->heap == NULL) {
        world_give_up(world, "there is no memory for it");
        return false;
    }
    return true;
}

bool world_open(struct world *world, const struct races_scenario *scenario, const char *object)
{
    world->scenario = scenario;
    world->process_count = scenario->role_count + 1;
    world_set_active(world);
    for (unsigned i = 0; i < world->process_count; i++) {
        if (!open_process(world, i, object)) {
            return false;
        }
    }
    world->stores = map_private(stores_bytes);
    if (world->stores == NULL) {
        world_give_up(world, "there is no memory for it");
        return false;
    }
    for (unsigned i = 0; i < LOCATIONS_MAX; i++) {
        world->locations[i].stores = world->stores + (size_t)i * STORES_MAX;
    }
    return true;
}

bool world_map(struct world *world)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    world->memory_size = world->scenario->size();
    if (world->memory_size == 0 || world->memory_size > MAPPING_MAX) {
        world_give_up(world, "it asks for %zu bytes of memory", world->memory_size);
        return false;
    }
    world->mapped_size = (world->memory_size + page - 1) / page * page;
    AUTO_CLOSE int fd = open_memory(world->mapped_size);
    for (unsigned i = 0; fd >= 0 && i < world->process_count; i++) {
        world->processes[i].memory = map_memory(fd, world->mapped_size);
        if (world->processes[i].memory == NULL) {
            return false;
        }
    }
    world->image = memory_allocate(1, world->mapped_size);
    world->bytes = memory_allocate(world->mapped_size, sizeof world->bytes[0]);
    return fd >= 0;
}

void world_close(struct world *world)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (unsigned i = 0; i < world->process_count; i++) {
        struct process *process = &world->processes[i];
        image_close(&process->image);
        if (process->stack != NULL) {
            munmap(process->stack, STACK_BYTES);
        }
        if (process->heap != NULL) {
            munmap(process->heap, HEAP_BYTES);
        }
        if (process->memory != NULL) {
            munmap(process->memory, world->mapped_size + page);
        }
    }
    if (world->stores != NULL) {
        munmap(world->stores, stores_bytes);
    }
    free(world->image);
    free(world->bytes);
    world_set_active(NULL);
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
    process->forced = 0;
    process->call_depth = 0;
    process->clock_ns = clock_begin_ns;
    process->asked_clock = process->leapt = process->interrupted = process->faltered = false;
    process->woken = false;
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
    world->location_count = 0;
    view_clear(&world->fence);
    world->fence_history = 0;
    reset_bytes(world);
    world->event_count = 1; /* number 0 happened before everything */
    world->finding_count = 0;
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
