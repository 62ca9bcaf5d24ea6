/* races OBJECT - explores the executions of the student's object and says what it found.
 *
 * Theory of operation. The student's unmodified file was compiled with -fsanitize=thread, so that
 * it calls a function before each access to memory and for each atomic operation, and its calls to
 * the C library were renamed to our models of them (build_object.sh). This program defines those functions,
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
 *   report.c              the shortest execution that goes wrong, as a timeline
 *
 * The student's code shares the address space with all of this and could forge the report. It
 * cannot gain by it: the grader takes points for what is found here and gives none for what is not
 * (docs/sandbox.md). */
#include "base/memory.h"
#include "races/report.h"
#include "races/search.h"
#include "races/signals.h"
#include "races/world.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steps of all scenarios together: a second or two. What one leaves of its share is for those after it. */
enum { STEPS_MAX_ALL = 1500000 };

struct tally {
    unsigned scenarios;
    uint64_t executions, steps;
    int bound;     /* that all scenarios have been searched to */
    bool complete; /* all of them, without bound */
    char unchecked[128];
};

/* True when something was found, and told. */
static bool tell_finding(struct world *world, struct search *search, const char *object)
{
    for (int kind = 0; kind < FINDING_KINDS; kind++) {
        const struct counterexample *best = search_best(search, (enum finding_kind)kind);
        if (best == NULL) {
            continue;
        }
        search_replay(search, best);
        for (unsigned i = 0; i < world->finding_count; i++) {
            if ((int)world->findings[i].kind == kind) {
                puts("state\tfound");
                struct fields *fields = fields_open(object);
                const struct report report = {stdout, world, fields};
                report_counterexample(&report, &world->findings[i], best);
                fields_close(fields);
                return true;
            }
        }
    }
    return false;
}

static void add_result(struct tally *tally, const struct search_result *result)
{
    tally->executions += result->executions;
    tally->steps += result->steps;
    tally->bound = result->bound < tally->bound ? result->bound : tally->bound;
    tally->complete = tally->complete && result->complete;
}

/* True when the report is settled by this scenario. */
static bool explore(struct world *world, const char *object, struct tally *tally)
{
    struct search_options options = search_defaults();
    const uint64_t left = tally->steps < STEPS_MAX_ALL ? STEPS_MAX_ALL - tally->steps : 0;
    options.steps_max = left / (races_scenario_count - tally->scenarios++);
    struct search *search = search_create(world, &options);
    struct search_result result;
    search_run(search, &result);
    add_result(tally, &result);
    bool settled = false;
    if (result.at_once) {
        puts("state\tat-once");
        settled = true;
    } else if (result.found) {
        settled = tell_finding(world, search, object);
    } else if (world->unchecked[0] != '\0') {
        memcpy(tally->unchecked, world->unchecked, sizeof tally->unchecked);
    }
    search_destroy(search);
    return settled;
}

static bool check_scenario(const struct races_scenario *scenario, const char *object,
                           struct tally *tally)
{
    struct world *world = memory_allocate(1, sizeof *world);
    bool settled = false;
    if (signals_open(world, scenario, object)) {
        settled = explore(world, object, tally);
    } else {
        memcpy(tally->unchecked, world->unchecked, sizeof tally->unchecked);
    }
    world_close(world);
    free(world);
    return settled;
}

static void tell_state(const struct tally *tally)
{
    if (tally->unchecked[0] != '\0') {
        printf("state\tunchecked\nwhy\t%s\n", tally->unchecked);
    } else {
        printf("state\t%s\n", tally->complete ? "clean" : "unfinished");
    }
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: races OBJECT\n", stderr);
        return 2;
    }
    signals_catch();
    struct tally tally = {.complete = true, .bound = search_defaults().surprises_max};
    bool settled = false;
    for (unsigned i = 0; i < races_scenario_count && !settled; i++) {
        settled = check_scenario(&races_scenarios[i], argv[1], &tally);
    }
    if (!settled) {
        tell_state(&tally);
    }
    printf("numbers\t%" PRIu64 "\t%" PRIu64 "\t%d\nend\n", tally.executions, tally.steps,
           tally.bound);
    return 0;
}
