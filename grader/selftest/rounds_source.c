/* One source in one round: graded, and held against its promise, or against what it got in the first round. */
#include "selftest/rounds_private.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

static struct grade_load load_of(struct running *running)
{
    enum load_profile profile = running->round->profile;
    uint64_t seed = running->request->seed + running->number;
    return (struct grade_load){.idle = load_has_idle(profile),
                               .delay_seed = load_has_delays(profile) ? seed : 0,
                               .tally = &running->round->delays};
}

static bool grade_source(struct running *running, const struct job *job, struct verdict **verdict,
                         struct error *err)
{
    const struct selftest_request *request = running->request;
    const struct bank *bank = &job->exercise->bank;
    const struct bank_source *source = &bank->sources[job->source];
    const struct manifest *const exercises[] = {bank->manifest};
    struct grade_request one = {
        .layout = request->layout,
        .exercises = exercises,
        .exercise_count = 1,
        .submission = SUBMISSION_FILE,
        .path = source->path,
        .jobs = 1,
        .fast = request->fast || !job->whole,
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

bool round_is_called_off(const struct running *running)
{
    return cancel_is_raised(running->request->cancel);
}

void round_do_source(struct running *running, struct job *job)
{
    const struct bank_source *source = &job->exercise->bank.sources[job->source];
    struct promise *promise = &job->exercise->promises[job->source];
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct error err;
    int64_t begin_ms = clock_now_ms();
    bool graded = grade_source(running, job, &verdict, &err);
    if (round_is_called_off(running)) {
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
