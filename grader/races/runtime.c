/* The entry points that gcc and clang call for every access when they compile with
 * -fsanitize=thread (gcc/sanitizer.def, compiler-rt/lib/tsan/rtl/tsan_interface*.h). ThreadSanitizer's own
 * runtime is not linked: these take its place, and so the checker sees the unmodified source's every
 * access to memory before it is made. */
#include "races/runtime.h"
#include "races/accesses.h"
#include "races/execution.h"
#include "races/hash.h"

#include <stdint.h>
#include <string.h>

#define INSTRUCTION ((uintptr_t)__builtin_return_address(0))

/* --- plain accesses ------------------------------------------------------------------------ */

#define PLAIN_ACCESSES(size)                                                                       \
    void __tsan_read##size(void *address)                                                          \
    {                                                                                              \
        plain_access(world_active(), address, size, false, false, INSTRUCTION);                    \
    }                                                                                              \
    void __tsan_write##size(void *address)                                                         \
    {                                                                                              \
        plain_access(world_active(), address, size, true, false, INSTRUCTION);                     \
    }                                                                                              \
    void __tsan_unaligned_read##size(void *address)                                                \
    {                                                                                              \
        plain_access(world_active(), address, size, false, false, INSTRUCTION);                    \
    }                                                                                              \
    void __tsan_unaligned_write##size(void *address)                                               \
    {                                                                                              \
        plain_access(world_active(), address, size, true, false, INSTRUCTION);                     \
    }                                                                                              \
    void __tsan_volatile_read##size(void *address)                                                 \
    {                                                                                              \
        plain_access(world_active(), address, size, false, true, INSTRUCTION);                     \
    }                                                                                              \
    void __tsan_volatile_write##size(void *address)                                                \
    {                                                                                              \
        plain_access(world_active(), address, size, true, true, INSTRUCTION);                      \
    }                                                                                              \
    void __tsan_unaligned_volatile_read##size(void *address)                                       \
    {                                                                                              \
        plain_access(world_active(), address, size, false, true, INSTRUCTION);                     \
    }                                                                                              \
    void __tsan_unaligned_volatile_write##size(void *address)                                      \
    {                                                                                              \
        plain_access(world_active(), address, size, true, true, INSTRUCTION);                      \
    }                                                                                              \
    void __tsan_read_write##size(void *address)                                                    \
    {                                                                                              \
        plain_access(world_active(), address, size, false, false, INSTRUCTION);                    \
        plain_access(world_active(), address, size, true, false, INSTRUCTION);                     \
    }                                                                                              \
    void __tsan_unaligned_read_write##size(void *address)                                          \
    {                                                                                              \
        plain_access(world_active(), address, size, false, false, INSTRUCTION);                    \
        plain_access(world_active(), address, size, true, false, INSTRUCTION);                     \
    }

PLAIN_ACCESSES(1)
PLAIN_ACCESSES(2)
PLAIN_ACCESSES(4)
PLAIN_ACCESSES(8)
PLAIN_ACCESSES(16)

void __tsan_read_range(void *address, size_t size)
{
    plain_access(world_active(), address, size, false, false, INSTRUCTION);
}

void __tsan_write_range(void *address, size_t size)
{
    plain_access(world_active(), address, size, true, false, INSTRUCTION);
}

void __tsan_init(void)
{
}

/* Two reads of a helper function are the same place in a loop only when the same line called it. */
void __tsan_func_entry(void *caller)
{
    struct process *process = &world_active()->processes[world_active()->running];
    const size_t depth = process->call_depth++;
    if (depth < CALLS_MAX) {
        const uint64_t outer = depth > 0 ? process->callers[depth - 1] : 0;
        process->callers[depth] = hash_mix(outer, (uintptr_t)caller - process->image.base);
    }
}

void __tsan_func_exit(void)
{
    struct process *process = &world_active()->processes[world_active()->running];
    process->call_depth -= process->call_depth > 0 ? 1 : 0;
}

/* --- atomic accesses ----------------------------------------------------------------------- */

/* Memory that only one process has, and the mapping before there are others. */
static void perform_privately(void *address, struct operation *operation)
{
    uint64_t old = 0;
    memcpy(&old, address, operation->size);
    operation->result = old;
    operation->succeeded = operation->kind != OPERATION_COMPARE ||
                           old == (operation->expected & atomic_mask(operation->size));
    if (operation->kind != OPERATION_LOAD && operation->succeeded) {
        const uint64_t value = atomic_modified(operation, old);
        memcpy(address, &value, operation->size);
    }
}

/* gcc passes flags of its own in the bits above the order (libgcc's HLE hints). */
static uint8_t clean_order(int order)
{
    return (uint8_t)(order & 7);
}

static enum order_use use_of(enum operation_kind kind)
{
    switch (kind) {
    case OPERATION_LOAD:
        return ORDER_LOAD;
    case OPERATION_STORE:
        return ORDER_STORE;
    case OPERATION_COMPARE:
        return ORDER_COMPARE;
    case OPERATION_FENCE:
        return ORDER_FENCE;
    default:
        return ORDER_MODIFY;
    }
}

/* The order that is explored, which may be another than the file's. */
static void take_order(const struct world *world, struct operation *operation)
{
    if (world->orders == NULL) {
        return;
    }
    const struct order_site site = {.place = world_place(world, world->running, operation->address),
                                    .use = use_of(operation->kind),
                                    .offset = operation->offset,
                                    .asked = operation->order};
    operation->order = orders_take(world->orders, &site);
    operation->failure_order =
        orders_take_failure(site.asked, operation->order, operation->failure_order);
}

