/* Fences move views between a process and what it reads and writes relaxed (ISO C 7.17.4). */
#include "races/accesses.h"
#include "races/hash.h"
#include "races/memory_order.h"

void atomic_fence_strong(struct world *world, struct process *process,
                         const struct operation *operation)
{
    process->history = hash_mix(process->history, world->fence_history);
    world->fence_history = hash_mix(world->fence_history, process->history);
    world_add_event(world, EVENT_FENCE, operation->address)->order = __ATOMIC_SEQ_CST;
    view_join(&process->now, &process->pending);
    for (unsigned i = 0; i < world->location_count; i++) {
        view_raise(&process->now, i, view_least(&world->fence, i));
        view_raise(&world->fence, i, view_least(&process->now, i));
    }
    view_copy(&process->released, &process->now);
    process->has_released = true;
}

void atomic_fence(struct world *world, int order, uintptr_t instruction)
{
    struct process *process = &world->processes[world->running];
    world_add_event(world, EVENT_FENCE, instruction)->order = (uint8_t)order;
    if (order_acquires(order)) {
        view_join(&process->now, &process->pending);
    }
    if (order_releases(order)) {
        view_copy(&process->released, &process->now);
        process->has_released = true;
    }
}
