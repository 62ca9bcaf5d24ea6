/* The rounds of a selftest: the sources that were asked for, graded and held against their promises; then
 * again, under load, and held against the first round. */
#include "selftest/rounds.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/pool.h"
#include "base/text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct job {
    struct selftest_exercise *exercise;
    size_t exercise_index, source;
    struct text reference; /* the verdict of the first round; empty: there was none */
};

/* Rounds under way. What is below `lock` is guarded by it; the rest is set up before a round starts, and
 * each thread writes to the promises of its own jobs alone. */
struct running {
    const struct selftest_request *request;
    struct selftest *selftest;
    struct job *jobs;
    size_t job_count;
    size_t total; /* gradings of all rounds */
    unsigned number;
    struct selftest_round *round; /* under way */
    struct job **wanted;          /* the jobs of this round */
    size_t wanted_count;

    pthread_mutex_t lock;
    size_t done;
};

/* --- one source -------------------------------------------------------------------------------- */

/* By Valgrind or by the races checker: not by a fast grading. */
static bool is_proven_slowly(const struct bank_source *source)
{
    return source->stage == STAGE_MEMORY || source->stage == STAGE_RACES;
}

static bool needs_whole(const struct bank_source *source)
{
    switch (source->kind) {
    case BANK_SOLUTION:
    case BANK_ALTERNATIVE:
        return true;
    case BANK_MUTANT:
        return is_proven_slowly(source);
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
        .fast = request->fast || !needs_whole(source),
        /* A mutant is to be caught by the check it names: what comes after tells nothing more. */
        .stop_at_failure = source->kind == BANK_MUTANT && source->stage == STAGE_BEHAVIOUR,
        .load = load_of(running),
        .cancel = request->cancel,
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

static void judge_message(const struct selftest_request *request, const struct job *job,
                          const struct verdict *verdict)
{
    struct selftest_exercise *exercise = job->exercise;
    struct promise *promise = &exercise->promises[job->source];
    struct message_store store = selftest_message_store(request, exercise);
    struct error err;
    if (!message_judge(&exercise->messages[job->source], &store,
                       &exercise->bank.sources[job->source], promise->state == PROMISE_KEPT,
                       verdict, &err)) {
        set_broken(promise, PROMISE_UNJUDGED, memory_copy_string(err.message));
    }
}

static bool is_called_off(const struct running *running)
{
    return cancel_is_raised(running->request->cancel);
}

static void do_source(struct running *running, struct job *job)
{
    const struct bank_source *source = &job->exercise->bank.sources[job->source];
    struct promise *promise = &job->exercise->promises[job->source];
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct error err;
    int64_t begin_ms = clock_now_ms();
    bool graded = grade_source(running, job->exercise, source, &verdict, &err);
    if (is_called_off(running)) {
        return; /* it may be half a verdict */
    }
    if (!graded) {
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
    if (!is_called_off(running)) {
        do_source(running, running->wanted[index]);
    }
    if (!is_called_off(running)) {
        tell_progress(running, running->wanted[index]);
    }
}

static bool names_same_check(const struct bank_source *a, const struct bank_source *b)
{
    bool both = a->check != NULL && b->check != NULL;
    return a->kind == b->kind && a->stage == b->stage &&
           (both ? strcmp(a->check, b->check) == 0 : a->check == b->check);
}

/* Each check keeps its share of the mutants that name it, and at least one. */
static bool is_in_sample(const struct sample *sample, const struct bank *bank,
                         const struct bank_source *source)
{
    size_t rank = 0, count = 0;
    for (size_t i = 0; i < bank->count; i++) {
        if (names_same_check(&bank->sources[i], source)) {
            rank += &bank->sources[i] < source;
            count++;
        }
    }
    return source->kind != BANK_MUTANT || sample_takes_of(sample, rank, count);
}

static bool is_asked(const struct selftest_request *request, const struct bank *bank,
                     const struct bank_source *source)
{
    bool provable = !request->fast || source->kind != BANK_MUTANT || !is_proven_slowly(source);
    return request->kinds[source->kind] && provable && is_in_sample(&request->sample, bank, source);
}

/* Those under Valgrind take longest: begun first, none of them is left running alone at the end. */
static void collect_jobs(struct running *running, struct selftest *selftest)
{
    for (int slow = 1; slow >= 0; slow--) {
        for (size_t i = 0; i < selftest->exercise_count; i++) {
            struct selftest_exercise *exercise = &selftest->exercises[i];
            for (size_t k = 0; k < exercise->bank.count; k++) {
                const struct bank_source *source = &exercise->bank.sources[k];
                if (is_asked(running->request, &exercise->bank, source) &&
                    needs_whole(source) == (slow == 1)) {
                    struct job *job = memory_append(&running->jobs, &running->job_count);
                    *job = (struct job){.exercise = exercise, .exercise_index = i, .source = k};
                }
            }
        }
    }
}

static void choose_jobs(struct running *running)
{
    running->wanted_count = 0;
    for (size_t i = 0; i < running->job_count; i++) {
        struct job *job = &running->jobs[i];
        if (running->number == 0 ||
            is_repeated(running->request, &job->exercise->bank.sources[job->source])) {
            running->wanted[running->wanted_count++] = job;
        }
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
    choose_jobs(running);
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

static void count_total(struct running *running)
{
    size_t repeated = 0;
    for (size_t i = 0; i < running->job_count; i++) {
        const struct job *job = &running->jobs[i];
        repeated += is_repeated(running->request, &job->exercise->bank.sources[job->source]);
    }
    running->total = running->job_count + repeated * (running->request->repeat - 1);
}

static bool run_all(struct running *running, struct error *err)
{
    const struct selftest_request *request = running->request;
    struct selftest *selftest = running->selftest;
    selftest->rounds = memory_allocate(request->repeat, sizeof selftest->rounds[0]);
    bool ran = true;
    for (unsigned number = 0; ran && number < request->repeat && !is_called_off(running);
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
    collect_jobs(&running, selftest);
    count_total(&running);
    running.wanted = memory_allocate(running.job_count, sizeof(struct job *));
    bool ran = run_all(&running, err);
    for (size_t i = 0; i < running.job_count; i++) {
        text_finish(&running.jobs[i].reference);
    }
    free(running.wanted);
    free(running.jobs);
    return ran;
}
