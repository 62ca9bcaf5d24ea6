/* Futexes by syscall(2): futex(2). */
#include "races/accesses.h"
#include "races/clocks.h"
#include "races/execution.h"
#include "races/objects.h"
#include "races/runtime.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

static int fail(int error)
{
    struct world *world = world_active();
    world->processes[world->running].error_number = error;
    return -1;
}

/* The kernel compares and lies down under a lock of its own: one step, which reads the newest value
 * and orders nothing else. */
static void lie_down_perform(struct world *world, unsigned process, struct operation *operation)
{
    uint32_t value;
    memcpy(&value, world->processes[process].memory + operation->offset, sizeof value);
    if (value != operation->expected) {
        operation->error = EAGAIN;
        object_look(world, operation->objects[0], process, operation->address);
        atomic_see_newest(world, &world->processes[process], operation->offset);
        object_result(world, operation, OBJECT_BUSY);
        return;
    }
    world->processes[process].woken = false;
    object_join_queue(&world->objects[operation->objects[0]], process,
                      (uint32_t)operation->operand);
    object_touch(world, operation->objects[0], process);
    atomic_see_newest(world, &world->processes[process], operation->offset);
    object_result(world, operation, OBJECT_SLEEPS);
}

static void woken_perform(struct world *world, unsigned process, struct operation *operation)
{
    if (!world->processes[process].woken) {
        object_leave_queue(&world->objects[operation->objects[0]], process);
        object_give_up(world, process, operation);
        return;
    }
    world->processes[process].read_count = 0;
    object_take(world, operation->objects[0], process);
    object_result(world, operation, OBJECT_WAKES);
}

static void wake_perform(struct world *world, unsigned process, struct operation *operation)
{
    struct view before = world->objects[operation->objects[0]].view;
    object_give(world, operation->objects[0], process);
    world->objects[operation->objects[0]].view = before; /* a wake-up publishes nothing */
    const int count =
        operation->expected > PROCESSES_MAX ? PROCESSES_MAX : (int)operation->expected;
    operation->result = (uint64_t)object_wake(world, operation->objects[0], process, count,
                                              (uint32_t)operation->operand);
    object_result(world, operation, OBJECT_DONE);
}

static const struct object_action lie_down_action = {"FUTEX_WAIT", NULL, lie_down_perform};
static const struct object_action woken_action = {"FUTEX_WAIT", object_is_woken, woken_perform};
static const struct object_action wake_action = {"FUTEX_WAKE", NULL, wake_perform};

struct futex_call {
    int object;
    uint32_t offset, value, bits;
    int64_t deadline_ns;
    uintptr_t instruction;
};

static struct operation perform_futex(const struct object_action *action,
                                      const struct futex_call *call, uint32_t size)
{
    return execution_perform(world_active(), &(struct operation){.kind = OPERATION_OBJECT,
                                                                 .action = action,
                                                                 .objects = {call->object, -1},
                                                                 .offset = call->offset,
                                                                 .size = size,
                                                                 .expected = call->value,
                                                                 .operand = call->bits,
                                                                 .deadline_ns = call->deadline_ns,
                                                                 .address = call->instruction});
}

static int futex_wait(const struct futex_call *call)
{
    struct operation done = perform_futex(&lie_down_action, call, sizeof call->value);
    if (done.error == 0) {
        done = perform_futex(&woken_action, call, 0);
    }
    return object_return(world_active(), &done);
}

static int64_t futex_deadline(int command, const struct timespec *time)
{
    if (time == NULL) {
        return INT64_MAX;
    }
    const clockid_t clock =
        (command & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    const bool absolute = (command & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET;
    return absolute ? clock_deadline_ns(clock, time) : clock_after_ns(time);
}

/* An operation that is not modelled, by its name. */
static const char *futex_name(int command)
{
    static const char *const names[] = {
        [FUTEX_REQUEUE] = "FUTEX_REQUEUE",     [FUTEX_CMP_REQUEUE] = "FUTEX_CMP_REQUEUE",
        [FUTEX_WAKE_OP] = "FUTEX_WAKE_OP",     [FUTEX_LOCK_PI] = "FUTEX_LOCK_PI",
        [FUTEX_UNLOCK_PI] = "FUTEX_UNLOCK_PI", [FUTEX_TRYLOCK_PI] = "FUTEX_TRYLOCK_PI",
    };
    const bool known = command >= 0 && (size_t)command < sizeof names / sizeof names[0];
    return known && names[command] != NULL ? names[command] : "an unknown operation";
}

static long call_futex(uint32_t *word, int command, uint32_t value, const struct timespec *time,
                       uint32_t bits, uintptr_t instruction)
{
    struct world *world = world_active();
    const int plain = command & FUTEX_CMD_MASK;
    const bool waits = plain == FUTEX_WAIT || plain == FUTEX_WAIT_BITSET;
    plain_settle(world);
    const int64_t offset = world_offset(world, word, instruction);
    if (!waits && plain != FUTEX_WAKE && plain != FUTEX_WAKE_BITSET) {
        world_give_up(world, "it calls futex with %s", futex_name(plain));
        return fail(ENOSYS);
    }
    if (offset < 0) {
        world_give_up(world, "it uses a futex outside the shared memory");
        return fail(ENOSYS);
    }
    if ((command & FUTEX_PRIVATE_FLAG) != 0 && world->running > 0) {
        world_add_misuse(world, instruction,
                         "a futex between processes is used with FUTEX_PRIVATE_FLAG");
    }
    const bool by_bits = plain == FUTEX_WAIT_BITSET || plain == FUTEX_WAKE_BITSET;
    const struct futex_call call = {.object = object_at(world, OBJECT_FUTEX, word, instruction),
                                    .offset = (uint32_t)offset,
                                    .value = value,
                                    .bits = by_bits ? bits : FUTEX_BITSET_MATCH_ANY,
                                    .deadline_ns =
                                        waits ? futex_deadline(command, time) : INT64_MAX,
                                    .instruction = instruction};
    return waits ? futex_wait(&call) : (long)perform_futex(&wake_action, &call, 0).result;
}

long model_syscall(long number, ...)
{
    va_list arguments;
    va_start(arguments, number);
    if (number != SYS_futex) {
        races_unmodelled("syscall");
    }
    uint32_t *word = va_arg(arguments, uint32_t *);
    const int command = va_arg(arguments, int);
    const uint32_t value = va_arg(arguments, uint32_t);
    const struct timespec *time = va_arg(arguments, const struct timespec *);
    (void)va_arg(arguments, void *);
    const uint32_t bits = va_arg(arguments, uint32_t);
    va_end(arguments);
    return call_futex(word, command, value, time, bits, INSTRUCTION);
}
