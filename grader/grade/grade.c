#include "grade/grade.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/pool.h"
#include "grade/environment.h"
#include "grade/judge.h"
#include "grade/passes.h"
#include "grade/submission.h"
#include "stage/machine.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { PASSES_EACH = 2 }; /* job / PASSES_EACH is the exercise, job % PASSES_EACH the pass */

/* A grading under way. What is below `lock` is guarded by it; the rest is set up before the threads
 * start, and each thread works on the passes of its own jobs alone. */
struct grading {
    const struct grade_request *request;
    struct machine machine;
    struct verdict *verdict;
    struct passes *passes; /* one per exercise */
    uint64_t seed;

    pthread_mutex_t lock;
    unsigned *left; /* passes of each exercise that are not done */
    unsigned asked; /* passes that are more than a place in the list of jobs */
    unsigned done;  /* of these */
};

static bool came_to_its_end(const struct examination *examination)
{
    for (size_t i = 0; i < examination->check_count; i++) {
        const char *status = examination->checks[i].status;
        if (status != NULL && strcmp(status, "timeout") == 0) {
            return false;
        }
    }
    return !examination->timed_out;
}

static void tell_load(const struct grade_load *load, const struct examination *examination)
{
    if (load->tally != NULL) {
        atomic_fetch_add(&load->tally->calls, examination->calls_seen);
        atomic_fetch_add(&load->tally->delayed, examination->calls_delayed);
    }
}

/* The recording of the one check goes to whoever asked for it. */
static void hand_over_timeline(const struct grade_request *request, struct examination *examination)
{
    *request->timeline = examination->timeline;
    examination->timeline = (struct timeline){0};
    memory_set_string(&request->timeline->check, request->only_check);
    for (size_t i = 0; i < examination->check_count; i++) {
        if (strcmp(examination->checks[i].id, request->only_check) == 0) {
            memory_set_string(&request->timeline->status, examination->checks[i].status);
        }
    }
}

static void run_pass(struct grading *grading, struct passes *passes, struct pass *pass,
                     enum build_variant variant)
{
    bool memory = variant == BUILD_MEMORY;
    if (!pass->asked || passes->source.state != SOURCE_READ ||
        (memory && atomic_load(&passes->hangs))) {
        return;
    }
    pass->failed = !build_run(&grading->machine, passes->manifest, &passes->source, variant,
                              &pass->build, &pass->err);
    if (pass->failed || !pass->build.accepted) {
        return;
    }
    struct examination_plan plan = {.manifest = passes->manifest,
                                    .object = &pass->build.object,
                                    .memory = memory,
                                    .stop_at_failure = grading->request->stop_at_failure && !memory,
                                    .seed = grading->seed,
                                    .load = grading->request->load,
                                    .only_check = memory ? NULL : grading->request->only_check,
                                    .recording =
                                        memory ? RECORD_NOTHING : grading->request->recording,
                                    .abandoned = memory ? &passes->hangs : NULL};
    pass->examined = examination_run(&grading->machine, &plan, &pass->examination, &pass->err);
    pass->failed = !pass->examined;
    tell_load(&plan.load, &pass->examination);
    if (!memory && pass->examined && grading->request->timeline != NULL) {
        hand_over_timeline(grading->request, &pass->examination);
    }
    if (!memory && pass->examined && !came_to_its_end(&pass->examination)) {
        atomic_store(&passes->hangs, true);
    }
}

/* To be called with the lock held: whoever watches is called by one thread at a time. */
static void tell_progress(struct grading *grading, unsigned exercise)
{
    const struct grade_request *request = grading->request;
    grading->done++;
    if (request->on_progress != NULL) {
        struct grade_progress progress = {.exercise = request->exercises[exercise],
                                          .done = grading->done,
                                          .total = grading->asked};
        request->on_progress(request->context, &progress);
    }
}

/* True for the thread that finished the last pass of the exercise. */
static bool finish_pass(struct grading *grading, unsigned exercise, bool asked)
{
    pthread_mutex_lock(&grading->lock);
    bool last = --grading->left[exercise] == 0;
    if (asked) {
        tell_progress(grading, exercise);
    }
    pthread_mutex_unlock(&grading->lock);
    return last;
}

static void do_job(void *context, size_t job)
{
    struct grading *grading = context;
    unsigned exercise = (unsigned)job / PASSES_EACH;
    struct passes *passes = &grading->passes[exercise];
    bool native = job % PASSES_EACH == 0;
    struct pass *pass = native ? &passes->native : &passes->memory;
    run_pass(grading, passes, pass, native ? BUILD_NATIVE : BUILD_MEMORY);
    if (finish_pass(grading, exercise, pass->asked)) {
        judge_exercise(&grading->machine, passes, grading->verdict->exercises[exercise]);
        passes_finish(passes);
    }
}

static void prepare_exercise(struct grading *grading, size_t index)
{
    const struct manifest *manifest = grading->request->exercises[index];
    struct passes *passes = &grading->passes[index];
    verdict_append_exercise(grading->verdict, manifest);
    passes->manifest = manifest;
    passes->only_check = grading->request->only_check;
    passes->native.asked = true;
    passes->memory.asked = !grading->request->fast;
    submission_read(grading->request, manifest, &passes->source);
    grading->left[index] = PASSES_EACH;
    grading->asked += passes->native.asked + passes->memory.asked;
}

bool grade_run(const struct grade_request *request, struct verdict **verdict, struct error *err)
{
    struct grading grading = {.request = request,
                              .lock = PTHREAD_MUTEX_INITIALIZER,
                              .seed = request->seed != 0 ? request->seed : 1};
    AUTO_VERDICT struct verdict *mine = verdict_create();
    grading.verdict = mine;
    if (!environment_prepare(&grading.machine, request, mine, err)) {
        return false;
    }
    grading.passes = memory_allocate(request->exercise_count, sizeof grading.passes[0]);
    grading.left = memory_allocate(request->exercise_count, sizeof grading.left[0]);
    for (size_t i = 0; i < request->exercise_count; i++) {
        prepare_exercise(&grading, i);
    }
    pool_run(request->jobs, request->exercise_count * PASSES_EACH, do_job, &grading);
    verdict_settle(mine);
    free(grading.passes);
    free(grading.left);
    environment_finish(&grading.machine);
    *verdict = steal_pointer(&mine);
    return true;
}
