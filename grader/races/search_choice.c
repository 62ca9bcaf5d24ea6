/* The choices of one execution: those of the execution before it, followed up to where it branches, and
 * new ones from there on. */
#include "races/hash.h"
#include "races/schedule.h"
#include "races/search_state.h"
#include "races/world.h"

#include <assert.h>
#include <string.h>

static struct search_choice *new_choice(struct search *search)
{
    if (search->choice_count == CHOICES_MAX) {
        world_give_up(search->world, "one of its executions does not come to an end");
        search->choice_count--;
    }
    struct search_choice *choice = &search->choices[search->choice_count++];
    search->position = search->choice_count;
    *choice = (struct search_choice){0};
    return choice;
}

static const struct search_choice *next_choice(struct search *search, bool schedule)
{
    const struct search_choice *choice = &search->choices[search->position++];
    assert(choice->schedule == schedule);
    (void)schedule;
    return choice;
}

/* No more switches and old values than the bound allows? */
static bool is_at_bound(const struct search *search)
{
    return !search_is_exhaustive(search) && search->surprises >= (unsigned)search->bound;
}

unsigned search_choose(struct search *search, unsigned count)
{
    if (count <= 1) {
        return 0;
    }
    if (search->position < search->choice_count) {
        return next_choice(search, false)->chosen;
    }
    if (!search->replaying) {
        new_choice(search)->count = (uint8_t)(count > UINT8_MAX ? UINT8_MAX : count);
    }
    return 0;
}

unsigned search_choose_surprise(struct search *search, unsigned count)
{
    const unsigned chosen = is_at_bound(search) ? 0 : search_choose(search, count);
    search->surprises += chosen > 0 ? 1 : 0;
    return chosen;
}

static bool uses_sleep(const struct search *search)
{
    return search->options.sleep_sets && search_is_exhaustive(search);
}

/* To leave a process that sleeps or waits is no surprise. */
static bool leaves_freely(const struct search *search, const uint8_t *ready, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (ready[i] == search->last) {
            enum operation_kind kind = search->world->processes[search->last].next.kind;
            return kind == OPERATION_PAUSE || kind == OPERATION_WAIT;
        }
    }
    return true;
}

static void move_to_front(uint8_t *options, unsigned index)
{
    const uint8_t value = options[index];
    memmove(options + 1, options, index);
    options[0] = value;
}

/* Those that others cover come last (schedule_covers). */
static int lateness(const struct operation *operation)
{
    return operation->kind == OPERATION_LOAD ? 2 : operation->kind != OPERATION_STORE ? 1 : 0;
}

/* The order in which they are tried: the one that was running goes on; without a bound by lateness. */
static void order_options(const struct search *search, uint8_t *options, unsigned count)
{
    for (unsigned i = 1; i < count; i++) {
        if (options[i] == search->last) {
            move_to_front(options, i);
        }
    }
    if (!uses_sleep(search)) {
        return;
    }
    for (unsigned i = 1; i < count; i++) {
        const uint8_t option = options[i];
        const int late = lateness(&search->world->processes[option].next);
        unsigned place = i;
        for (; place > 0 && lateness(&search->world->processes[options[place - 1]].next) > late;
             place--) {
            options[place] = options[place - 1];
        }
        options[place] = option;
    }
}

static uint64_t state_hash(const struct search *search)
{
    const struct world *world = search->world;
    uint64_t hash = hash_mix(world->fence_history, 3);
    for (unsigned i = 1; i < world->process_count; i++) {
        const struct process *process = &world->processes[i];
        hash += hash_mix(hash_mix(process->history, i),
                         process->alive ? (uint64_t)process->next.kind : 100);
    }
    for (unsigned i = 0; i < world->location_count; i++) {
        hash += hash_mix(world->locations[i].history, world->locations[i].offset + 1000);
    }
    for (unsigned i = 0; i < world->object_count; i++) {
        hash += hash_mix(world->objects[i].history, 70000 + i);
    }
    return search_is_exhaustive(search) ? hash
                                        : hash_mix(hash, search->surprises * 16 + search->last);
}

static unsigned drop_asleep(uint8_t *options, unsigned count, uint8_t asleep)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < count; i++) {
        if ((asleep >> options[i] & 1) == 0) {
            options[kept++] = options[i];
        }
    }
    return kept;
}

/* The options that are left, first those that the bound forbids taken away, then what sleeps. */
static unsigned choose_new(struct search *search, uint8_t *options, unsigned count)
{
    const bool several = count > 1;
    if (search->options.known_graphs && !search->replaying &&
        known_visit(&search->known, state_hash(search), &search->asleep)) {
        return 0;
    }
    if (uses_sleep(search)) {
        count = drop_asleep(options, count, search->asleep);
    }
    if (count > 0 && several && !search->replaying) {
        struct search_choice *choice = new_choice(search);
        choice->schedule = true;
        choice->count = (uint8_t)count;
        choice->asleep = search->asleep;
        memcpy(choice->options, options, count);
    }
    return count > 0 ? options[0] : 0;
}

unsigned search_choose_process(struct search *search, const uint8_t *ready, unsigned count)
{
    uint8_t options[PROCESSES_MAX];
    memcpy(options, ready, count);
    order_options(search, options, count);
    if (is_at_bound(search) && !leaves_freely(search, ready, count)) {
        count = 1;
    }
    if (count > 1 && search->position < search->choice_count) {
        const struct search_choice *choice = next_choice(search, true);
        search->asleep = choice->asleep;
        return choice->options[choice->chosen];
    }
    if (search->position < search->choice_count) {
        return options[0];
    }
    return choose_new(search, options, count);
}

void search_taken(struct search *search, unsigned process)
{
    const struct world *world = search->world;
    uint8_t asleep = 0;
    for (unsigned i = 1; uses_sleep(search) && i < world->process_count; i++) {
        if (i != process && (search->asleep >> i & 1) != 0 && world->processes[i].alive &&
            schedule_covers(&world->processes[i].next, &world->processes[process].next)) {
            asleep |= (uint8_t)(1U << i);
        }
    }
    search->asleep = asleep;
    if (search->last != 0 && process != search->last) {
        uint8_t before = (uint8_t)search->last;
        search->switches++;
        if (schedule_ready(world, search->last) && !leaves_freely(search, &before, 1)) {
            search->surprises++;
        }
    }
    search->last = process;
    search->result.steps++;
}

bool search_prunes_woken(const struct search *search)
{
    return search->options.prune_waits && search_is_exhaustive(search) && !search->replaying;
}
