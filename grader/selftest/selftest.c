#include "selftest/selftest.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

struct job {
    struct selftest_exercise *exercise;
    size_t exercise_index, source;
    struct text reference; /* the verdict of the first round; empty: there was none */
};

/* A selftest under way. What is below `lock` is guarded by it; the rest is set up before the threads start,
 * and each thread writes to the promises of its own jobs alone. */
struct running {
    const struct selftest_request *request;
    struct selftest *selftest;
    struct job *jobs;
    size_t job_count;
    size_t total; /* gradings of all rounds */
    unsigned number;
    struct selftest_round *round; /* under way */

    pthread_mutex_t lock;
    size_t next;
    size_t done;
};

/* --- one source -------------------------------------------------------------------------------- */

static bool needs_valgrind(const struct bank_source *source)
{
    switch (source->kind) {
    case BANK_SOLUTION:
    case BANK_ALTERNATIVE:
        return true;
    case BANK_MUTANT:
        return source->stage == STAGE_MEMORY;
    default:
        return false;
    }
}

static struct grade_load load_of(struct running *running)
{
    enum load_profile profile = running->round->profile;
    uint64_t seed = running->request->seed + running->number;
    return (struct grade_load){.idle = load_has_idle(profile),
                               .delay_seed = load_has_delays(profile) ? seed : 0,
                               .tally = &running->round->delays};
}

static bool grade_source(struct running *running, const struct selftest_exercise *exercise,
                         const struct bank_source *source, struct verdict **verdict,
                         struct error *err)
{
    const struct selftest_request *request = running->request;
    const struct manifest *const exercises[] = {exercise->bank.manifest};
    struct grade_request one = {
        .layout = request->layout,
        .exercises = exercises,
        .exercise_count = 1,
        .submission = SUBMISSION_FILE,
        .path = source->path,
        .jobs = 1,
        .fast = request->fast || !needs_valgrind(source),
        /* A mutant is to be caught by the check it names: what comes after tells nothing more. */
        .stop_at_failure = source->kind == BANK_MUTANT && source->stage == STAGE_BEHAVIOUR,
        .load = load_of(running),
    };
    return request->grade(&one, verdict, err);
}

static void set_broken(struct promise *promise, enum promise_state state, char *reason)
{
    if (state > promise->state) {
        free(promise->reason);
        promise->state = state;
        promise->reason = reason;
    } else {
        free(reason);
    }
}

/* A promise is broken by the first flip; each of them is listed. */
static void note_flip(struct running *running, const struct job *job,
                      struct repeat_difference *difference)
{
    struct promise *promise = &job->exercise->promises[job->source];
    const char *check = difference->check != NULL ? difference->check : "the exercise";
    set_broken(promise, PROMISE_BROKEN,
               memory_format("round %u (%s) gave another verdict than the first, at %s: %s",
                             running->number + 1, load_name(running->round->profile), check,
                             difference->after));
    pthread_mutex_lock(&running->lock);
    *memory_append(&running->selftest->flips, &running->selftest->flip_count) =
        (struct selftest_flip){.exercise = job->exercise_index,
                               .source = job->source,
                               .round = running->number,
                               .profile = running->round->profile,
                               .difference = *difference};
    running->round->flips++;
    pthread_mutex_unlock(&running->lock);
}

static void compare(struct running *running, struct job *job, struct verdict *verdict)
{
    AUTO_TEXT struct text again = {0};
    struct repeat_difference difference;
    repeat_write_comparable(&job->exercise->bank.sources[job->source], verdict, &again);
    if (job->reference.length > 0 &&
        repeat_differ(text_string(&job->reference), text_string(&again), &difference)) {
        note_flip(running, job, &difference);
    }
}

static struct message_store message_store(const struct selftest_request *request,
                                          const struct selftest_exercise *exercise)
{
    return (struct message_store){
        .root = request->layout->root,
        .manifest = exercise->bank.manifest,
        .accept = request->accept_messages,
    };
}

static void judge_message(const struct selftest_request *request, const struct job *job,
                          const struct verdict *verdict)
{
    struct selftest_exercise *exercise = job->exercise;
    struct promise *promise = &exercise->promises[job->source];
    struct message_store store = message_store(request, exercise);
    struct error err;
    if (!message_judge(&exercise->messages[job->source], &store,
                       &exercise->bank.sources[job->source], promise->state == PROMISE_KEPT,
                       verdict, &err)) {
        set_broken(promise, PROMISE_UNJUDGED, memory_copy_string(err.message));
    }
}

