/* System V semaphore sets: semget(2), semop(2), semctl(2). */
#include "races/accesses.h"
#include "races/clocks.h"
#include "races/execution.h"
#include "races/objects.h"
#include "races/runtime.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/sem.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

static int fail(int error)
{
    struct world *world = world_active();
    world->processes[world->running].error_number = error;
    return -1;
}

enum { SET_KEY = MAPPING_MAX + 1 };

static bool set_possible(const struct object *set, const struct sembuf *steps, size_t count)
{
    int values[SET_MAX];
    memcpy(values, set->values, sizeof values);
    for (size_t i = 0; i < count; i++) {
        int *value = &values[steps[i].sem_num % SET_MAX];
        if (steps[i].sem_op == 0 ? *value != 0 : *value + steps[i].sem_op < 0) {
            return false;
        }
        *value += steps[i].sem_op;
    }
    return true;
}

static bool may_not_wait(const struct operation *operation)
{
    const struct sembuf *steps = operation->argument;
    return (steps[0].sem_flg & IPC_NOWAIT) != 0;
}

static bool set_ready(const struct world *world, unsigned process,
                      const struct operation *operation)
{
    return set_possible(&world->objects[operation->objects[0]], operation->argument,
                        operation->operand) ||
           may_not_wait(operation) || object_may_give_up(world, process, operation);
}

static void set_perform(struct world *world, unsigned process, struct operation *operation)
{
    struct object *set = &world->objects[operation->objects[0]];
    const struct sembuf *steps = operation->argument;
    if (!set_possible(set, steps, operation->operand)) {
        if (may_not_wait(operation)) {
            operation->error = EAGAIN;
            object_look(world, operation->objects[0], process, operation->address);
            object_result(world, operation, OBJECT_BUSY);
        } else {
            object_give_up(world, process, operation);
            operation->error = operation->error == ETIMEDOUT ? EAGAIN : operation->error;
        }
        return;
    }
    for (size_t i = 0; i < operation->operand; i++) {
        set->values[steps[i].sem_num % SET_MAX] += steps[i].sem_op;
    }
    /* The kernel's lock of the set orders all calls on it. */
    view_join(&world->processes[process].now, &set->view);
    object_give(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_DONE);
}

static const struct object_action set_action = {"semop", set_ready, set_perform};

static int find_set(int id)
{
    struct world *world = world_active();
    for (unsigned i = 0; i < world->object_count; i++) {
        if (world->objects[i].kind == OBJECT_SET && world->objects[i].key == (uint64_t)id) {
            return (int)i;
        }
    }
    return -1;
}

static int perform_set(int id, struct sembuf *steps, size_t count, int64_t deadline_ns,
                       uintptr_t instruction)
{
    struct world *world = world_active();
    plain_settle(world);
    const int object = find_set(id);
    if (object < 0) {
        return fail(EINVAL);
    }
    const struct operation done =
        execution_perform(world, &(struct operation){.kind = OPERATION_OBJECT,
                                                     .action = &set_action,
                                                     .objects = {object, -1},
                                                     .argument = steps,
                                                     .operand = count,
                                                     .deadline_ns = deadline_ns,
                                                     .address = instruction});
    return object_return(world, &done);
}

int model_semop(int id, struct sembuf *steps, size_t count)
{
    return perform_set(id, steps, count, INT64_MAX, INSTRUCTION);
}

int model_semtimedop(int id, struct sembuf *steps, size_t count, const struct timespec *span)
{
    return perform_set(id, steps, count, clock_after_ns(span), INSTRUCTION);
}

int model_semget(key_t key, int count, int flags)
{
    struct world *world = world_active();
    (void)flags;
    if (key != IPC_PRIVATE || count > SET_MAX || world->prepared) {
        races_unmodelled("semget with a key, or late, or for a large set");
    }
    const int id = SET_KEY + (int)world->object_count;
    struct object *set = &world->objects[object_by_key(world, OBJECT_SET, (uint64_t)id)];
    set->initialised = set->shared = true;
    set->count = count;
    return id;
}

static int set_all(struct object *set, const unsigned short *values)
{
    for (int i = 0; i < set->count; i++) {
        set->values[i] = values[i];
    }
    return 0;
}

int model_semctl(int id, int number, int command, ...)
{
    struct world *world = world_active();
    va_list arguments;
    va_start(arguments, command);
    const long argument = va_arg(arguments, long);
    va_end(arguments);
    const int object = find_set(id);
    if (object < 0 || number >= SET_MAX) {
        return fail(EINVAL);
    }
    struct object *set = &world->objects[object];
    if (world->prepared) {
        races_unmodelled("semctl between other calls");
    }
    switch (command) {
    case SETVAL:
        set->values[number] = (int)argument;
        return 0;
    case SETALL:
        return set_all(set, (const unsigned short *)argument);
    case GETVAL:
        return set->values[number];
    case IPC_RMID:
        return 0;
    default:
        races_unmodelled("semctl");
    }
}
