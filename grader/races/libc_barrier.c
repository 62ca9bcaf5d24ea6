/* Barriers between processes (pthread_barrier_wait(3p)). An object's count: how many have to come. Who comes
 * last lets all go at once, and each then knows what all knew. */
#include "races/attributes.h"
#include "races/execution.h"
#include "races/objects.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

/* The sleepers' next operation is their waking: it is told here who is the one among them (`operand`). */
static void let_go(struct world *world, int object, unsigned last, unsigned chosen)
{
    struct object *barrier = &world->objects[object];
    while (barrier->waiting_count > 0) {
        struct process *sleeper = &world->processes[barrier->waiting[0]];
        view_join(&sleeper->now, &barrier->view);
        sleeper->next.operand = chosen-- == 0 ? 1 : 0;
        sleeper->woken = true;
        object_leave_queue(barrier, barrier->waiting[0]);
    }
    object_take(world, object, last);
}

static void arrive_perform(struct world *world, unsigned process, struct operation *operation)
{
    const int object = operation->objects[0];
    struct object *barrier = &world->objects[object];
    object_give(world, object, process);
    if ((int)barrier->waiting_count + 1 < barrier->count) {
        world->processes[process].woken = false;
        object_join_queue(barrier, process, UINT32_MAX);
        operation->succeeded = false;
        object_result(world, operation, OBJECT_SLEEPS);
        return;
    }
    /* Any one of them is told that it is the one; the last is the first choice. */
    const unsigned chosen = world_choose(world, process, barrier->waiting_count + 1);
    operation->succeeded = true;
    operation->operand = chosen == 0 ? 1 : 0;
    let_go(world, object, process, chosen - 1);
    object_result(world, operation, OBJECT_DONE);
}

static bool is_woken(const struct world *world, unsigned process, const struct operation *operation)
{
    (void)operation;
    return world->processes[process].woken;
}

static void woken_perform(struct world *world, unsigned process, struct operation *operation)
{
    object_touch(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_WAKES);
}

static const struct object_action arrive_action = {"pthread_barrier_wait", NULL, arrive_perform};
static const struct object_action woken_action = {"pthread_barrier_wait", is_woken, woken_perform};

int model_pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attribute,
                               unsigned count)
{
    struct world *world = world_active();
    if (count == 0) {
        return EINVAL;
    }
    struct object *object = &world->objects[object_at(world, OBJECT_BARRIER, barrier, INSTRUCTION)];
    object->initialised = true;
    object->shared = (attribute_bits(attribute) & ATTRIBUTE_SHARED) != 0;
    object->count = count < PROCESSES_MAX ? (int)count : PROCESSES_MAX;
    return 0;
}

int model_pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    (void)barrier;
    return 0;
}

int model_pthread_barrier_wait(pthread_barrier_t *barrier)
{
    struct world *world = world_active();
    struct operation operation = {.kind = OPERATION_OBJECT,
                                  .action = &arrive_action,
                                  .objects = {-1, -1},
                                  .deadline_ns = INT64_MAX,
                                  .address = INSTRUCTION};
    operation.objects[0] =
        object_to_use(world, OBJECT_BARRIER, barrier, arrive_action.name, operation.address);
    struct operation done = execution_perform(world, &operation);
    if (!done.succeeded) {
        operation.action = &woken_action;
        done = execution_perform(world, &operation);
    }
    return done.operand != 0 ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}
