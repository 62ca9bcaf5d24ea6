#include "batch/batch.h"

#include <pthread.h>
#include <string.h>

#include "base/pool.h"
#include "batch/entry.h"
#include "batch/handin_work.h"

/* A batch under way. What is below `lock` is guarded by it; the rest is set up before the threads start. */
struct running {
    const struct batch_plan *plan;
    struct key_base base;

    pthread_mutex_t lock;
    struct batch_result *result;
    bool failed; /* `failure` says why; everybody stops */
    struct error failure;
};

static void tell(const struct running *running, const struct handin_work *work)
{
    const struct batch_plan *plan = running->plan;
    if (plan->on_event == NULL) {
        return;
    }
    struct batch_event event = {
        .handin = work->handin,
        .fate = work->fate,
        .verdict = work->verdict,
        .sentence = work->sentence,
        .notes = work->collection.notes,
        .note_count = work->collection.note_count,
        .total = plan->handins->count,
    };
    memcpy(event.done, running->result->done, sizeof event.done);
    plan->on_event(plan->context, &event);
}

/* Nothing more can be kept: nothing more is graded. */
static void stop(struct running *running, const struct error *failure)
{
    if (!running->failed) {
        running->failed = true;
        running->failure = *failure;
    }
    cancel_raise(running->plan->request.cancel);
}

static void keep(struct running *running, const struct handin_work *work)
{
    struct error failure;
    pthread_mutex_lock(&running->lock);
    if (!running->failed && entry_record(work, running->plan, &failure)) {
        running->result->done[work->fate]++;
        running->result->left--;
        tell(running, work);
    } else if (!running->failed) {
        stop(running, &failure);
    }
    pthread_mutex_unlock(&running->lock);
}

static bool is_known(struct running *running, const struct handin_work *work)
{
    bool known = false;
    struct error failure;
    pthread_mutex_lock(&running->lock);
    if (!running->failed &&
        !gradebook_has_verdict(running->plan->gradebook, work->key, &known, &failure)) {
        stop(running, &failure);
    }
    pthread_mutex_unlock(&running->lock);
    return known;
}

/* What it comes to; false when it was called off before it came to anything. */
static bool judge(struct running *running, struct handin_work *work)
{
    const struct batch_plan *plan = running->plan;
    struct error err;
    if (!handin_work_collect(work, plan, &running->base, &err)) {
        handin_work_give_up(work, BATCH_FAULT, err.message);
    } else if (work->collection.problem != NULL) {
        handin_work_give_up(work, BATCH_UNGRADABLE, work->collection.problem);
    } else if (is_known(running, work)) {
        work->fate = BATCH_KNOWN;
    } else {
        handin_work_grade(work, plan);
    }
    /* A fault while everybody stops is no fault of its own. */
    return work->fate != BATCH_FAULT || !cancel_is_raised(plan->request.cancel);
}

static void do_handin(void *context, size_t index)
{
    struct running *running = context;
    const struct batch_plan *plan = running->plan;
    AUTO(handin_work_finish) struct handin_work work = {.handin = &plan->handins->items[index]};
    if (!cancel_is_raised(plan->request.cancel) && judge(running, &work)) {
        keep(running, &work);
    }
}

bool batch_run(const struct batch_plan *plan, struct batch_result *result, struct error *err)
{
    struct running running = {.plan = plan, .lock = PTHREAD_MUTEX_INITIALIZER, .result = result};
    *result = (struct batch_result){.left = plan->handins->count};
    if (!key_base_make(&plan->request, plan->facts, &running.base, err) ||
        !entry_record_roster(plan, err)) {
        return false;
    }
    pool_run(plan->jobs, plan->handins->count, do_handin, &running);
    if (running.failed) {
        *err = running.failure;
    }
    return !running.failed;
}
