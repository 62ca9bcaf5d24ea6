#include "selftest/mutation/generated.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/pool.h"
#include "selftest/mutation/grade_mutant.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE_MAX = 1 << 20 };

struct job {
    struct generated_exercise *exercise;
    size_t mutant;
};

/* `lock` guards `done` and the calls of on_progress; each job writes to the result of its own
 * mutant. */
struct running {
    const struct generated_request *request;
    struct job *jobs;
    size_t job_count;
    pthread_mutex_t lock;
    size_t done;
};

const char *mutant_fate_name(enum mutant_fate fate)
{
    static const char *const names[FATES] = {
        [FATE_NOT_ASKED] = "skip",
        [FATE_STILLBORN] = "stillborn",
        [FATE_KILLED] = "killed",
        [FATE_EXPLAINED] = "explained",
        [FATE_LEFT_TO_RACES] = "left-to-races",
        [FATE_SURVIVED] = "survived",
        [FATE_UNJUDGED] = "error",
    };
    return names[fate];
}

static bool read_exercise(const struct generated_request *request, const struct manifest *manifest,
                          struct generated_exercise *exercise, struct error *err)
{
    const char *root = request->layout->root;
    AUTO_FREE char *solution =
        memory_format("%s/solutions/%s/%s", root, manifest->folder, manifest->source);
    AUTO_FREE char *explained =
        memory_format("%s/tests/exercises/%s/equivalents.cfg", root, manifest->folder);
    exercise->manifest = manifest;
    struct error why;
    if (!file_read(solution, SOURCE_MAX, &exercise->source, NULL, err) ||
        !equivalents_load(explained, &exercise->equivalents, err)) {
        return false;
    }
    if (!mutants_generate(exercise->source, &exercise->mutants, &why)) {
        return error_set(err, "%s: %s", solution, why.message);
    }
    exercise->results = memory_allocate(exercise->mutants.count + 1, sizeof exercise->results[0]);
    return true;
}

/* The mutants of an exercise lie operator by operator, so that a sample takes its share of each. */
static void collect_jobs(struct running *running, struct generated *generated)
{
    const struct generated_request *request = running->request;
    for (size_t i = 0; i < generated->exercise_count; i++) {
        struct generated_exercise *exercise = &generated->exercises[i];
        for (size_t k = 0; k < exercise->mutants.count; k++) {
            if (sample_takes(&request->sample, k)) {
                *memory_append(&running->jobs, &running->job_count) = (struct job){exercise, k};
            }
        }
    }
}

static void tell_progress(struct running *running, const struct job *job)
{
    const struct generated_request *request = running->request;
    pthread_mutex_lock(&running->lock);
    running->done++;
    if (request->on_progress != NULL) {
        struct selftest_progress progress = {.manifest = job->exercise->manifest,
                                             .done = running->done,
                                             .total = running->job_count};
        request->on_progress(request->context, &progress);
    }
    pthread_mutex_unlock(&running->lock);
}

static void do_job(void *context, size_t index)
{
    struct running *running = context;
    const struct job *job = &running->jobs[index];
    struct generated_exercise *exercise = job->exercise;
    AUTO_FREE char *source = mutant_source(exercise->source, &exercise->mutants.items[job->mutant]);
    grade_mutant(running->request, exercise->manifest, source, &exercise->results[job->mutant]);
    tell_progress(running, job);
}

static void settle_survivors(struct generated_exercise *exercise)
{
    for (size_t i = 0; i < exercise->mutants.count; i++) {
        struct generated_mutant *result = &exercise->results[i];
        const struct equivalent *reason =
            equivalents_find(&exercise->equivalents, exercise->mutants.items[i].identity);
        if (result->fate == FATE_SURVIVED && reason != NULL) {
            result->fate = reason->races ? FATE_LEFT_TO_RACES : FATE_EXPLAINED;
        }
        exercise->counts[result->fate]++;
    }
}

static const struct generated_mutant *find_result(const struct generated_exercise *exercise,
                                                  const char *identity)
{
    for (size_t i = 0; i < exercise->mutants.count; i++) {
        if (strcmp(exercise->mutants.items[i].identity, identity) == 0) {
            return &exercise->results[i];
        }
    }
    return NULL;
}

