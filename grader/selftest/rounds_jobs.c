/* Which sources are graded, in which order, and in which of the rounds. */
#include "selftest/rounds_private.h"

#include "base/memory.h"

#include <string.h>

/* By Valgrind or by the races checker: not by a fast grading. */
static bool is_proven_slowly(const struct bank_source *source)
{
    return source->stage == STAGE_MEMORY || source->stage == STAGE_RACES;
}

static bool is_of_same_kind(const struct bank_source *a, const struct bank_source *b)
{
    return a->kind == b->kind;
}

static bool names_same_check(const struct bank_source *a, const struct bank_source *b)
{
    bool both = a->check != NULL && b->check != NULL;
    return a->kind == b->kind && a->stage == b->stage &&
           (both ? strcmp(a->check, b->check) == 0 : a->check == b->check);
}

/* Of those that are like it: how many there are, and how many come before it. */
struct rank {
    size_t before, count;
};

static struct rank rank_of(const struct bank *bank, const struct bank_source *source,
                           bool (*are_alike)(const struct bank_source *,
                                             const struct bank_source *))
{
    struct rank rank = {0};
    for (size_t i = 0; i < bank->count; i++) {
        const struct bank_source *each = &bank->sources[i];
        bool alike = are_alike(each, source);
        rank.count += alike;
        rank.before += alike && each < source;
    }
    return rank;
}

/* With Valgrind and the races checker. Of a sample every third alternative: they are the greater part of the work. */
static bool needs_whole(const struct sample *sample, const struct bank *bank,
                        const struct bank_source *source)
{
    enum { ALTERNATIVES_TO_ONE = 3 };
    switch (source->kind) {
    case BANK_SOLUTION:
        return true;
    case BANK_ALTERNATIVE:
        return sample->every == 1 ||
               rank_of(bank, source, is_of_same_kind).before % ALTERNATIVES_TO_ONE == 0;
    case BANK_MUTANT:
        return is_proven_slowly(source);
    default:
        return false;
    }
}

/* Each check keeps its share of the mutants that name it, and at least one. */
static bool is_in_sample(const struct sample *sample, const struct bank *bank,
                         const struct bank_source *source)
{
    struct rank rank = rank_of(bank, source, names_same_check);
    return source->kind != BANK_MUTANT || sample_takes_of(sample, rank.before, rank.count);
}

static bool is_asked(const struct selftest_request *request, const struct bank *bank,
                     const struct bank_source *source)
{
    bool provable = !request->fast || source->kind != BANK_MUTANT || !is_proven_slowly(source);
    return request->kinds[source->kind] && provable && is_in_sample(&request->sample, bank, source);
}

/* Those of one exercise that are graded whole, or those that are not. */
static void collect_jobs_of(struct running *running, size_t index, bool whole)
{
    struct selftest_exercise *exercise = &running->selftest->exercises[index];
    const struct bank *bank = &exercise->bank;
    for (size_t i = 0; i < bank->count; i++) {
        const struct bank_source *source = &bank->sources[i];
        if (is_asked(running->request, bank, source) &&
            needs_whole(&running->request->sample, bank, source) == whole) {
            struct job *job = memory_append(&running->jobs, &running->job_count);
            *job = (struct job){
                .exercise = exercise, .exercise_index = index, .source = i, .whole = whole};
        }
    }
}

/* Those under Valgrind take longest: begun first, none of them is left running alone at the end. */
static void collect_jobs(struct running *running)
{
    for (int slow = 1; slow >= 0; slow--) {
        for (size_t i = 0; i < running->selftest->exercise_count; i++) {
            collect_jobs_of(running, i, slow == 1);
        }
    }
}

/* Wrong sources are graded again only when they are what was asked for: they are many. */
static bool is_repeated(const struct selftest_request *request, const struct bank_source *source)
{
    bool right = source->kind == BANK_SOLUTION || source->kind == BANK_ALTERNATIVE;
    return right || (!request->kinds[BANK_SOLUTION] && !request->kinds[BANK_ALTERNATIVE]);
}

void round_choose_jobs(struct running *running)
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

static void count_total(struct running *running)
{
    size_t repeated = 0;
    for (size_t i = 0; i < running->job_count; i++) {
        const struct job *job = &running->jobs[i];
        repeated += is_repeated(running->request, &job->exercise->bank.sources[job->source]);
    }
    running->total = running->job_count + repeated * (running->request->repeat - 1);
}

void round_collect_jobs(struct running *running)
{
    collect_jobs(running);
    count_total(running);
}
