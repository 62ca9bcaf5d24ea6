#include "axioms.h"

#include "outcomes.h"
#include "relation.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Events 0 and 1 are what was in the two objects before. */
enum { FIRST_EVENT = RANDOM_PLACES };

struct event {
    unsigned process;
    const struct step *step; /* NULL: there before */
    unsigned place;
    bool reads, writes; /* a compare-and-exchange that fails does not write */
    int order;
    uint32_t found, written;
};

struct graph {
    const struct random_program *program;
    struct event events[RELATION_EVENTS];
    unsigned count;
    unsigned source[RELATION_EVENTS];                   /* of a read: the write that it finds */
    unsigned order[RANDOM_PLACES][RELATION_EVENTS];     /* of the writes */
    unsigned writes[RANDOM_PLACES];                     /* how many */
    struct relation sequenced, found, modified, sooner; /* sb, rf, mo, fr */
    struct outcomes *outcomes;
};

static bool is_strong(const struct event *event)
{
    return event->step != NULL && event->order == __ATOMIC_SEQ_CST;
}

static bool releases(const struct event *event)
{
    return event->order == __ATOMIC_RELEASE || event->order == __ATOMIC_ACQ_REL ||
           event->order == __ATOMIC_SEQ_CST;
}

static bool acquires(const struct event *event)
{
    return event->order == __ATOMIC_ACQUIRE || event->order == __ATOMIC_ACQ_REL ||
           event->order == __ATOMIC_SEQ_CST;
}

static bool is_fence(const struct event *event)
{
    return event->step != NULL && event->step->kind == STEP_FENCE;
}

/* --- happens before ------------------------------------------------------------------------ */

static unsigned rank_of(const struct graph *graph, unsigned write)
{
    const unsigned place = graph->events[write].place;
    unsigned rank = 0;
    while (graph->order[place][rank] != write) {
        rank++;
    }
    return rank;
}

/* Is `write` part of the release sequence that `head` would head? */
static bool is_continued(const struct graph *graph, unsigned head, unsigned write)
{
    const struct event *first = &graph->events[head];
    if (first->place != graph->events[write].place || !first->writes ||
        rank_of(graph, head) > rank_of(graph, write)) {
        return false;
    }
    for (unsigned i = rank_of(graph, head) + 1; i <= rank_of(graph, write); i++) {
        const struct event *next = &graph->events[graph->order[first->place][i]];
        if (!next->reads && next->process != first->process) {
            return false;
        }
    }
    return true;
}

/* The head itself when it releases, and the release fences before it. */
static bool is_released_by(const struct graph *graph, unsigned from, unsigned head)
{
    const struct event *event = &graph->events[from];
    return releases(event) &&
           (from == head || (is_fence(event) && relation_has(&graph->sequenced, from, head)));
}

static bool is_acquired_by(const struct graph *graph, unsigned to, unsigned read)
{
    const struct event *event = &graph->events[to];
    return acquires(event) &&
           (to == read || (is_fence(event) && relation_has(&graph->sequenced, read, to)));
}

static void synchronise(const struct graph *graph, unsigned head, unsigned read,
                        struct relation *before)
{
    for (unsigned from = FIRST_EVENT; from < graph->count; from++) {
        for (unsigned to = FIRST_EVENT; to < graph->count; to++) {
            if (is_released_by(graph, from, head) && is_acquired_by(graph, to, read)) {
                relation_add(before, from, to);
            }
        }
    }
}

static struct relation happens_before(const struct graph *graph)
{
    struct relation before = graph->sequenced;
    for (unsigned read = FIRST_EVENT; read < graph->count; read++) {
        for (unsigned head = FIRST_EVENT; head < graph->count; head++) {
            if (graph->events[read].reads && is_continued(graph, head, graph->source[read])) {
                synchronise(graph, head, read, &before);
            }
        }
    }
    return relation_closure(&before);
}

/* --- the axioms ---------------------------------------------------------------------------- */

static bool is_whole(const struct graph *graph)
{
    for (unsigned i = FIRST_EVENT; i < graph->count; i++) {
        const struct event *event = &graph->events[i];
        if (event->reads && event->writes &&
            rank_of(graph, i) != rank_of(graph, graph->source[i]) + 1) {
            return false;
        }
    }
    return true;
}