/* One that is left to the races stage may be caught by luck before: no fault of the entry. */
static void find_stale(struct generated_exercise *exercise)
{
    for (size_t i = 0; i < exercise->equivalents.count; i++) {
        const struct equivalent *item = &exercise->equivalents.items[i];
        const struct generated_mutant *result = find_result(exercise, item->mutant);
        char *sentence = NULL;
        if (result == NULL) {
            sentence = memory_format("line %u explains a mutant that is not generated: %s",
                                     item->line, item->mutant);
        } else if (result->fate == FATE_STILLBORN) {
            sentence = memory_format("line %u explains a mutant that does not build: %s",
                                     item->line, item->mutant);
        } else if (result->fate == FATE_KILLED && !item->races) {
            sentence = memory_format("line %u explains a mutant that %s kills: %s", item->line,
                                     result->by, item->mutant);
        }
        if (sentence != NULL) {
            *memory_append(&exercise->stale, &exercise->stale_count) = sentence;
        }
    }
}

bool generated_run(const struct generated_request *request, struct generated *generated,
                   struct error *err)
{
    int64_t begin_ms = clock_now_ms();
    *generated = (struct generated){.exercise_count = request->exercise_count};
    generated->exercises = memory_allocate(request->exercise_count, sizeof generated->exercises[0]);
    for (size_t i = 0; i < request->exercise_count; i++) {
        if (!read_exercise(request, request->exercises[i], &generated->exercises[i], err)) {
            generated_finish(generated);
            return false;
        }
    }
    struct running running = {.request = request, .lock = PTHREAD_MUTEX_INITIALIZER};
    collect_jobs(&running, generated);
    pool_run(request->jobs, running.job_count, do_job, &running);
    free(running.jobs);
    for (size_t i = 0; i < generated->exercise_count; i++) {
        settle_survivors(&generated->exercises[i]);
        find_stale(&generated->exercises[i]);
    }
    generated->duration_ms = clock_now_ms() - begin_ms;
    return true;
}

static void finish_exercise(struct generated_exercise *exercise)
{
    for (size_t i = 0; exercise->results != NULL && i < exercise->mutants.count; i++) {
        free(exercise->results[i].by);
    }
    for (size_t i = 0; i < exercise->stale_count; i++) {
        free(exercise->stale[i]);
    }
    free(exercise->stale);
    free(exercise->results);
    free(exercise->source);
    mutants_finish(&exercise->mutants);
    equivalents_finish(&exercise->equivalents);
}

void generated_finish(struct generated *generated)
{
    for (size_t i = 0; i < generated->exercise_count; i++) {
        finish_exercise(&generated->exercises[i]);
    }
    free(generated->exercises);
    *generated = (struct generated){0};
}

/* --- what follows -------------------------------------------------------------------------- */

size_t generated_asked(const size_t counts[FATES])
{
    size_t asked = 0;
    for (int fate = FATE_STILLBORN; fate < FATES; fate++) {
        asked += counts[fate];
    }
    return asked;
}

int generated_score(const size_t counts[FATES])
{
    size_t live = generated_asked(counts) - counts[FATE_STILLBORN] - counts[FATE_EXPLAINED] -
                  counts[FATE_UNJUDGED];
    return live > 0 ? (int)(counts[FATE_KILLED] * 1000 / live) : -1;
}

enum promise_state generated_exercise_state(const struct generated_exercise *exercise)
{
    if (exercise->counts[FATE_UNJUDGED] > 0) {
        return PROMISE_UNJUDGED;
    }
    bool broken = exercise->counts[FATE_SURVIVED] > 0 || exercise->stale_count > 0;
    return broken ? PROMISE_BROKEN : PROMISE_KEPT;
}

enum promise_state generated_state(const struct generated *generated)
{
    enum promise_state state = PROMISE_KEPT;
    for (size_t i = 0; i < generated->exercise_count; i++) {
        enum promise_state one = generated_exercise_state(&generated->exercises[i]);
        state = one > state ? one : state;
    }
    return state;
}
