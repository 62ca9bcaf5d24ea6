#include "selftest/selftest.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "report/report_json.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

struct job {
    struct selftest_exercise *exercise;
    size_t source;
};

/* A selftest under way. What is below `lock` is guarded by it; the rest is set up before the threads start,
 * and each thread writes to the promises of its own jobs alone. */
struct running {
    const struct selftest_request *request;
    struct job *jobs;
    size_t job_count;

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

static bool grade_source(const struct selftest_request *request,
                         const struct selftest_exercise *exercise, const struct bank_source *source,
                         struct verdict **verdict, struct error *err)
{
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
    };
    return request->grade(&one, verdict, err);
}

/* The verdict as JSON, its durations taken out: they alone may differ from run to run. */
static void write_comparable(struct verdict *verdict, struct text *out)
{
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        struct exercise_verdict *exercise = verdict->exercises[i];
        exercise->duration_ms = 0;
        for (int stage = 0; stage < STAGE_COUNT; stage++) {
            exercise->stages[stage].duration_ms = 0;
        }
        for (size_t k = 0; k < exercise->check_count; k++) {
            exercise->checks[k].duration_ms = 0;
        }
    }
    struct report_style plain = {0};
    report_json_write(verdict, &plain, out);
}

/* The first line of `b` that is not as in `a`; owned by the caller. */
static char *first_difference(const char *a, const char *b)
{
    size_t at = 0;
    while (a[at] != '\0' && a[at] == b[at]) {
        at++;
    }
    while (at > 0 && b[at - 1] != '\n') {
        at--;
    }
    const char *line = b + at + strspn(b + at, " ");
    return memory_copy_bytes(line, strcspn(line, "\n"));
}

/* Grades the source again; a verdict unlike the first one breaks the promise. */
static void repeat_source(const struct selftest_request *request,
                          struct selftest_exercise *exercise, const struct bank_source *source,
                          struct verdict *first, struct promise *promise)
{
    AUTO_TEXT struct text expected = {0};
    write_comparable(first, &expected);
    for (unsigned time = 2; time <= request->repeat && promise->state == PROMISE_KEPT; time++) {
        AUTO_VERDICT struct verdict *again = NULL;
        AUTO_TEXT struct text got = {0};
        struct error err;
        if (!grade_source(request, exercise, source, &again, &err)) {
            promise->state = PROMISE_UNJUDGED;
            promise->reason = memory_copy_string(err.message);
            return;
        }
        write_comparable(again, &got);
        if (strcmp(text_string(&expected), text_string(&got)) != 0) {
            AUTO_FREE char *line = first_difference(text_string(&expected), text_string(&got));
            promise->state = PROMISE_BROKEN;
            promise->reason = memory_format(
                "run %u gave another verdict than the first, from here on: %s", time, line);
        }
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

static void judge_message(const struct selftest_request *request,
                          struct selftest_exercise *exercise, size_t index,
                          const struct verdict *verdict)
{
    struct promise *promise = &exercise->promises[index];
    struct message_store store = message_store(request, exercise);
    struct error err;
    if (!message_judge(&exercise->messages[index], &store, &exercise->bank.sources[index],
                       promise->state == PROMISE_KEPT, verdict, &err)) {
        promise->state = PROMISE_UNJUDGED;
        promise->reason = memory_copy_string(err.message);
    }
}

static void do_source(const struct selftest_request *request, struct selftest_exercise *exercise,
                      size_t index)
{
    const struct bank_source *source = &exercise->bank.sources[index];
    struct promise *promise = &exercise->promises[index];
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct error err;
    int64_t begin_ms = clock_now_ms();
    if (!grade_source(request, exercise, source, &verdict, &err)) {
        promise->state = PROMISE_UNJUDGED;
        promise->reason = memory_copy_string(err.message);
        return;
    }
    promise_judge(promise, source, verdict->exercises[0]);
    judge_message(request, exercise, index, verdict);
    bool right = source->kind == BANK_SOLUTION || source->kind == BANK_ALTERNATIVE;
    if (right && request->repeat > 1) {
        repeat_source(request, exercise, source, verdict, promise);
    }
    exercise->durations_ms[index] = clock_now_ms() - begin_ms;
}

/* --- all of them ------------------------------------------------------------------------------- */

static bool take_job(struct running *running, struct job *job)
{
    pthread_mutex_lock(&running->lock);
    bool taken = running->next < running->job_count;
    if (taken) {
        *job = running->jobs[running->next++];
    }
    pthread_mutex_unlock(&running->lock);
    return taken;
}

static void tell_progress(struct running *running, const struct job *job)
{
    const struct selftest_request *request = running->request;
    pthread_mutex_lock(&running->lock);
    running->done++;
    if (request->on_progress != NULL) {
        struct selftest_progress progress = {.manifest = job->exercise->bank.manifest,
                                             .done = running->done,
                                             .total = running->job_count};
        request->on_progress(request->context, &progress);
    }
    pthread_mutex_unlock(&running->lock);
}

static void *work(void *context)
{
    struct running *running = context;
    struct job job;
    while (take_job(running, &job)) {
        do_source(running->request, job.exercise, job.source);
        tell_progress(running, &job);
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
                    *job = (struct job){exercise, k};
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
    for (size_t i = 0; request->kinds[BANK_MUTANT] && i < manifest->check_count; i++) {
        if (!bank_covers(&exercise->bank, &manifest->checks[i])) {
            *memory_append(&exercise->uncovered, &exercise->uncovered_count) =
                manifest->checks[i].id;
        }
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
    struct running running = {.request = request, .lock = PTHREAD_MUTEX_INITIALIZER};
    collect_jobs(&running, selftest);
    run_jobs(&running);
    free(running.jobs);
    selftest->duration_ms = clock_now_ms() - begin_ms;
    return true;
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
        bank_finish(&exercise->bank);
    }
    free(selftest->exercises);
    *selftest = (struct selftest){0};
}