static struct relation on_one_object(const struct graph *graph, const struct relation *relation,
                                     bool one)
{
    struct relation part = {{0}};
    for (unsigned a = 0; a < graph->count; a++) {
        for (unsigned b = 0; b < graph->count; b++) {
            const bool same = !is_fence(&graph->events[a]) && !is_fence(&graph->events[b]) &&
                              graph->events[a].place == graph->events[b].place;
            if (relation_has(relation, a, b) && same == one) {
                relation_add(&part, a, b);
            }
        }
    }
    return part;
}

static struct relation unite_three(const struct relation *a, const struct relation *b,
                                   const struct relation *c)
{
    const struct relation both = relation_union(a, b);
    return relation_union(&both, c);
}

static struct relation join_three(const struct relation *a, const struct relation *b,
                                  const struct relation *c)
{
    const struct relation both = relation_join(a, b);
    return relation_join(&both, c);
}

static uint16_t strong_events(const struct graph *graph, bool fences)
{
    uint16_t set = 0;
    for (unsigned i = FIRST_EVENT; i < graph->count; i++) {
        if (is_strong(&graph->events[i]) && (!fences || is_fence(&graph->events[i]))) {
            set |= (uint16_t)(1U << i);
        }
    }
    return set;
}

/* What the single order of all seq_cst operations has to agree with (there: psc). */
static struct relation strong_order(const struct graph *graph, const struct relation *before,
                                    const struct relation *communicates)
{
    const struct relation elsewhere = on_one_object(graph, &graph->sequenced, false);
    const struct relation detour = join_three(&elsewhere, before, &elsewhere);
    const struct relation here = on_one_object(graph, before, true);
    const struct relation local = unite_three(&graph->sequenced, &detour, &here);
    const struct relation steps = unite_three(&local, &graph->modified, &graph->sooner);
    const uint16_t strong = strong_events(graph, false);
    const uint16_t fences = strong_events(graph, true);
    const struct relation nothing = {{0}};
    const struct relation same = relation_or_same(&nothing);
    const struct relation known = relation_or_same(before);
    const struct relation strong_itself = relation_between(&same, strong, strong);
    const struct relation after_fence = relation_between(&known, fences, UINT16_MAX);
    const struct relation before_fence = relation_between(&known, UINT16_MAX, fences);
    const struct relation begin = relation_union(&strong_itself, &after_fence);
    const struct relation end = relation_union(&strong_itself, &before_fence);
    const struct relation base = join_three(&begin, &steps, &end);
    const struct relation through = join_three(before, communicates, before);
    const struct relation either = relation_union(before, &through);
    const struct relation of_fences = relation_between(&either, fences, fences);
    return relation_union(&base, &of_fences);
}

static bool is_allowed(const struct graph *graph)
{
    const struct relation runs = relation_union(&graph->sequenced, &graph->found);
    const struct relation direct = unite_three(&graph->found, &graph->modified, &graph->sooner);
    const struct relation communicates = relation_closure(&direct);
    const struct relation before = happens_before(graph);
    const struct relation against = relation_join(&before, &communicates);
    const struct relation strong = strong_order(graph, &before, &communicates);
    return is_whole(graph) && relation_is_acyclic(&runs) && relation_is_acyclic(&before) &&
           relation_is_acyclic(&direct) && !relation_is_reflexive_somewhere(&against) &&
           relation_is_acyclic(&strong);
}

/* --- all graphs ---------------------------------------------------------------------------- */

static void note_outcome(const struct graph *graph)
{
    char outcome[256] = "";
    size_t length = 0;
    for (unsigned p = 0, i = FIRST_EVENT; p < graph->program->processes; p++) {
        length +=
            (size_t)snprintf(outcome + length, sizeof outcome - length, "%s", p > 0 ? "|" : "");
        for (; i < graph->count && graph->events[i].process == p + 1; i++) {
            if (graph->events[i].reads) {
                length += (size_t)snprintf(outcome + length, sizeof outcome - length, "%u,",
                                           graph->events[i].found);
            }
        }
    }
    outcomes_add(graph->outcomes, outcome);
}

static void relate(struct graph *graph)
{
    const struct relation none = {{0}};
    graph->found = graph->modified = graph->sooner = none;
    for (unsigned place = 0; place < RANDOM_PLACES; place++) {
        for (unsigned b = 0; b < graph->writes[place]; b++) {
            for (unsigned a = 0; a < b; a++) {
                relation_add(&graph->modified, graph->order[place][a], graph->order[place][b]);
            }
        }
    }
    for (unsigned i = FIRST_EVENT; i < graph->count; i++) {
        if (graph->events[i].reads) {
            relation_add(&graph->found, graph->source[i], i);
            graph->sooner.row[i] = graph->modified.row[graph->source[i]] & (uint16_t) ~(1U << i);
        }
    }
}

