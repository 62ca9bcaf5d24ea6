/* Locks for many readers or one writer, and spin locks (pthread_rwlock_wrlock(3p),
 * pthread_spin_lock(3p)). An object's value: how many read, or WRITTEN. A spin lock is one that everybody
 * takes for writing: to spin and to sleep are the same to a model without time. */
#include "races/attributes.h"
#include "races/clocks.h"
#include "races/execution.h"
#include "races/objects.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <time.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

enum { WRITTEN = -1 };

static bool is_free(const struct world *world, const struct operation *operation)
{
    const int value = world->objects[operation->objects[0]].value;
    const bool for_writing = operation->operand != 0;
    return value == 0 || (!for_writing && value > 0);
}

static bool lock_ready(const struct world *world, unsigned process,
                       const struct operation *operation)
{
    return is_free(world, operation) ||
           (operation->deadline_ns != INT64_MAX && object_may_give_up(world, process, operation));
}

static void take(struct world *world, unsigned process, struct operation *operation)
{
    struct object *lock = &world->objects[operation->objects[0]];
    lock->value = operation->operand != 0 ? WRITTEN : lock->value + 1;
    object_take(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_DONE);
}

static void lock_perform(struct world *world, unsigned process, struct operation *operation)
{
    if (is_free(world, operation)) {
        take(world, process, operation);
    } else {
        object_give_up(world, process, operation);
    }
}

static void try_perform(struct world *world, unsigned process, struct operation *operation)
{
    if (is_free(world, operation)) {
        take(world, process, operation);
        return;
    }
    operation->error = EBUSY;
    object_look(world, operation->objects[0], process, operation->address);
    object_result(world, operation, OBJECT_BUSY);
}

static void unlock_perform(struct world *world, unsigned process, struct operation *operation)
{
    struct object *lock = &world->objects[operation->objects[0]];
    lock->value = lock->value > 0 ? lock->value - 1 : 0;
    object_give(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_DONE);
}

static const struct object_action read_action = {"pthread_rwlock_rdlock", lock_ready, lock_perform};
static const struct object_action write_action = {"pthread_rwlock_wrlock", lock_ready,
                                                  lock_perform};
static const struct object_action try_read_action = {"pthread_rwlock_tryrdlock", NULL, try_perform};
static const struct object_action try_write_action = {"pthread_rwlock_trywrlock", NULL,
                                                      try_perform};
static const struct object_action unlock_action = {"pthread_rwlock_unlock", NULL, unlock_perform};
static const struct object_action spin_action = {"pthread_spin_lock", lock_ready, lock_perform};
static const struct object_action try_spin_action = {"pthread_spin_trylock", NULL, try_perform};
static const struct object_action unspin_action = {"pthread_spin_unlock", NULL, unlock_perform};

static int perform(const struct object_action *action, const volatile void *lock, bool for_writing,
                   int64_t deadline_ns, uintptr_t instruction)
{
    const int object = object_to_use(world_active(), OBJECT_LOCK, (const void *)(uintptr_t)lock,
                                     action->name, instruction);
    const struct operation done =
        execution_perform(world_active(), &(struct operation){.kind = OPERATION_OBJECT,
                                                              .action = action,
                                                              .objects = {object, -1},
                                                              .operand = for_writing ? 1 : 0,
                                                              .deadline_ns = deadline_ns,
                                                              .address = instruction});
    return done.error; /* these functions return it, and leave errno alone */
}

static int make(const volatile void *lock, bool shared, uintptr_t instruction)
{
    struct world *world = world_active();
    struct object *object =
        &world->objects[object_at(world, OBJECT_LOCK, (const void *)(uintptr_t)lock, instruction)];
    object->initialised = true;
    object->shared = shared;
    object->value = 0;
    return 0;
}

/* --- many readers or one writer ------------------------------------------------------------ */

int model_pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attribute)
{
    return make(lock, (attribute_bits(attribute) & ATTRIBUTE_SHARED) != 0, INSTRUCTION);
}

int model_pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
    (void)lock;
    return 0;
}

int model_pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    return perform(&read_action, lock, false, INT64_MAX, INSTRUCTION);
}

int model_pthread_rwlock_tryrdlock(pthread_rwlock_t *lock)
{
    return perform(&try_read_action, lock, false, INT64_MAX, INSTRUCTION);
}

int model_pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *deadline)
{
    return perform(&read_action, lock, false, clock_deadline_ns(CLOCK_REALTIME, deadline),
                   INSTRUCTION);
}

int model_pthread_rwlock_clockrdlock(pthread_rwlock_t *lock, clockid_t clock,
                                     const struct timespec *deadline)
{
    return perform(&read_action, lock, false, clock_deadline_ns(clock, deadline), INSTRUCTION);
}

int model_pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    return perform(&write_action, lock, true, INT64_MAX, INSTRUCTION);
}

int model_pthread_rwlock_trywrlock(pthread_rwlock_t *lock)
{
    return perform(&try_write_action, lock, true, INT64_MAX, INSTRUCTION);
}

int model_pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *deadline)
{
    return perform(&write_action, lock, true, clock_deadline_ns(CLOCK_REALTIME, deadline),
                   INSTRUCTION);
}

int model_pthread_rwlock_clockwrlock(pthread_rwlock_t *lock, clockid_t clock,
                                     const struct timespec *deadline)
{
    return perform(&write_action, lock, true, clock_deadline_ns(clock, deadline), INSTRUCTION);
}

int model_pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    return perform(&unlock_action, lock, false, INT64_MAX, INSTRUCTION);
}

/* --- spin locks ---------------------------------------------------------------------------- */

int model_pthread_spin_init(pthread_spinlock_t *lock, int shared)
{
    return make(lock, shared == PTHREAD_PROCESS_SHARED, INSTRUCTION);
}

int model_pthread_spin_destroy(pthread_spinlock_t *lock)
{
    (void)lock;
    return 0;
}

int model_pthread_spin_lock(pthread_spinlock_t *lock)
{
    return perform(&spin_action, lock, true, INT64_MAX, INSTRUCTION);
}

int model_pthread_spin_trylock(pthread_spinlock_t *lock)
{
    return perform(&try_spin_action, lock, true, INT64_MAX, INSTRUCTION);
}

int model_pthread_spin_unlock(pthread_spinlock_t *lock)
{
    return perform(&unspin_action, lock, true, INT64_MAX, INSTRUCTION);
}
