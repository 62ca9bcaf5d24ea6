/* Mutexes and condition variables between processes (pthread_mutexattr_setpshared(3p)). */
#include "races/attributes.h"
#include "races/clocks.h"
#include "races/execution.h"
#include "races/objects.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <time.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

/* --- mutexes ------------------------------------------------------------------------------- */

/* A second time, and the mutex is one that notices (pthread_mutexattr_settype(3p)). */
static bool is_own(const struct object *mutex, unsigned process)
{
    return mutex->value == 0 && mutex->type != 0 && mutex->owner == process;
}

static bool lock_ready(const struct world *world, unsigned process,
                       const struct operation *operation)
{
    const struct object *mutex = &world->objects[operation->objects[0]];
    return mutex->value > 0 || is_own(mutex, process) ||
           (operation->deadline_ns != INT64_MAX && object_may_give_up(world, process, operation));
}

static void lock_perform(struct world *world, unsigned process, struct operation *operation)
{
    struct object *mutex = &world->objects[operation->objects[0]];
    if (mutex->value == 0 && !is_own(mutex, process)) {
        object_give_up(world, process, operation);
        return;
    }
    if (mutex->value == 0 && mutex->type == ATTRIBUTE_ERRORCHECK) {
        operation->error = EDEADLK;
        object_look(world, operation->objects[0], process, operation->address);
        object_result(world, operation, OBJECT_BUSY);
        return;
    }
    mutex->value = 0;
    mutex->owner = process;
    mutex->depth++;
    object_take(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_DONE);
}

static void trylock_perform(struct world *world, unsigned process, struct operation *operation)
{
    const struct object *mutex = &world->objects[operation->objects[0]];
    if (mutex->value > 0 || (is_own(mutex, process) && mutex->type == ATTRIBUTE_RECURSIVE)) {
        lock_perform(world, process, operation);
        return;
    }
    operation->error = EBUSY;
    object_look(world, operation->objects[0], process, operation->address);
    object_result(world, operation, OBJECT_BUSY);
}

static void unlock_perform(struct world *world, unsigned process, struct operation *operation)
{
    struct object *mutex = &world->objects[operation->objects[0]];
    if (mutex->type != 0 && !is_own(mutex, process)) {
        operation->error = EPERM;
        object_look(world, operation->objects[0], process, operation->address);
        object_result(world, operation, OBJECT_BUSY);
        return;
    }
    mutex->depth -= mutex->depth > 0 ? 1 : 0;
    mutex->value = mutex->depth == 0 ? 1 : 0;
    object_give(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_DONE);
}

static const struct object_action lock_action = {"pthread_mutex_lock", lock_ready, lock_perform};
static const struct object_action trylock_action = {"pthread_mutex_trylock", NULL, trylock_perform};
static const struct object_action unlock_action = {"pthread_mutex_unlock", NULL, unlock_perform};

static int perform(const struct object_action *action, int object, int other, int64_t deadline_ns,
                   uintptr_t instruction)
{
    const struct operation done =
        execution_perform(world_active(), &(struct operation){.kind = OPERATION_OBJECT,
                                                              .action = action,
                                                              .objects = {object, other},
                                                              .deadline_ns = deadline_ns,
                                                              .address = instruction});
    return done.error; /* these functions return it, and leave errno alone */
}

static int perform_on_mutex(const struct object_action *action, pthread_mutex_t *mutex,
                            int64_t deadline_ns, uintptr_t instruction)
{
    const int object =
        object_to_use(world_active(), OBJECT_MUTEX, mutex, action->name, instruction);
    return perform(action, object, -1, deadline_ns, instruction);
}

int model_pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attribute)
{
    struct world *world = world_active();
    struct object *object = &world->objects[object_at(world, OBJECT_MUTEX, mutex, INSTRUCTION)];
    object->initialised = true;
    const int bits = attribute_bits(attribute);
    object->shared = (bits & ATTRIBUTE_SHARED) != 0;
    object->type = bits & (ATTRIBUTE_RECURSIVE | ATTRIBUTE_ERRORCHECK);
    object->value = 1;
    object->depth = 0;
    return 0;
}

/* Never needed: no holder dies. */
int model_pthread_mutex_consistent(pthread_mutex_t *mutex)
{
    (void)mutex;
    return 0;
}

int model_pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    (void)mutex;
    return 0;
}

int model_pthread_mutex_lock(pthread_mutex_t *mutex)
{
    return perform_on_mutex(&lock_action, mutex, INT64_MAX, INSTRUCTION);
}

int model_pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    return perform_on_mutex(&trylock_action, mutex, INT64_MAX, INSTRUCTION);
}

