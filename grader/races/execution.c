#include "races/execution.h"

#include "races/accesses.h"
#include "races/hash.h"
#include "races/objects.h"
#include "races/reads.h"
#include "races/schedule.h"
#include "races/search.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often a process that waits in vain is let go on, when nobody else can: a loop that gives up
 * after some turns then does. */
enum { FORCED_MAX = 200 };

/* A leap in time is longer than any deadline. */
static const int64_t leap_ns = INT64_C(3600) * 1000000000;

/* --- preparation --------------------------------------------------------------------------- */

static void keep_preparation(struct world *world)
{
    memcpy(world->image, world->processes[0].memory, world->mapped_size);
    memcpy(world->prepared_objects, world->objects, world->object_count * sizeof world->objects[0]);
    world->prepared_object_count = world->object_count;
    world->prepared = true;
}

bool execution_prepare(struct world *world)
{
    world_reset(world);
    memset(world->processes[0].memory, 0, world->mapped_size);
    if (!world->scenario->prepare(world->processes[0].memory)) {
        world_give_up(world, "what the exercise prepares with fails");
    }
    plain_settle(world);
    if (world->finding_count > 0) {
        world_give_up(world, "what the exercise prepares with is at fault: %s",
                      world->findings[0].words);
    }
    keep_preparation(world);
    return world->unchecked[0] == '\0';
}

/* Where a coroutine begins. */
static void run_role(void)
{
    struct world *world = world_active();
    const struct process *process = &world->processes[world->running];
    process->role->run(process->memory);
    execution_end_process(world);
}

/* --- the scheduler ------------------------------------------------------------------------- */

/* What it waits for, of all that its loop reads: something that others are meant to change. */
static void add_wait_event(struct world *world, const struct process *process)
{
    const struct read *awaited = &process->reads[process->loop - 1];
    for (size_t i = 0; i < process->loop; i++) {
        const struct read *read = &process->reads[i];
        awaited = read->kind != READ_PLAIN && read->kind != READ_OWN ? read : awaited;
    }
    struct event *event = world_add_event(world, EVENT_WAIT, awaited->address);
    event->offset = awaited->offset;
    event->size = awaited->size;
    event->object = awaited->kind == READ_OBJECT ? (int)awaited->place : -1;
}

static void perform_wait(struct world *world, struct process *process)
{
    const bool changed = reads_changed(world, process);
    add_wait_event(world, process);
    process->history = hash_mix(process->history, changed ? 99 : 98);
    reads_end_wait(world, process);
    if (!changed && process->role->hurried && process->asked_clock) {
        process->clock_ns += leap_ns;
        process->leapt = true;
    }
    process->asked_clock = false;
}

/* Who comes after another knows what that one knew: somebody has waited for its end. */
static void inherit(const struct world *world, struct process *process)
{
    if (process->role->successor_of != 0) {
        view_join(&process->now, &world->processes[process->role->successor_of].now);
    }
}

/* Performs the process's next operation and lets it run up to the one after. */
static void perform(struct world *world, unsigned number)
{
    struct process *process = &world->processes[number];
    struct operation *operation = &process->next;
    world->running = number;
    world->operations++;
    switch (operation->kind) {
    case OPERATION_START:
        world_add_event(world, EVENT_START, 0);
        process->history = hash_mix(process->history, 1);
        inherit(world, process);
        world->progress++;
        break;
    case OPERATION_PAUSE:
        world_add_event(world, EVENT_PAUSE, operation->address);
        process->history = hash_mix(process->history, operation->address - process->image.base);
        break;
    case OPERATION_WAIT:
        perform_wait(world, process);
        break;
    case OPERATION_OBJECT:
        operation->action->perform(world, number, operation);
        break;
    default:
        atomic_perform(world, number, operation);
        break;
    }
    coroutine_switch(&world->scheduler, &process->coroutine);
    world->running = 0;
}

static unsigned find_ready(const struct world *world, uint8_t *ready)
{
    unsigned count = 0;
    for (unsigned i = 1; i < world->process_count; i++) {
        if (schedule_ready(world, i)) {
            ready[count++] = (uint8_t)i;
        }
    }
    return count;
}

static unsigned count_alive(const struct world *world)
{
    unsigned count = 0;
    for (unsigned i = 1; i < world->process_count; i++) {
        count += world->processes[i].alive ? 1 : 0;
    }
    return count;
}

