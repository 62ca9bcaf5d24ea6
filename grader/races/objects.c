#include "races/objects.h"

#include "races/accesses.h"
#include "races/hash.h"
#include "races/reads.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const int64_t never_ns = INT64_C(100) * 86400 * 1000000000;

/* Keys: offsets in the mapping, then the models' own (named semaphores, sets), then addresses. */
enum { PRIVATE_KEY_SHIFT = 56 };

int object_by_key(struct world *world, enum object_kind kind, uint64_t key)
{
    for (unsigned i = 0; i < world->object_count; i++) {
        if (world->objects[i].key == key && world->objects[i].kind == kind) {
            return (int)i;
        }
    }
    if (world->object_count == OBJECTS_MAX) {
        world_give_up(world, "it has more than %d semaphores and the like", OBJECTS_MAX);
        return 0;
    }
    struct object *object = &world->objects[world->object_count];
    *object = (struct object){.kind = kind, .key = key};
    return (int)world->object_count++;
}

/* Only their addresses count. */
static char handles[OBJECTS_MAX];

void *object_handle(int object)
{
    return &handles[object];
}

int object_at(struct world *world, enum object_kind kind, const void *address,
              uintptr_t instruction)
{
    plain_settle(world);
    const char *handle = address;
    if (handle >= handles && handle < handles + OBJECTS_MAX) {
        return (int)(handle - handles);
    }
    const int64_t offset = world_offset(world, address, instruction);
    if (offset >= 0) {
        return object_by_key(world, kind, (uint64_t)offset);
    }
    const uint64_t place = (uint64_t)(uintptr_t)address;
    const uint64_t owner = (uint64_t)(world->running + 1) << PRIVATE_KEY_SHIFT;
    const int found = object_by_key(world, kind, owner ^ place);
    snprintf(world->objects[found].name, sizeof world->objects[found].name, "private memory");
    return found;
}

static bool is_private(const struct object *object)
{
    return object->key >> PRIVATE_KEY_SHIFT != 0;
}

int object_to_use(struct world *world, enum object_kind kind, const void *address, const char *call,
                  uintptr_t instruction)
{
    const int found = object_at(world, kind, address, instruction);
    const struct object *object = &world->objects[found];
    char words[160] = "";
    if (!object->initialised) {
        snprintf(words, sizeof words, "%s on one that nobody has initialised%s", call,
                 is_private(object) ? " in this process: it lies in private memory" : "");
    } else if (is_private(object)) {
        snprintf(words, sizeof words, "%s on one in private memory: every process has its own",
                 call);
    } else if (!object->shared) {
        snprintf(words, sizeof words,
                 "%s on one that was not initialised for several processes (pshared)", call);
    }
    if (words[0] != '\0' && world->running > 0) {
        world_add_misuse(world, instruction, words);
    }
    return found;
}

void object_touch(struct world *world, int number, unsigned process)
{
    struct object *object = &world->objects[number];
    struct process *actor = &world->processes[process];
    actor->history = hash_mix(actor->history, object->history + (uint64_t)number);
    object->history = hash_mix(object->history, actor->history);
}

static void change(struct world *world, int number, unsigned process)
{
    object_touch(world, number, process);
    world->objects[number].version++;
    world->progress++;
    world->processes[process].read_count = 0;
    world->processes[process].asked_clock = false;
}

void object_give(struct world *world, int object, unsigned process)
{
    view_join(&world->objects[object].view, &world->processes[process].now);
    change(world, object, process);
}

void object_take(struct world *world, int object, unsigned process)
{
    view_join(&world->processes[process].now, &world->objects[object].view);
    change(world, object, process);
}

void object_look(struct world *world, int object, unsigned process, uintptr_t instruction)
{
    struct process *actor = &world->processes[process];
    const struct read read = {.kind = READ_OBJECT,
                              .address = instruction,
                              .place = (unsigned)object,
                              .seen = world->objects[object].version,
                              .history = actor->history};
    actor->history = hash_mix(actor->history, world->objects[object].history + 11);
    reads_note(actor, &read);
}

void object_result(struct world *world, const struct operation *operation,
                   enum object_result result)
{
    if (!world->prepared) {
        return;
    }
    struct event *event = world_add_event(world, EVENT_OBJECT, operation->address);
    event->object = operation->objects[0];
    event->name = operation->action->name;
    event->value = result;
}

/* --- ends without success ------------------------------------------------------------------ */

static bool may_be_interrupted(const struct process *process)
{
    return process->role != NULL && process->role->interrupted && !process->interrupted;
}

/* A deadline that nobody lives to see is none. */
static bool is_timed(const struct process *process, const struct operation *operation)
{
    return operation->deadline_ns - process->clock_ns < never_ns;
}

bool object_may_give_up(const struct world *world, unsigned process,
                        const struct operation *operation)
{
    const struct process *actor = &world->processes[process];
    return is_timed(actor, operation) || may_be_interrupted(actor);
}

bool object_is_ready(const struct world *world, unsigned process, const struct operation *operation)
{
    return operation->action->ready == NULL || operation->action->ready(world, process, operation);
}

bool object_is_woken(const struct world *world, unsigned process, const struct operation *operation)
{
    return world->processes[process].woken || object_may_give_up(world, process, operation);
}

void object_give_up(struct world *world, unsigned process, struct operation *operation)
{
    struct process *actor = &world->processes[process];
    const bool timed = is_timed(actor, operation);
    const bool signal =
        may_be_interrupted(actor) && (!timed || world_choose(world, process, 2) == 1);
    operation->error = signal ? EINTR : ETIMEDOUT;
    if (signal) {
        actor->interrupted = true;
        actor->history = hash_mix(actor->history, 13);
    } else {
        actor->clock_ns =
            operation->deadline_ns > actor->clock_ns ? operation->deadline_ns : actor->clock_ns;
    }
    object_look(world, operation->objects[0], process, operation->address);
    object_result(world, operation, signal ? OBJECT_INTERRUPTED : OBJECT_TIMED_OUT);
}

int object_return(struct world *world, const struct operation *operation)
{
    if (operation->error == 0) {
        return 0;
    }
    world->processes[world->running].error_number = operation->error;
    return -1;
}

/* --- queues -------------------------------------------------------------------------------- */

void object_join_queue(struct object *object, unsigned process, uint32_t bits)
{
    object->bits[object->waiting_count] = bits;
    object->waiting[object->waiting_count++] = (uint8_t)process;
}

void object_leave_queue(struct object *object, unsigned process)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < object->waiting_count; i++) {
        if (object->waiting[i] != process) {
            object->bits[kept] = object->bits[i];
            object->waiting[kept++] = object->waiting[i];
        }
    }
    object->waiting_count = kept;
}

static unsigned find_sleepers(const struct object *object, uint32_t bits, unsigned *sleepers)
{
    unsigned count = 0;
    for (unsigned i = 0; i < object->waiting_count; i++) {
        if ((object->bits[i] & bits) != 0) {
            sleepers[count++] = object->waiting[i];
        }
    }
    return count;
}

int object_wake(struct world *world, int object, unsigned process, int count, uint32_t bits)
{
    int woken = 0;
    for (; woken < count; woken++) {
        unsigned sleepers[PROCESSES_MAX];
        const unsigned found = find_sleepers(&world->objects[object], bits, sleepers);
        if (found == 0) {
            break;
        }
        const bool all = count >= (int)found + woken;
        const unsigned chosen = sleepers[all ? 0 : world_choose(world, process, found)];
        world->processes[chosen].woken = true;
        object_leave_queue(&world->objects[object], chosen);
    }
    return woken;
}