static void do_source(struct running *running, struct job *job)
{
    const struct bank_source *source = &job->exercise->bank.sources[job->source];
    struct promise *promise = &job->exercise->promises[job->source];
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct error err;
    int64_t begin_ms = clock_now_ms();
    if (!grade_source(running, job->exercise, source, &verdict, &err)) {
        set_broken(promise, PROMISE_UNJUDGED, memory_copy_string(err.message));
    } else if (running->number == 0) {
        promise_judge(promise, source, verdict->exercises[0]);
        judge_message(running->request, job, verdict);
        repeat_write_comparable(source, verdict, &job->reference);
    } else {
        compare(running, job, verdict);
    }
    job->exercise->durations_ms[job->source] += clock_now_ms() - begin_ms;
}

/* --- all of them ------------------------------------------------------------------------------- */

/* Wrong sources are graded again only when they are what was asked for: they are many. */
static bool is_repeated(const struct selftest_request *request, const struct bank_source *source)
{
    bool right = source->kind == BANK_SOLUTION || source->kind == BANK_ALTERNATIVE;
    return right || (!request->kinds[BANK_SOLUTION] && !request->kinds[BANK_ALTERNATIVE]);
}

static bool is_of_round(const struct running *running, const struct job *job)
{
    return running->number == 0 ||
           is_repeated(running->request, &job->exercise->bank.sources[job->source]);
}

static bool take_job(struct running *running, struct job **job)
{
    pthread_mutex_lock(&running->lock);
    while (running->next < running->job_count &&
           !is_of_round(running, &running->jobs[running->next])) {
        running->next++;
    }
    bool taken = running->next < running->job_count;
    if (taken) {
        *job = &running->jobs[running->next++];
    }
    pthread_mutex_unlock(&running->lock);
    return taken;
}

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

static void *work(void *context)
{
    struct running *running = context;
    cpu_set_t before;
    bool pinned = load_has_one_core(running->round->profile) && load_pin(running->number, &before);
    struct job *job;
    while (take_job(running, &job)) {
        do_source(running, job);
        tell_progress(running, job);
    }
    if (pinned) {
        load_unpin(&before);
    }
    return NULL;
}

static bool is_asked(const struct selftest_request *request, const struct bank_source *source)
{
    bool provable = !request->fast || source->kind != BANK_MUTANT || source->stage != STAGE_MEMORY;
    return request->kinds[source->kind] && provable;
}

/* Those under Valgrind take longest: begun first, none of them is left running alone at the end. */
static void collect_jobs(struct running *running, struct selftest *selftest)
{
    for (int slow = 1; slow >= 0; slow--) {
        for (size_t i = 0; i < selftest->exercise_count; i++) {
            struct selftest_exercise *exercise = &selftest->exercises[i];
            for (size_t k = 0; k < exercise->bank.count; k++) {
                const struct bank_source *source = &exercise->bank.sources[k];
                if (is_asked(running->request, source) && needs_valgrind(source) == (slow == 1)) {
                    struct job *job = memory_append(&running->jobs, &running->job_count);
                    *job = (struct job){.exercise = exercise, .exercise_index = i, .source = k};
                }
            }
        }
    }
}

static size_t count_threads(const struct running *running)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = running->request->jobs != 0 ? running->request->jobs
                                                : (size_t)(processors > 0 ? processors : 1);
    wanted = wanted < running->job_count ? wanted : running->job_count;
    return wanted < THREADS_MAX ? wanted : THREADS_MAX;
}

/* The calling thread works too, so that one thread is always there. */
static void run_jobs(struct running *running)
{
    pthread_t threads[THREADS_MAX];
    size_t started = 0;
    size_t wanted = count_threads(running);
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, work, running) == 0) {
        started++;
    }
    work(running);
    for (size_t i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}

static bool run_round(struct running *running, struct error *err)
{
    struct load_hogs hogs;
    int64_t begin_ms = clock_now_ms();
    running->next = 0;
    if (!load_start_hogs(&hogs, running->round->profile, err)) {
        return false;
    }
    run_jobs(running);
    load_stop_hogs(&hogs);
    running->round->duration_ms = clock_now_ms() - begin_ms;
    return true;
}

