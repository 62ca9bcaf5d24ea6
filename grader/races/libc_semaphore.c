/* POSIX semaphores, unnamed and named (sem_overview(7)). */
#include "races/clocks.h"
#include "races/execution.h"
#include "races/hash.h"
#include "races/objects.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

/* --- what the calls do --------------------------------------------------------------------- */

static bool take_ready(const struct world *world, unsigned process,
                       const struct operation *operation)
{
    return world->objects[operation->objects[0]].value > 0 ||
           object_may_give_up(world, process, operation);
}

static void take_perform(struct world *world, unsigned process, struct operation *operation)
{
    struct object *semaphore = &world->objects[operation->objects[0]];
    if (semaphore->value == 0) {
        object_give_up(world, process, operation);
        return;
    }
    semaphore->value--;
    object_take(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_DONE);
}

static void try_perform(struct world *world, unsigned process, struct operation *operation)
{
    if (world->objects[operation->objects[0]].value > 0) {
        take_perform(world, process, operation);
        return;
    }
    operation->error = EAGAIN;
    object_look(world, operation->objects[0], process, operation->address);
    object_result(world, operation, OBJECT_BUSY);
}

static void post_perform(struct world *world, unsigned process, struct operation *operation)
{
    world->objects[operation->objects[0]].value++;
    object_give(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_DONE);
}

static const struct object_action wait_action = {"sem_wait", take_ready, take_perform};
static const struct object_action timed_action = {"sem_timedwait", take_ready, take_perform};
static const struct object_action clock_action = {"sem_clockwait", take_ready, take_perform};
static const struct object_action try_action = {"sem_trywait", NULL, try_perform};
static const struct object_action post_action = {"sem_post", NULL, post_perform};

static int perform(const struct object_action *action, sem_t *semaphore, int64_t deadline_ns,
                   uintptr_t instruction)
{
    struct world *world = world_active();
    const int object = object_to_use(world, OBJECT_SEMAPHORE, semaphore, action->name, instruction);
    const struct operation done =
        execution_perform(world, &(struct operation){.kind = OPERATION_OBJECT,
                                                     .action = action,
                                                     .objects = {object, -1},
                                                     .deadline_ns = deadline_ns,
                                                     .address = instruction});
    return object_return(world, &done);
}

/* --- the functions ------------------------------------------------------------------------- */

static void initialise(struct world *world, int object, bool shared, unsigned value,
                       uintptr_t instruction)
{
    struct object *semaphore = &world->objects[object];
    if (semaphore->initialised && world->prepared) {
        world_add_misuse(world, instruction,
                         "sem_init on a semaphore that is in use: its value is lost");
    }
    semaphore->initialised = true;
    semaphore->shared = shared;
    semaphore->value = (int)value;
}

int model_sem_init(sem_t *semaphore, int shared, unsigned value)
{
    struct world *world = world_active();
    const int object = object_at(world, OBJECT_SEMAPHORE, semaphore, INSTRUCTION);
    initialise(world, object, shared != 0, value, INSTRUCTION);
    return 0;
}

int model_sem_destroy(sem_t *semaphore)
{
    (void)semaphore;
    return 0;
}

int model_sem_getvalue(sem_t *semaphore, int *value)
{
    struct world *world = world_active();
    const int object =
        object_to_use(world, OBJECT_SEMAPHORE, semaphore, "sem_getvalue", INSTRUCTION);
    *value = world->objects[object].value;
    object_look(world, object, world->running, INSTRUCTION);
    return 0;
}

int model_sem_wait(sem_t *semaphore)
{
    return perform(&wait_action, semaphore, INT64_MAX, INSTRUCTION);
}

int model_sem_trywait(sem_t *semaphore)
{
    return perform(&try_action, semaphore, INT64_MAX, INSTRUCTION);
}

int model_sem_post(sem_t *semaphore)
{
    return perform(&post_action, semaphore, INT64_MAX, INSTRUCTION);
}

/* A deadline that cannot be: EINVAL, as sem_timedwait(3) says. */
static int perform_until(const struct object_action *action, sem_t *semaphore, clockid_t clock,
                         const struct timespec *deadline, uintptr_t instruction)
{
    if (deadline->tv_nsec < 0 || deadline->tv_nsec >= 1000000000L) {
        world_active()->processes[world_active()->running].error_number = EINVAL;
        return -1;
    }
    return perform(action, semaphore, clock_deadline_ns(clock, deadline), instruction);
}

int model_sem_timedwait(sem_t *semaphore, const struct timespec *deadline)
{
    return perform_until(&timed_action, semaphore, CLOCK_REALTIME, deadline, INSTRUCTION);
}

int model_sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *deadline)
{
    return perform_until(&clock_action, semaphore, clock, deadline, INSTRUCTION);
}

/* --- named semaphores ---------------------------------------------------------------------- */

enum { NAME_KEY = 1 << 24 }; /* keys from here on, below those of private memory */

static uint64_t key_of_name(const char *name)
{
    uint64_t hash = 5381;
    for (; *name != '\0'; name++) {
        hash = hash_mix(hash, (unsigned char)*name);
    }
    return NAME_KEY + (hash >> 12);
}

static int find_named(const struct world *world, uint64_t key)
{
    for (unsigned i = 0; i < world->object_count; i++) {
        if (world->objects[i].kind == OBJECT_SEMAPHORE && world->objects[i].key == key) {
            return (int)i;
        }
    }
    return -1;
}

static sem_t *open_failed(int error)
{
    world_active()->processes[world_active()->running].error_number = error;
    return SEM_FAILED;
}

sem_t *model_sem_open(const char *name, int flags, ...)
{
    struct world *world = world_active();
    va_list arguments;
    va_start(arguments, flags);
    const unsigned mode = (flags & O_CREAT) != 0 ? va_arg(arguments, unsigned) : 0;
    const unsigned value = (flags & O_CREAT) != 0 ? va_arg(arguments, unsigned) : 0;
    va_end(arguments);
    (void)mode;
    const uint64_t key = key_of_name(name);
    int object = find_named(world, key);
    if (object < 0 && (flags & O_CREAT) == 0) {
        return open_failed(ENOENT);
    }
    if (object >= 0 && (flags & O_CREAT) != 0 && (flags & O_EXCL) != 0) {
        return open_failed(EEXIST);
    }
    if (object < 0) {
        object = object_by_key(world, OBJECT_SEMAPHORE, key);
        initialise(world, object, true, value, INSTRUCTION);
    }
    return object_handle(object);
}

int model_sem_close(sem_t *semaphore)
{
    (void)semaphore;
    return 0;
}

/* The name goes, and whoever has it open goes on using it. */
int model_sem_unlink(const char *name)
{
    struct world *world = world_active();
    const int object = find_named(world, key_of_name(name));
    if (object < 0) {
        open_failed(ENOENT);
        return -1;
    }
    world->objects[object].key++;
    return 0;
}
