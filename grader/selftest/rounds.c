/* The rounds of a selftest: the sources that were asked for, graded and held against their promises; then
 * again, under load, and held against the first round. */
#include "selftest/rounds.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/pool.h"
#include "base/text.h"
#include "selftest/rounds_private.h"

#include <pthread.h>
#include <stdlib.h>

static void tell_progress(struct running *running, const struct job *job)
{
    const struct selftest_request *request = running->request;
    pthread_mutex_lock(&running->lock);
    running->done++;
    running->round->graded++;
    if (request->on_progress != NULL) {
        struct selftest_progress progress = {.manifest = job->exercise->bank.manifest,
                                             .done = running->done,
                                             .total = running->total,
                                             .round = running->number,
                                             .profile = running->round->profile};
        request->on_progress(request->context, &progress);
    }
    pthread_mutex_unlock(&running->lock);
}

static void do_job(void *context, size_t index)
{
    struct running *running = context;
    if (!round_is_called_off(running)) {
        round_do_source(running, running->wanted[index]);
    }
    if (!round_is_called_off(running)) {
        tell_progress(running, running->wanted[index]);
    }
}

static bool run_round(struct running *running, struct error *err)
{
    struct load_hogs hogs;
    cpu_set_t before;
    int64_t begin_ms = clock_now_ms();
    if (!load_start_hogs(&hogs, running->round->profile, err)) {
        return false;
    }
    round_choose_jobs(running);
    /* The threads of the pool inherit the processor from this one. */
    bool pinned = load_has_one_core(running->round->profile) && load_pin(running->number, &before);
    pool_run(running->request->jobs, running->wanted_count, do_job, running);
    if (pinned) {
        load_unpin(&before);
    }
    load_stop_hogs(&hogs);
    running->round->duration_ms = clock_now_ms() - begin_ms;
    running->round->broken_off = running->round->graded < running->wanted_count;
    return true;
}

static bool run_all(struct running *running, struct error *err)
{
    const struct selftest_request *request = running->request;
    struct selftest *selftest = running->selftest;
    selftest->rounds = memory_allocate(request->repeat, sizeof selftest->rounds[0]);
    bool ran = true;
    for (unsigned number = 0; ran && number < request->repeat && !round_is_called_off(running);
         number++) {
        running->number = number;
        running->round = &selftest->rounds[number];
        running->round->profile = load_of_round(request->load, number, request->repeat);
        ran = run_round(running, err);
        selftest->round_count++;
    }
    if (ran && (selftest->round_count == 0 || selftest->rounds[0].broken_off)) {
        return error_set(err, "it was interrupted before the first round was over; nothing can be "
                              "said of the sources");
    }
    return ran;
}

bool rounds_run(const struct selftest_request *request, struct selftest *selftest,
                struct error *err)
{
    struct running running = {
        .request = request, .selftest = selftest, .lock = PTHREAD_MUTEX_INITIALIZER};
    round_collect_jobs(&running);
    running.wanted = memory_allocate(running.job_count, sizeof(struct job *));
    bool ran = run_all(&running, err);
    for (size_t i = 0; i < running.job_count; i++) {
        text_finish(&running.jobs[i].reference);
    }
    free(running.wanted);
    free(running.jobs);
    return ran;
}