static void count_total(struct running *running)
{
    size_t repeated = 0;
    for (size_t i = 0; i < running->job_count; i++) {
        const struct job *job = &running->jobs[i];
        repeated += is_repeated(running->request, &job->exercise->bank.sources[job->source]);
    }
    running->total = running->job_count + repeated * (running->request->repeat - 1);
}

static bool run_rounds(struct running *running, struct error *err)
{
    const struct selftest_request *request = running->request;
    struct selftest *selftest = running->selftest;
    selftest->rounds = memory_allocate(request->repeat, sizeof selftest->rounds[0]);
    bool ran = true;
    for (unsigned number = 0; ran && number < request->repeat; number++) {
        running->number = number;
        running->round = &selftest->rounds[number];
        running->round->profile = load_of_round(request->load, number, request->repeat);
        ran = run_round(running, err);
        selftest->round_count++;
    }
    return ran;
}

static bool prepare(const struct selftest_request *request, struct selftest_exercise *exercise,
                    const struct manifest *manifest, struct error *err)
{
    if (!bank_load(request->layout->root, manifest, &exercise->bank, err)) {
        return false;
    }
    exercise->promises = memory_allocate(exercise->bank.count, sizeof exercise->promises[0]);
    exercise->messages = memory_allocate(exercise->bank.count, sizeof exercise->messages[0]);
    exercise->durations_ms =
        memory_allocate(exercise->bank.count, sizeof exercise->durations_ms[0]);
    struct message_store store = message_store(request, exercise);
    if (request->kinds[BANK_MUTANT] &&
        !messages_find_orphans(&store, &exercise->bank, &exercise->orphans, &exercise->orphan_count,
                               err)) {
        return false;
    }
    bool looked_at = request->structure || request->kinds[BANK_MUTANT];
    for (size_t i = 0; looked_at && i < manifest->check_count; i++) {
        if (!bank_covers(&exercise->bank, &manifest->checks[i])) {
            *memory_append(&exercise->uncovered, &exercise->uncovered_count) =
                manifest->checks[i].id;
        }
    }
    if (request->structure) {
        structure_examine(request->layout->root, &exercise->bank, &exercise->structure);
    }
    return true;
}

bool selftest_run(const struct selftest_request *request, struct selftest *selftest,
                  struct error *err)
{
    int64_t begin_ms = clock_now_ms();
    *selftest = (struct selftest){.exercise_count = request->exercise_count};
    selftest->exercises = memory_allocate(request->exercise_count, sizeof selftest->exercises[0]);
    for (size_t i = 0; i < request->exercise_count; i++) {
        if (!prepare(request, &selftest->exercises[i], request->exercises[i], err)) {
            selftest_finish(selftest);
            return false;
        }
    }
    struct running running = {
        .request = request, .selftest = selftest, .lock = PTHREAD_MUTEX_INITIALIZER};
    collect_jobs(&running, selftest);
    count_total(&running);
    bool ran = run_rounds(&running, err);
    for (size_t i = 0; i < running.job_count; i++) {
        text_finish(&running.jobs[i].reference);
    }
    free(running.jobs);
    selftest->duration_ms = clock_now_ms() - begin_ms;
    if (!ran) {
        selftest_finish(selftest);
    }
    return ran;
}

void selftest_finish(struct selftest *selftest)
{
    for (size_t i = 0; i < selftest->exercise_count; i++) {
        struct selftest_exercise *exercise = &selftest->exercises[i];
        for (size_t k = 0; exercise->promises != NULL && k < exercise->bank.count; k++) {
            promise_finish(&exercise->promises[k]);
            message_finish(&exercise->messages[k]);
        }
        for (size_t k = 0; k < exercise->orphan_count; k++) {
            free(exercise->orphans[k]);
        }
        free(exercise->orphans);
        free(exercise->messages);
        free(exercise->promises);
        free(exercise->durations_ms);
        free(exercise->uncovered);
        structure_finish(&exercise->structure);
        bank_finish(&exercise->bank);
    }
    for (size_t i = 0; i < selftest->flip_count; i++) {
        repeat_difference_finish(&selftest->flips[i].difference);
    }
    free(selftest->flips);
    free(selftest->rounds);
    free(selftest->exercises);
    *selftest = (struct selftest){0};
}
