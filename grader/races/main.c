/* races OBJECT [--weakest] - explores the executions of the student's object and says what it found; of one
 * that is right, with --weakest, which weaker memory orders would do.
 * races OBJECT --hoisted - finds a loop in it that waits on nothing (hoisted.h).
 *
 * Theory of operation. The student's unmodified file was compiled with -fsanitize=thread, so that
 * it calls a function before each access to memory and for each atomic operation, and its calls to
 * the C library were renamed to our models of them (modelled.sh). This program defines those functions,
 * loads one copy of the object for each process of a scenario (harness.h), and lets the processes
 * run as coroutines, one at a time, up to their next operation that others could notice.
 *
 *   runtime.c, libc_*.c   where the compiled code calls in: an operation is described
 *   execution.c           one execution: who goes next, until all have ended or nobody can go on
 *   process.c             a process's turns, and its end: it may also be killed
 *   atomic.c, plain.c     the memory model: which store a load may read, and what is a data race
 *   locations.c           atomic objects, and the order of the stores to each
 *   objects.c             semaphores and the like
 *   search.c              all executions: what to choose next, and what need not be tried
 *   reads.c               waiting loops
 *   trial.c               all scenarios, explored with the file's memory orders or with others (orders.c)
 *   hoisted.c             what -O2 makes of a loop that waits on a plain object
 *   repair.c, weakest.c   which orders mend it; which weaker ones would do
 *   report.c              the shortest execution that goes wrong, as a timeline
 *
 * The student's code shares the address space with all of this and could forge the report. It
 * cannot gain by it: the grader takes points for what is found here and gives none for what is not
 * (docs/sandbox.md). */
#include "races/hoisted.h"
#include "races/repair.h"
#include "races/report.h"
#include "races/signals.h"
#include "races/trial.h"
#include "races/weakest.h"
#include "races/world.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Steps of all scenarios together, each with its share: a second or two. For a repair, and for the weakest orders,
 * that many for all that is tried. */
enum { STEPS_MAX_ALL = 1500000, STEPS_MAX_REPAIR = 2000000, STEPS_MAX_WEAKEST = 4000000 };

/* A loop that -O2 has left empty is looked for where a data race was found, so it may be told from work by less
 * than others. */
enum { HOISTED_HANG_MS = 50 };

/* Whom findings are told to. */
struct teller {
    const char *object;
    FILE *out;
    struct raced raced;
};

/* What could be an atomic object instead: both accesses are plain, and to the same bytes. */
static struct raced find_raced(const struct world *world, const struct finding *finding)
{
    const struct event *first = &world->events[finding->first];
    const struct event *second = &world->events[finding->second];
    bool plain = first->kind == EVENT_READ || first->kind == EVENT_WRITE;
    bool also = second->kind == EVENT_READ || second->kind == EVENT_WRITE;
    bool same = first->offset == second->offset && first->size == second->size;
    return plain && also && same ? (struct raced){first->offset, first->size} : (struct raced){0};
}

/* Tells the first kind of finding that there is. */
static void tell_finding(void *context, struct world *world, struct search *search)
{
    struct teller *teller = context;
    for (int kind = 0; kind < FINDING_KINDS; kind++) {
        const struct counterexample *best = search_best(search, (enum finding_kind)kind);
        if (best == NULL) {
            continue;
        }
        search_replay(search, best);
        for (unsigned i = 0; i < world->finding_count; i++) {
            if ((int)world->findings[i].kind == kind) {
                teller->raced = find_raced(world, &world->findings[i]);
                fputs("state\tfound\n", teller->out);
                struct fields *fields = fields_open(teller->object);
                const struct report report = {teller->out, world, fields};
                report_counterexample(&report, &world->findings[i], best);
                fields_close(fields);
                return;
            }
        }
    }
}

static void tell_repair(const struct trial *trial, const struct raced *raced, FILE *out)
{
    struct orders orders;
    struct trial repair = *trial;
    repair.steps_max = STEPS_MAX_REPAIR;
    if (repair_find(&repair, raced, &orders)) {
        struct fields *fields = fields_open(trial->object);
        report_repair(&(struct report){.out = out, .fields = fields}, &orders);
        fields_close(fields);
    }
}

static void tell_weakest(const struct trial *trial, FILE *out)
{
    struct weakest weakest;
    struct trial weaker = *trial;
    weaker.steps_max = STEPS_MAX_WEAKEST;
    if (weakest_find(&weaker, &weakest)) {
        struct fields *fields = fields_open(trial->object);
        report_weakest(&(struct report){.out = out, .fields = fields}, &weakest);
        fields_close(fields);
    }
}

static void tell_state(const struct tally *tally, FILE *out)
{
    if (tally->at_once) {
        fputs("state\tat-once\n", out);
    } else if (tally->unchecked[0] != '\0') {
        fprintf(out, "state\tunchecked\nwhy\t%s\n", tally->unchecked);
    } else {
        fprintf(out, "state\t%s\n", tally->complete ? "clean" : "unfinished");
    }
}

static void explore(const char *object, bool wants_weakest, FILE *out)
{
    struct teller teller = {.object = object, .out = out};
    const struct trial trial = {.object = object,
                                .scenarios = races_scenarios,
                                .scenario_count = races_scenario_count,
                                .steps_max = STEPS_MAX_ALL,
                                .on_finding = tell_finding,
                                .context = &teller};
    struct tally tally;
    trial_run(&trial, &tally);
    if (!tally.found || tally.at_once) {
        tell_state(&tally, out);
    } else if (!tally.hung) {
        tell_repair(&trial, &teller.raced, out);
    }
    if (wants_weakest && !tally.found && tally.unchecked[0] == '\0') {
        tell_weakest(&trial, out);
    }
    fprintf(out, "numbers\t%" PRIu64 "\t%" PRIu64 "\t%d\nend\n", tally.executions, tally.steps,
            tally.bound);
}

static void tell_hoisted(const char *object, FILE *out)
{
    struct hoisted hoisted;
    if (hoisted_find(object, races_scenarios, races_scenario_count, &hoisted)) {
        report_hoisted(&(struct report){.out = out}, &hoisted);
    }
}

int main(int argc, char **argv)
{
    const bool wants_weakest = argc == 3 && strcmp(argv[2], "--weakest") == 0;
    const bool wants_hoisted = argc == 3 && strcmp(argv[2], "--hoisted") == 0;
    if (argc != 2 && !wants_weakest && !wants_hoisted) {
        fputs("usage: races OBJECT [--weakest | --hoisted]\n", stderr);
        return 2;
    }
    /* stdout has a name, by which the student's code can get at it. What that leaves there is never written. */
    FILE *out = fdopen(STDOUT_FILENO, "w");
    if (out == NULL) {
        return 3;
    }
    signals_catch(wants_hoisted ? HOISTED_HANG_MS : SIGNALS_HANG_MS);
    if (wants_hoisted) {
        tell_hoisted(argv[1], out);
    } else {
        explore(argv[1], wants_weakest, out);
    }
    _exit(fflush(out) == 0 ? 0 : 3);
}