int model_pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *deadline)
{
    return perform_on_mutex(&lock_action, mutex, clock_deadline_ns(CLOCK_REALTIME, deadline),
                            INSTRUCTION);
}

int model_pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock,
                                  const struct timespec *deadline)
{
    return perform_on_mutex(&lock_action, mutex, clock_deadline_ns(clock, deadline), INSTRUCTION);
}

int model_pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    return perform_on_mutex(&unlock_action, mutex, INT64_MAX, INSTRUCTION);
}

/* --- condition variables: leave the mutex and lie down, be woken, take the mutex again ----- */

static void lie_down_perform(struct world *world, unsigned process, struct operation *operation)
{
    world->objects[operation->objects[1]].value = 1;
    world->objects[operation->objects[1]].depth = 0;
    object_give(world, operation->objects[1], process);
    world->processes[process].woken = false;
    object_join_queue(&world->objects[operation->objects[0]], process, 1);
    object_give(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_SLEEPS);
}

/* An interruption is a wake-up without a cause: POSIX allows those. */
static void woken_perform(struct world *world, unsigned process, struct operation *operation)
{
    if (!world->processes[process].woken) {
        object_leave_queue(&world->objects[operation->objects[0]], process);
        object_give_up(world, process, operation);
        operation->error = operation->error == EINTR ? 0 : operation->error;
        return;
    }
    object_take(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_WAKES);
}

static void signal_perform(struct world *world, unsigned process, struct operation *operation)
{
    object_give(world, operation->objects[0], process);
    object_wake(world, operation->objects[0], process, 1, 1);
    object_result(world, operation, OBJECT_DONE);
}

static void broadcast_perform(struct world *world, unsigned process, struct operation *operation)
{
    object_give(world, operation->objects[0], process);
    object_wake(world, operation->objects[0], process, PROCESSES_MAX, 1);
    object_result(world, operation, OBJECT_DONE);
}

static const struct object_action lie_down_action = {"pthread_cond_wait", NULL, lie_down_perform};
static const struct object_action woken_action = {"pthread_cond_wait", object_is_woken,
                                                  woken_perform};
static const struct object_action signal_action = {"pthread_cond_signal", NULL, signal_perform};
static const struct object_action broadcast_action = {"pthread_cond_broadcast", NULL,
                                                      broadcast_perform};

int model_pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attribute)
{
    struct world *world = world_active();
    struct object *object =
        &world->objects[object_at(world, OBJECT_CONDITION, condition, INSTRUCTION)];
    const int bits = attribute_bits(attribute);
    object->initialised = true;
    object->shared = (bits & ATTRIBUTE_SHARED) != 0;
    object->clock = (bits & ATTRIBUTE_MONOTONIC) != 0 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    return 0;
}

int model_pthread_cond_destroy(pthread_cond_t *condition)
{
    (void)condition;
    return 0;
}

static int wait_until(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t deadline_ns,
                      uintptr_t instruction)
{
    struct world *world = world_active();
    const int object =
        object_to_use(world, OBJECT_CONDITION, condition, "pthread_cond_wait", instruction);
    const int lock = object_to_use(world, OBJECT_MUTEX, mutex, "pthread_cond_wait", instruction);
    perform(&lie_down_action, object, lock, INT64_MAX, instruction);
    const int error = perform(&woken_action, object, -1, deadline_ns, instruction);
    perform(&lock_action, lock, -1, INT64_MAX, instruction);
    return error;
}

int model_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    return wait_until(condition, mutex, INT64_MAX, INSTRUCTION);
}

int model_pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex,
                                 const struct timespec *deadline)
{
    struct world *world = world_active();
    const int object = object_at(world, OBJECT_CONDITION, condition, INSTRUCTION);
    return wait_until(condition, mutex, clock_deadline_ns(world->objects[object].clock, deadline),
                      INSTRUCTION);
}

int model_pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
                                 const struct timespec *deadline)
{
    return wait_until(condition, mutex, clock_deadline_ns(clock, deadline), INSTRUCTION);
}

static int perform_on_condition(const struct object_action *action, pthread_cond_t *condition,
                                uintptr_t instruction)
{
    const int object =
        object_to_use(world_active(), OBJECT_CONDITION, condition, action->name, instruction);
    return perform(action, object, -1, INT64_MAX, instruction);
}

int model_pthread_cond_signal(pthread_cond_t *condition)
{
    return perform_on_condition(&signal_action, condition, INSTRUCTION);
}

int model_pthread_cond_broadcast(pthread_cond_t *condition)
{
    return perform_on_condition(&broadcast_action, condition, INSTRUCTION);
}
