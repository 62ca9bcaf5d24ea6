#include "races/schedule.h"

#include "races/objects.h"
#include "races/reads.h"

static bool ready_to_leap(const struct process *process)
{
    return process->role->hurried && process->asked_clock && !process->leapt;
}

bool schedule_ready(const struct world *world, unsigned number)
{
    const struct process *process = &world->processes[number];
    if (!process->alive) {
        return false;
    }
    switch (process->next.kind) {
    case OPERATION_START:
        return process->role->successor_of == 0 ||
               !world->processes[process->role->successor_of].alive;
    case OPERATION_WAIT:
        return reads_changed(world, process) || ready_to_leap(process);
    case OPERATION_OBJECT:
        return object_is_ready(world, number, &process->next);
    default:
        return true;
    }
}

static bool touches_memory(const struct operation *operation)
{
    return operation->size > 0 && operation->kind != OPERATION_WAIT;
}

static bool only_reads(const struct operation *operation)
{
    return operation->kind == OPERATION_LOAD || operation->kind == OPERATION_OBJECT;
}

static bool concerns_nobody(const struct operation *operation)
{
    return operation->kind == OPERATION_START || operation->kind == OPERATION_PAUSE;
}

static bool is_strong(const struct operation *operation)
{
    return operation->kind == OPERATION_FENCE ||
           (touches_memory(operation) &&
            (operation->order == __ATOMIC_SEQ_CST || operation->failure_order == __ATOMIC_SEQ_CST));
}

/* May it read, or come directly after, a store that is not the newest? */
static bool finds_older(const struct operation *operation)
{
    return operation->kind == OPERATION_LOAD || operation->kind == OPERATION_STORE ||
           operation->kind == OPERATION_MODIFY || operation->kind == OPERATION_COMPARE;
}

static bool share_object(const struct operation *a, const struct operation *b)
{
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 2; k++) {
            if (a->objects[i] >= 0 && a->objects[i] == b->objects[k]) {
                return true;
            }
        }
    }
    return false;
}

static bool overlap(const struct operation *a, const struct operation *b)
{
    return touches_memory(a) && touches_memory(b) && a->offset < b->offset + b->size &&
           b->offset < a->offset + a->size;
}

bool schedule_covers(const struct operation *waiting, const struct operation *taken)
{
    if (waiting->kind == OPERATION_WAIT || taken->kind == OPERATION_WAIT) {
        return false;
    }
    if (concerns_nobody(waiting) || concerns_nobody(taken)) {
        return true;
    }
    if (waiting->kind == OPERATION_FENCE || taken->kind == OPERATION_FENCE) {
        return !(is_strong(waiting) && is_strong(taken));
    }
    if (share_object(waiting, taken)) {
        return false;
    }
    if (!overlap(waiting, taken) || (only_reads(waiting) && only_reads(taken))) {
        return true;
    }
    return finds_older(taken) &&
           (waiting->kind == OPERATION_STORE || taken->kind == OPERATION_LOAD) &&
           !(is_strong(waiting) && is_strong(taken));
}