/* Puts the writes from `event` on into every place of their orders. */
static void order_writes(struct graph *graph, unsigned event)
{
    if (event == graph->count) {
        relate(graph);
        if (is_allowed(graph)) {
            note_outcome(graph);
        }
        return;
    }
    if (!graph->events[event].writes) {
        order_writes(graph, event + 1);
        return;
    }
    const unsigned place = graph->events[event].place;
    unsigned *order = graph->order[place];
    const unsigned count = graph->writes[place]++;
    for (unsigned rank = count; rank >= 1; rank--) {
        memmove(order + rank + 1, order + rank, (count - rank) * sizeof *order);
        order[rank] = event;
        order_writes(graph, event + 1);
        memmove(order + rank, order + rank + 1, (count - rank) * sizeof *order);
    }
    graph->writes[place]--;
}

/* What an event reads and writes follows from what it finds. False: it has not been found yet. */
static bool evaluate(struct graph *graph, unsigned number)
{
    struct event *event = &graph->events[number];
    const struct step *step = event->step;
    event->found = event->reads ? graph->events[graph->source[number]].written : 0;
    event->order = step->order;
    event->writes = step->kind == STEP_STORE || step->kind == STEP_ADD ||
                    (step->kind == STEP_COMPARE && event->found == step->expected);
    event->written = step->kind == STEP_ADD ? event->found + RANDOM_SUM : step->value;
    if (step->kind == STEP_COMPARE && !event->writes) {
        event->order = __ATOMIC_RELAXED;
    }
    return !event->reads || graph->events[graph->source[number]].writes;
}

/* The values go round until they stay: without a cycle of reads they do. */
static bool find_values(struct graph *graph)
{
    bool valid = true;
    for (unsigned round = 0; round <= graph->count; round++) {
        valid = true;
        for (unsigned i = FIRST_EVENT; i < graph->count; i++) {
            valid = evaluate(graph, i) && valid;
        }
    }
    return valid;
}

/* Lets the reads from `event` on find every write. */
static void find_sources(struct graph *graph, unsigned event)
{
    if (event == graph->count) {
        if (find_values(graph)) {
            order_writes(graph, FIRST_EVENT);
        }
        return;
    }
    if (!graph->events[event].reads) {
        find_sources(graph, event + 1);
        return;
    }
    for (unsigned write = 0; write < graph->count; write++) {
        const struct event *source = &graph->events[write];
        const bool could = source->step == NULL || source->step->kind == STEP_STORE ||
                           source->step->kind == STEP_ADD || source->step->kind == STEP_COMPARE;
        if (could && write != event && source->place == graph->events[event].place) {
            graph->source[event] = write;
            find_sources(graph, event + 1);
        }
    }
}

static void add_steps(struct graph *graph)
{
    const struct random_program *program = graph->program;
    for (unsigned p = 0; p < program->processes; p++) {
        for (unsigned i = 0; i < program->lengths[p]; i++) {
            const struct step *step = &program->steps[p][i];
            const unsigned number = graph->count++;
            cr_assert_lt(number, RELATION_EVENTS);
            graph->events[number] =
                (struct event){.process = p + 1,
                               .step = step,
                               .place = step->place,
                               .order = step->order,
                               .reads = step->kind == STEP_LOAD || step->kind == STEP_ADD ||
                                        step->kind == STEP_COMPARE};
            for (unsigned before = 0; before < number; before++) {
                if (graph->events[before].process == p + 1 || before < FIRST_EVENT) {
                    relation_add(&graph->sequenced, before, number);
                }
            }
        }
    }
}

void axioms_outcomes(const struct random_program *program, char *outcomes, size_t size)
{
    struct outcomes found = {.count = 0};
    struct graph graph = {.program = program, .count = FIRST_EVENT, .outcomes = &found};
    for (unsigned place = 0; place < RANDOM_PLACES; place++) {
        graph.events[place] = (struct event){.place = place, .writes = true};
        graph.order[place][0] = place;
        graph.writes[place] = 1;
    }
    add_steps(&graph);
    find_sources(&graph, FIRST_EVENT);
    outcomes_join(&found, outcomes, size);
}
