#include "grade/grade.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/pool.h"
#include "grade/environment.h"
#include "grade/judge.h"
#include "grade/passes.h"
#include "grade/session_private.h"
#include "grade/submission.h"
#include "stage/exam_room.h"
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

    pthread_mutex_t lock;
    pthread_cond_t stepped; /* a native build has ended */
    unsigned *left;         /* passes of each exercise that are not done */
    unsigned asked;         /* passes that are more than a place in the list of jobs */
    unsigned done;          /* of these */
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

/* --- what is known already ---------------------------------------------------------------------
 */

static void tell_news(struct grading *grading, const struct passes *passes, const char *check,
                      bool passed)
{
    const struct grade_request *request = grading->request;
    if (request->on_news != NULL) {
        struct grade_news news = {.exercise = passes->manifest, .check = check, .passed = passed};
        pthread_mutex_lock(&grading->lock);
        if (!cancel_is_raised(request->cancel)) {
            request->on_news(request->context, &news);
        }
        pthread_mutex_unlock(&grading->lock);
    }
}

/* Whom an examination tells of its checks. */
struct listener {
    struct grading *grading;
    const struct passes *passes;
};

static void tell_check(void *context, const struct examined_check *check)
{
    const struct listener *listener = context;
    tell_news(listener->grading, listener->passes, check->id, strcmp(check->status, "pass") == 0);
}

/* --- the order of the passes -------------------------------------------------------------------
 */

static void set_native_built(struct grading *grading, struct passes *passes, bool accepted)
{
    pthread_mutex_lock(&grading->lock);
    passes->native_build = accepted ? NATIVE_BUILT : NATIVE_NOT_BUILT;
    pthread_cond_broadcast(&grading->stepped);
    pthread_mutex_unlock(&grading->lock);
}

/* Is there anything for the memory pass to do? Where somebody waits for the native verdict it builds after the
 * native pass: two compilers at once are in each other's way. Else both build at once and all is done
 * sooner. Native passes wait for nobody, and each is begun before the memory pass of its exercise. */
static bool await_native_build(struct grading *grading, const struct passes *passes)
{
    bool wait = grading->request->on_preview != NULL;
    pthread_mutex_lock(&grading->lock);
    while (wait && passes->native_build == NATIVE_BEGUN) {
        pthread_cond_wait(&grading->stepped, &grading->lock);
    }
    bool refused = passes->native_build == NATIVE_NOT_BUILT;
    pthread_mutex_unlock(&grading->lock);
    return !refused;
}

/* --- a pass ------------------------------------------------------------------------------------
 */

/* Where a pass is built and examined. */
struct workplace {
    struct waiting ready; /* NULL: made when it is needed */
    bool waited;          /* the room stood ready; unused it goes back */
    bool used;            /* the room was */
};

/* A room that is made now is made while the compiler works. In reduced mode gradings take turns with their
 * rooms, and none is made before there is an object. */
static struct workplace find_workplace(struct grading *grading, const struct examination_plan *plan)
{
    const struct grade_session *session = grading->request->session;
    struct error ignored; /* will be met again, and told, when the room is needed */
    struct workplace found = {0};
    if (session != NULL) {
        found.ready = waiting_rooms_take(session->rooms, plan);
        found.waited = found.ready.room != NULL;
    }
    if (found.ready.room == NULL && grading->machine.full) {
        found.ready.room = exam_room_open(&grading->machine, plan, &ignored);
    }
    return found;
}

static void leave_workplace(struct grading *grading, struct workplace *place)
{
    const struct grade_session *session = grading->request->session;
    if (place->used || !place->waited) {
        exam_room_close(place->ready.room);
        place->ready.room = NULL;
    }
    waiting_rooms_give_back(session != NULL ? session->rooms : NULL, &place->ready);
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

static void examine(struct grading *grading, struct passes *passes, struct pass *pass,
                    const struct examination_plan *plan, struct workplace *place)
{
    place->used = true;
    pass->examined =
        examination_run(&grading->machine, plan, place->ready.room, &pass->examination, &pass->err);
    pass->failed = !pass->examined;
    tell_load(&plan->load, &pass->examination);
    if (pass->examined && plan->recording != RECORD_NOTHING) {
        hand_over_timeline(grading->request, &pass->examination);
    }
    if (!plan->memory && pass->examined && !came_to_its_end(&pass->examination)) {
        atomic_store(&passes->hangs, true);
    }
}

static void run_pass(struct grading *grading, struct passes *passes, struct pass *pass,
                     enum build_variant variant)
{
    bool memory = variant == BUILD_MEMORY;
    if (!pass->asked || passes->source.state != SOURCE_READ ||
        cancel_is_raised(grading->request->cancel) || (memory && atomic_load(&passes->hangs))) {
        return;
    }
    struct examination_plan plan = session_plan(grading->request, passes->manifest, memory);
    plan.object = &pass->build.object;
    plan.abandoned = memory ? &passes->hangs : NULL;
    plan.on_check = memory ? NULL : tell_check;
    plan.context = &(struct listener){grading, passes};
    struct workplace place = find_workplace(grading, &plan);
    bool wanted = !memory || await_native_build(grading, passes);
    if (wanted) {
        pass->failed = !build_run(&grading->machine, passes->manifest, &passes->source, variant,
                                  place.ready.site, &pass->build, &pass->err);
        build_site_close(place.ready.site);
        place.ready.site = NULL;
    }
    if (!memory) {
        set_native_built(grading, passes, pass->build.accepted);
        tell_news(grading, passes, NULL, pass->build.accepted);
    }
    if (pass->build.accepted) {
        examine(grading, passes, pass, &plan, &place);
    }
    leave_workplace(grading, &place);
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

static void do_job(void *context, size_t job)
{
    struct grading *grading = context;
    unsigned exercise = (unsigned)job / PASSES_EACH;
    struct passes *passes = &grading->passes[exercise];
    bool native = job % PASSES_EACH == 0;
    struct pass *pass = native ? &passes->native : &passes->memory;
    run_pass(grading, passes, pass, native ? BUILD_NATIVE : BUILD_MEMORY);
    if (native && !pass->build.accepted) {
        set_native_built(grading, passes, false); /* also when it was not even begun */
    }
    if (native && passes->memory.asked) {
        tell_preview(grading, exercise);
    }
    if (finish_pass(grading, exercise, pass->asked)) {
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
    submission_read(grading->request, manifest, &passes->source);
    grading->left[index] = PASSES_EACH;
    grading->asked += passes->native.asked + passes->memory.asked;
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
