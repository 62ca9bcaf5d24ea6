#include "races/search.h"

#include "base/memory.h"
#include "races/execution.h"
#include "races/hash.h"
#include "races/known.h"
#include "races/schedule.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct search {
    struct world *world;
    struct search_options options;

    struct search_choice choices[CHOICES_MAX];
    size_t choice_count; /* of the execution before, up to where it branches */
    size_t position;     /* in these */
    bool replaying;      /* nothing new is tried */

    int bound; /* of surprises; -1: none */
    struct known known;
    struct counterexample *best[FINDING_KINDS]; /* owned; NULL: none */
    struct search_result result;

    /* The execution under way. */
    unsigned last;
    uint8_t asleep;
    unsigned surprises, switches;
};

struct search_options search_defaults(void)
{
    return (struct search_options){.surprises_max = 2,
                                   .exhaustive = true,
                                   .steps_max = 400000,
                                   .sleep_sets = true,
                                   .known_graphs = true,
                                   .prune_waits = true};
}

struct search *search_create(struct world *world, const struct search_options *options)
{
    struct search *search = memory_allocate(1, sizeof *search);
    search->world = world;
    search->options = *options;
    world->search = search;
    return search;
}

void search_destroy(struct search *search)
{
    if (search == NULL) {
        return;
    }
    for (int i = 0; i < FINDING_KINDS; i++) {
        free(search->best[i]);
    }
    known_finish(&search->known);
    free(search);
}

/* --- choices ------------------------------------------------------------------------------- */

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

static bool is_exhaustive(const struct search *search)
{
    return search->bound < 0;
}

/* No more switches and old values than the bound allows? */
static bool is_at_bound(const struct search *search)
{
    return !is_exhaustive(search) && search->surprises >= (unsigned)search->bound;
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

unsigned search_choose_age(struct search *search, unsigned count)
{
    const unsigned age = is_at_bound(search) ? 0 : search_choose(search, count);
    search->surprises += age > 0 ? 1 : 0;
    return age;
}

static bool uses_sleep(const struct search *search)
{
    return search->options.sleep_sets && is_exhaustive(search);
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

/* The order in which they are tried: the one that was running goes on. Without a bound all that is
 * no load comes first (schedule_covers). */
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
    unsigned others = 0;
    for (unsigned i = 0; i < count; i++) {
        if (search->world->processes[options[i]].next.kind != OPERATION_LOAD) {
            const uint8_t value = options[i];
            memmove(options + others + 1, options + others, i - others);
            options[others++] = value;
        }
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
    return is_exhaustive(search) ? hash : hash_mix(hash, search->surprises * 16 + search->last);
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
    return search->options.prune_waits && is_exhaustive(search) && !search->replaying;
}

/* The next execution's choices; false: there is none. */
static bool advance(struct search *search)
{
    while (search->choice_count > 0) {
        struct search_choice *choice = &search->choices[search->choice_count - 1];
        if (choice->schedule) {
            choice->asleep |= (uint8_t)(1U << choice->options[choice->chosen]);
        }
        if (++choice->chosen < choice->count) {
            return true;
        }
        search->choice_count--;
    }
    return false;
}

/* --- findings ------------------------------------------------------------------------------ */

/* What a person reads: few surprises, few switches, a short way to the place. */
static unsigned score(const struct search *search, const struct finding *finding)
{
    unsigned end = finding->second > finding->first ? finding->second : finding->first;
    end = end == 0 ? search->world->event_count : end;
    return search->surprises * 1000000 + search->switches * 20000 + end;
}

static void keep(struct search *search, const struct finding *finding)
{
    struct counterexample **slot = &search->best[finding->kind];
    const unsigned points = score(search, finding);
    if (*slot != NULL && (*slot)->score <= points) {
        return;
    }
    if (*slot == NULL) {
        *slot = memory_allocate(1, sizeof **slot);
    }
    (*slot)->finding = *finding;
    (*slot)->choice_count = search->choice_count;
    memcpy((*slot)->choices, search->choices, search->choice_count * sizeof search->choices[0]);
    (*slot)->surprises = search->surprises;
    (*slot)->switches = search->switches;
    (*slot)->score = points;
    (*slot)->bound = search->bound;
}

const struct counterexample *search_best(const struct search *search, enum finding_kind kind)
{
    return search->best[kind];
}

/* --- searching ----------------------------------------------------------------------------- */

static bool begin_execution(struct search *search)
{
    search->position = 0;
    search->last = 0;
    search->asleep = 0;
    search->surprises = search->switches = 0;
    search->result.executions++;
    return execution_run(search->world);
}

/* Wrong although all take turns, and not because of how they share: no question of races. */
static bool is_at_once(const struct search *search)
{
    const struct world *world = search->world;
    for (unsigned i = 0; i < world->finding_count; i++) {
        if (world->findings[i].kind == FINDING_MISUSE || world->findings[i].kind == FINDING_RACE) {
            return false;
        }
    }
    return search->result.executions == 1 && world->finding_count > 0 &&
           !search->options.all_findings;
}

static void take_findings(struct search *search)
{
    const struct world *world = search->world;
    search->result.at_once = search->result.at_once || is_at_once(search);
    for (unsigned i = 0; i < world->finding_count; i++) {
        search->result.found = true;
        keep(search, &world->findings[i]);
    }
}

/* True when everything was tried. */
static bool search_with_bound(struct search *search, int bound)
{
    search->bound = bound;
    search->choice_count = 0;
    known_clear(&search->known);
    while (search->result.steps < search->options.steps_max) {
        const bool whole = begin_execution(search);
        if (search->world->unchecked[0] != '\0') {
            return false;
        }
        take_findings(search);
        if (whole && search->options.each != NULL) {
            search->options.each(search->options.context, search->world);
        }
        if (search->result.at_once) {
            return false;
        }
        if (!advance(search)) {
            return true;
        }
    }
    return false;
}

static bool is_over(const struct search *search)
{
    return search->world->unchecked[0] != '\0' || search->result.at_once ||
           (search->result.found && !search->options.all_findings);
}

void search_run(struct search *search, struct search_result *result)
{
    search->result = (struct search_result){.bound = -1};
    bool complete = true;
    for (int bound = 0; complete && bound <= search->options.surprises_max; bound++) {
        complete = search_with_bound(search, bound);
        if (is_over(search)) {
            break;
        }
        search->result.bound = complete ? bound : search->result.bound;
    }
    if (search->options.exhaustive && !is_over(search)) {
        search->result.complete = search_with_bound(search, -1);
    }
    search->result.graphs = search->known.count;
    *result = search->result;
}

void search_replay(struct search *search, const struct counterexample *counterexample)
{
    search->bound = counterexample->bound;
    search->choice_count = counterexample->choice_count;
    memcpy(search->choices, counterexample->choices,
           counterexample->choice_count * sizeof search->choices[0]);
    search->replaying = true;
    begin_execution(search);
    search->replaying = false;
}
