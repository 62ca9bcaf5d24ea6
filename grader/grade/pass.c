/* A pass over one exercise. */
#include "base/memory.h"
#include "grade/grading.h"
#include "grade/session_private.h"
#include "stage/exam_room.h"
#include "stage/lines.h"
#include "stage/shape_read.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

enum { HEAD_START_MS = 150 };

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

/* --- what is known already ---------------------------------------------------------------- */

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
    struct passes *passes;
};

/* In reduced mode nothing is begun beside an examination. */
static void prepare_lines(const struct listener *listener)
{
    struct passes *passes = listener->passes;
    const struct machine *machine = &listener->grading->machine;
    struct error ignored; /* will be met again, and told, when lines are looked for */
    if (passes->lines_tool == NULL && machine->full) {
        passes->lines_tool = lines_open_tool(machine, &passes->native.build.object, &ignored);
    }
}

static void tell_check(void *context, const struct examined_check *check)
{
    const struct listener *listener = context;
    bool passed = strcmp(check->status, "pass") == 0;
    tell_news(listener->grading, listener->passes, check->id, passed);
    if (!passed && strcmp(check->status, "skip") != 0) {
        prepare_lines(listener);
    }
}

/* --- the order of the passes -------------------------------------------------------------- */

static void set_native_state(struct grading *grading, struct passes *passes,
                             enum native_state state)
{
    pthread_mutex_lock(&grading->lock);
    passes->native_state = state;
    pthread_cond_broadcast(&grading->stepped);
    pthread_mutex_unlock(&grading->lock);
}

static struct timespec head_start_from_now(void)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += HEAD_START_MS * 1000000L;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    return end;
}

/* Is there anything for the memory pass to do? Where somebody waits for the native verdict it lets that pass
 * build, and examine for as long as most exercises need, before it begins: on two processors they would be in
 * each other's way. Else both go on at once and all is done sooner. Native passes wait for nobody, and
 * each is begun before the memory pass of its exercise. */
static bool await_native_pass(struct grading *grading, const struct passes *passes)
{
    int waited = grading->request->on_preview != NULL ? 0 : ETIMEDOUT;
    pthread_mutex_lock(&grading->lock);
    while (waited == 0 && passes->native_state == NATIVE_BUILDS) {
        waited = pthread_cond_wait(&grading->stepped, &grading->lock);
    }
    struct timespec end = head_start_from_now();
    while (waited == 0 && passes->native_state == NATIVE_EXAMINES) {
        waited = pthread_cond_clockwait(&grading->stepped, &grading->lock, CLOCK_MONOTONIC, &end);
    }
    bool refused = passes->native_state == NATIVE_DONE && !passes->native.build.accepted;
    pthread_mutex_unlock(&grading->lock);
    return !refused;
}

/* --- a pass ------------------------------------------------------------------------------- */

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
    if (pass->examined && !plan->memory && grading->request->structure != NULL) {
        pass->failed = !shape_read(&grading->machine, plan->object, grading->request->structure,
                                   grading->request->shape, &pass->err);
    }
    if (!plan->memory && pass->examined && !came_to_its_end(&pass->examination)) {
        atomic_store(&passes->hangs, true);
    }
}

static void run(struct grading *grading, struct passes *passes, struct pass *pass,
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
    bool wanted = !memory || await_native_pass(grading, passes);
    if (wanted) {
        pass->failed = !build_run(&grading->machine, passes->manifest, &passes->source, variant,
                                  place.ready.site, &pass->build, &pass->err);
        build_site_close(place.ready.site);
        place.ready.site = NULL;
    }
    if (!memory) {
        set_native_state(grading, passes, NATIVE_EXAMINES);
        tell_news(grading, passes, NULL, pass->build.accepted);
    }
    if (pass->build.accepted) {
        examine(grading, passes, pass, &plan, &place);
    }
    leave_workplace(grading, &place);
}

void pass_run(struct grading *grading, struct passes *passes, struct pass *pass,
              enum build_variant variant)
{
    run(grading, passes, pass, variant);
    if (variant == BUILD_NATIVE) {
        set_native_state(grading, passes, NATIVE_DONE); /* also when it was not even begun */
    }
}

void pass_run_races(struct grading *grading, struct passes *passes)
{
    struct races_pass *races = &passes->races;
    if (!races->asked || passes->source.state != SOURCE_READ ||
        cancel_is_raised(grading->request->cancel) || !await_native_pass(grading, passes)) {
        return;
    }
    races->explored = races_run(&grading->machine, passes->manifest, &passes->source,
                                grading->request->weakest, &races->report, &races->err);
    races->failed = !races->explored;
}