static struct operation perform(void *address, struct operation operation, uintptr_t instruction)
{
    struct world *world = world_active();
    operation.order = clean_order(operation.order);
    operation.failure_order = clean_order(operation.failure_order);
    operation.objects[0] = operation.objects[1] = -1;
    operation.address = instruction;
    plain_settle(world);
    const int64_t offset = world_offset(world, address, instruction);
    if (offset < 0 || world->running == 0) {
        perform_privately(address, &operation);
        return operation;
    }
    operation.offset = (uint32_t)offset;
    take_order(world, &operation);
    return execution_perform(world, &operation);
}

#define MODIFY(bits, type, name, how)                                                              \
    type __tsan_atomic##bits##_##name(type *address, type operand, int order)                      \
    {                                                                                              \
        struct operation operation = {.kind = OPERATION_MODIFY,                                    \
                                      .order = (uint8_t)order,                                     \
                                      .size = sizeof(type),                                        \
                                      .modification = how,                                         \
                                      .operand = operand};                                         \
        return (type)perform(address, operation, INSTRUCTION).result;                              \
    }

#define COMPARE(bits, type, name, is_weak)                                                         \
    int __tsan_atomic##bits##_compare_exchange_##name(type *address, type *expected, type operand, \
                                                      int order, int failure_order)                \
    {                                                                                              \
        struct operation operation = {.kind = OPERATION_COMPARE,                                   \
                                      .order = (uint8_t)order,                                     \
                                      .failure_order = (uint8_t)failure_order,                     \
                                      .weak = (is_weak),                                           \
                                      .size = sizeof(type),                                        \
                                      .operand = operand,                                          \
                                      .expected = *expected};                                      \
        operation = perform(address, operation, INSTRUCTION);                                      \
        if (!operation.succeeded) {                                                                \
            *expected = (type)operation.result;                                                    \
        }                                                                                          \
        return operation.succeeded;                                                                \
    }

#define ATOMIC_ACCESSES(bits, type)                                                                \
    type __tsan_atomic##bits##_load(const type *address, int order)                                \
    {                                                                                              \
        struct operation operation = {                                                             \
            .kind = OPERATION_LOAD, .order = (uint8_t)order, .size = sizeof(type)};                \
        return (type)perform((void *)(uintptr_t)address, operation, INSTRUCTION).result;           \
    }                                                                                              \
    void __tsan_atomic##bits##_store(type *address, type operand, int order)                       \
    {                                                                                              \
        struct operation operation = {.kind = OPERATION_STORE,                                     \
                                      .order = (uint8_t)order,                                     \
                                      .size = sizeof(type),                                        \
                                      .operand = operand};                                         \
        perform(address, operation, INSTRUCTION);                                                  \
    }                                                                                              \
    type __tsan_atomic##bits##_compare_exchange_val(type *address, type expected, type operand,    \
                                                    int order, int failure_order)                  \
    {                                                                                              \
        struct operation operation = {.kind = OPERATION_COMPARE,                                   \
                                      .order = (uint8_t)order,                                     \
                                      .failure_order = (uint8_t)failure_order,                     \
                                      .size = sizeof(type),                                        \
                                      .operand = operand,                                          \
                                      .expected = expected};                                       \
        return (type)perform(address, operation, INSTRUCTION).result;                              \
    }                                                                                              \
    COMPARE(bits, type, strong, false)                                                             \
    COMPARE(bits, type, weak, true)                                                                \
    MODIFY(bits, type, exchange, MODIFY_EXCHANGE)                                                  \
    MODIFY(bits, type, fetch_add, MODIFY_ADD)                                                      \
    MODIFY(bits, type, fetch_sub, MODIFY_SUBTRACT)                                                 \
    MODIFY(bits, type, fetch_and, MODIFY_AND)                                                      \
    MODIFY(bits, type, fetch_or, MODIFY_OR)                                                        \
    MODIFY(bits, type, fetch_xor, MODIFY_XOR)                                                      \
    MODIFY(bits, type, fetch_nand, MODIFY_NAND)

ATOMIC_ACCESSES(8, uint8_t)
ATOMIC_ACCESSES(16, uint16_t)
ATOMIC_ACCESSES(32, uint32_t)
ATOMIC_ACCESSES(64, uint64_t)

void __tsan_atomic_thread_fence(int order)
{
    struct world *world = world_active();
    if (world->running == 0) {
        return;
    }
    plain_settle(world);
    struct operation fence = {.kind = OPERATION_FENCE,
                              .order = clean_order(order),
                              .objects = {-1, -1},
                              .address = INSTRUCTION};
    take_order(world, &fence);
    if (fence.order == __ATOMIC_SEQ_CST) {
        execution_perform(world, &fence);
    } else {
        atomic_fence(world, fence.order, fence.address);
    }
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order; /* between a process and its own signal handlers; there are none here */
}

/* --- what is not modelled ------------------------------------------------------------------ */

void races_unmodelled(const char *name)
{
    struct world *world = world_active();
    world_give_up(world, "it calls %s", name);
    if (world->running > 0) {
        execution_end_process(world);
    }
    runtime_leave_preparation();
}