static bool somebody_woken(const struct world *world)
{
    for (unsigned i = 1; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (process->alive && process->next.kind == OPERATION_WAIT &&
            reads_changed(world, process)) {
            return true;
        }
    }
    return false;
}

/* Of those that wait in a loop, the one that was let go on least often; 0: none. */
static unsigned find_waiting(const struct world *world)
{
    unsigned found = 0;
    for (unsigned i = 1; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (process->alive && process->next.kind == OPERATION_WAIT &&
            (found == 0 || process->forced < world->processes[found].forced)) {
            found = i;
        }
    }
    return found;
}

static void add_stuck_event(struct world *world, unsigned number)
{
    const struct process *process = &world->processes[number];
    const struct operation *next = &process->next;
    world->running = number;
    if (next->kind == OPERATION_WAIT) {
        add_wait_event(world, process);
    } else {
        struct event *event = world_add_event(world, EVENT_OBJECT, next->address);
        event->value = OBJECT_STUCK;
        event->object = next->objects[0];
        event->name = next->action->name;
    }
    world->running = 0;
}

static void report_stuck(struct world *world)
{
    char words[200] = "";
    size_t length = 0;
    const unsigned first = world->event_count;
    for (unsigned i = 1; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        if (process->alive && process->next.kind != OPERATION_START && length < sizeof words) {
            add_stuck_event(world, i);
            length += (size_t)snprintf(words + length, sizeof words - length, "%s%s",
                                       length > 0 ? " and " : "", world_name(world, i));
        }
    }
    world_add_finding(world, FINDING_STUCK, first, 0, "%s %s for ever", words,
                      count_alive(world) > 1 ? "wait" : "waits");
}

/* Nobody is ready. True when a waiting loop could be let go on once more. */
static bool force(struct world *world, unsigned *progress, unsigned *forced, unsigned *mark)
{
    const unsigned waiting = find_waiting(world);
    if (waiting == 0) {
        return false;
    }
    if (world->progress != *progress) {
        *progress = world->progress;
        *forced = 0;
        *mark = world->event_count;
    }
    if ((*forced)++ == FORCED_MAX) {
        world->event_count = *mark; /* the turns that changed nothing are not worth telling */
        return false;
    }
    world->processes[waiting].forced++;
    search_taken(world->search, waiting);
    perform(world, waiting);
    return true;
}

static bool ended_badly(const struct world *world)
{
    for (unsigned i = 0; i < world->finding_count; i++) {
        if (world->findings[i].kind == FINDING_CRASH || world->findings[i].kind == FINDING_STUCK) {
            return true;
        }
    }
    return false;
}

/* False: cut off by the search. */
static bool run_all(struct world *world)
{
    unsigned progress = UINT32_MAX;
    unsigned forced = 0;
    unsigned mark = 0;
    for (unsigned steps = 0; count_alive(world) > 0; steps++) {
        uint8_t ready[PROCESSES_MAX];
        const unsigned count = find_ready(world, ready);
        if (steps == STEPS_MAX) {
            world_give_up(world, "one of its executions does not come to an end");
        }
        if (world->unchecked[0] != '\0' || ended_badly(world)) {
            return true;
        }
        if (count == 0) {
            if (force(world, &progress, &forced, &mark)) {
                continue;
            }
            report_stuck(world);
            return true;
        }
        const unsigned chosen = search_choose_process(world->search, ready, count);
        if (chosen == 0) {
            return false;
        }
        search_taken(world->search, chosen);
        perform(world, chosen);
        if (search_prunes_woken(world->search) && world->finding_count == 0 &&
            somebody_woken(world)) {
            return false;
        }
    }
    return true;
}

bool execution_run(struct world *world)
{
    world_reset(world);
    for (unsigned i = 1; i < world->process_count; i++) {
        struct process *process = &world->processes[i];
        coroutine_prepare(&process->coroutine, process->stack, STACK_BYTES, run_role);
    }
    if (!run_all(world)) {
        return false;
    }
    const char *objection =
        world->unchecked[0] == '\0' && !ended_badly(world) && world->scenario->judge != NULL
            ? world->scenario->judge()
            : NULL;
    if (objection != NULL) {
        world_add_finding(world, FINDING_OUTCOME, 0, 0, "%s", objection);
    }
    return true;
}
