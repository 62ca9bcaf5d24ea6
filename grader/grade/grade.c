#include "grade/grade.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/pool.h"
#include "grade/environment.h"
#include "grade/grading.h"
#include "grade/judge.h"
#include "grade/session_private.h"
#include "grade/submission.h"

#include <stdlib.h>

/* job / PASSES_EACH is the exercise, counted from the last one, job % PASSES_EACH the pass. Later exercises take longer,
 * and what takes long is begun first, or all would wait for it at the end. The races come last: while Valgrind is at
 * work somebody has time for them. */
enum { PASS_NATIVE, PASS_MEMORY, PASS_RACES, PASSES_EACH };

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

/* Valgrind is still at work, or waits for its turn: what is known by now. */
static void tell_preview(struct grading *grading, unsigned exercise)
{
    const struct grade_request *request = grading->request;
    const struct passes *passes = &grading->passes[exercise];
    if (request->on_preview == NULL || cancel_is_raised(request->cancel)) {
        return;
    }
    AUTO_VERDICT struct verdict *preview = verdict_create();
    struct exercise_verdict *part = verdict_append_exercise(preview, passes->manifest);
    judge_exercise_natively(&grading->machine, passes, part);
    verdict_settle(preview);
    pthread_mutex_lock(&grading->lock);
    if (grading->left[exercise] > 1 && !cancel_is_raised(request->cancel)) {
        request->on_preview(request->context, steal_pointer(&preview));
    }
    pthread_mutex_unlock(&grading->lock);
}

/* Was it asked for? */
static bool do_pass(struct grading *grading, struct passes *passes, size_t pass)
{
    switch (pass) {
    case PASS_NATIVE:
        pass_run(grading, passes, &passes->native, BUILD_NATIVE);
        break;
    case PASS_MEMORY:
        pass_run(grading, passes, &passes->memory, BUILD_MEMORY);
        break;
    default:
        pass_run_races(grading, passes);
        break;
    }
    return pass == PASS_NATIVE   ? passes->native.asked
           : pass == PASS_MEMORY ? passes->memory.asked
                                 : passes->races.asked;
}

static void do_job(void *context, size_t job)
{
    struct grading *grading = context;
    unsigned exercise = (unsigned)(grading->request->exercise_count - 1 - job / PASSES_EACH);
    struct passes *passes = &grading->passes[exercise];
    const bool asked = do_pass(grading, passes, job % PASSES_EACH);
    if (job % PASSES_EACH == PASS_NATIVE && passes->memory.asked) {
        tell_preview(grading, exercise);
    }
    if (finish_pass(grading, exercise, asked)) {
        /* Called off, nobody looks at it, and half a pass is not to be judged. */
        if (!cancel_is_raised(grading->request->cancel)) {
            judge_exercise(&grading->machine, passes, grading->verdict->exercises[exercise]);
        }
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
    passes->races.asked =
        !grading->request->fast && grading->request->only_check == NULL && races_wanted(manifest);
    submission_read(grading->request, manifest, &passes->source);
    grading->left[index] = PASSES_EACH;
    grading->asked += passes->native.asked + passes->memory.asked + passes->races.asked;
}

/* The session's machine as this grading sees it, or one that is looked at now. */
static bool begin(struct grading *grading, struct error *err)
{
    const struct grade_request *request = grading->request;
    struct grade_session *session = request->session;
    if (session == NULL) {
        return environment_prepare(&grading->machine, request, grading->verdict, err);
    }
    grading->machine = session->machine;
    grading->machine.cancel = request->cancel;
    environment_copy(session->facts, grading->verdict);
    waiting_rooms_pause(session->rooms);
    return true;
}

/* The next grading is prepared by the end of this one. */
static void end(struct grading *grading)
{
    const struct grade_request *request = grading->request;
    free(grading->passes);
    free(grading->left);
    if (request->session == NULL) {
        environment_finish(&grading->machine);
        return;
    }
    waiting_rooms_resume(request->session->rooms);
    grade_session_prepare(request->session, request);
}

bool grade_run(const struct grade_request *request, struct verdict **verdict, struct error *err)
{
    struct grading grading = {
        .request = request, .lock = PTHREAD_MUTEX_INITIALIZER, .stepped = PTHREAD_COND_INITIALIZER};
    AUTO_VERDICT struct verdict *mine = verdict_create();
    grading.verdict = mine;
    if (!begin(&grading, err)) {
        return false;
    }
    grading.passes = memory_allocate(request->exercise_count, sizeof grading.passes[0]);
    grading.left = memory_allocate(request->exercise_count, sizeof grading.left[0]);
    for (size_t i = 0; i < request->exercise_count; i++) {
        prepare_exercise(&grading, i);
    }
    pool_run(request->jobs, request->exercise_count * PASSES_EACH, do_job, &grading);
    end(&grading);
    if (cancel_is_raised(request->cancel)) {
        return error_set(err, "the grading was called off");
    }
    verdict_settle(mine);
    *verdict = steal_pointer(&mine);
    return true;
}
