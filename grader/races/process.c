/* What a process does with the scheduler: it waits for its turn, and it ends. */
#include "races/accesses.h"
#include "races/execution.h"
#include "races/hash.h"
#include "races/objects.h"
#include "races/reads.h"
#include "races/search.h"

#include <stdlib.h>
#include <string.h>

/* --- its end -------------------------------------------------------------------------------- */

static _Noreturn void leave(struct world *world)
{
    struct process *process = &world->processes[world->running];
    process->alive = false;
    coroutine_switch(&process->coroutine, &world->scheduler);
    abort(); /* nobody switches back */
}

void execution_end_process(struct world *world)
{
    plain_settle(world);
    world->progress++;
    world_add_event(world, EVENT_END, 0);
    leave(world);
}

void execution_crash(struct world *world, int signal, uintptr_t instruction, bool hang)
{
    struct process *process = &world->processes[world->running];
    world_add_event(world, EVENT_FAULT, instruction);
    world->hung = hang;
    if (hang) {
        world_add_finding(world, FINDING_STUCK, world->event_count - 1, 0,
                          "%s loops and does not look at the shared memory any more",
                          process->role->name);
    } else {
        world_add_finding(world, FINDING_CRASH, world->event_count - 1, 0,
                          "signal %d (%s) ends the process", signal, strsignal(signal));
    }
    leave(world);
}

bool execution_is_mortal(const struct world *world)
{
    const struct process *process = &world->processes[world->running];
    return process->role != NULL && process->role->mortal;
}

static void leave_queues(struct world *world, unsigned process)
{
    for (unsigned i = 0; i < world->object_count; i++) {
        object_leave_queue(&world->objects[i], process);
    }
}

void execution_moment(struct world *world, uintptr_t instruction)
{
    struct process *process = &world->processes[world->running];
    if (!execution_is_mortal(world)) {
        return;
    }
    process->moments++;
    if (search_choose_surprise(world->search, 2) == 0) {
        return;
    }
    plain_settle(world);
    process->killed = true;
    process->history = hash_mix(process->history, 2000 + process->moments);
    leave_queues(world, world->running);
    world->progress++;
    world_add_event(world, EVENT_KILLED, instruction);
    leave(world);
}

/* --- its turns ------------------------------------------------------------------------------ */

void execution_yield(struct world *world)
{
    plain_settle(world);
    coroutine_switch(&world->processes[world->running].coroutine, &world->scheduler);
}

/* Number 0 runs alone, and nothing that it does to memory comes here. */
static void perform_alone(struct world *world, struct operation *operation)
{
    if (operation->kind != OPERATION_OBJECT) {
        return;
    }
    if (object_is_ready(world, 0, operation)) {
        operation->action->perform(world, 0, operation);
    } else {
        world_give_up(world, "it waits while it is prepared, for nobody");
    }
}

struct operation execution_perform(struct world *world, const struct operation *operation)
{
    struct process *process = &world->processes[world->running];
    if (world->running == 0) {
        process->next = *operation;
        perform_alone(world, &process->next);
        return process->next;
    }
    if (operation->kind != OPERATION_LOAD) { /* a death before it is one after what came before */
        execution_moment(world, operation->address);
    }
    process->next = *operation;
    execution_yield(world);
    const struct operation done = process->next;
    reads_wait_if_looping(world);
    return done;
}
