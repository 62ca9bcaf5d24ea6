#include "gradebook/class_stats.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void exercise_finish(struct exercise_stats *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        free(exercise->checks[i].id);
        free(exercise->checks[i].title);
    }
    free(exercise->checks);
    free(exercise->name);
}

void class_stats_finish(struct class_stats *stats)
{
    for (size_t i = 0; i < stats->exercise_count; i++) {
        exercise_finish(&stats->exercises[i]);
    }
    free(stats->exercises);
    free(stats->per_mille);
    *stats = (struct class_stats){0};
}

static void begin(const struct mark *blank, void *context)
{
    struct class_stats *stats = context;
    for (size_t i = 0; i < blank->exercise_count; i++) {
        const struct exercise_mark *mark = &blank->exercises[i];
        struct exercise_stats *exercise = memory_append(&stats->exercises, &stats->exercise_count);
        exercise->number = mark->exercise->number;
        exercise->name = memory_copy_string(mark->exercise->name);
        exercise->possible_hundredths = mark->score.possible_hundredths;
    }
}

static struct check_stats *find_check(struct exercise_stats *exercise,
                                      const struct check_summary *check)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (strcmp(exercise->checks[i].id, check->id) == 0) {
            return &exercise->checks[i];
        }
    }
    struct check_stats *found = memory_append(&exercise->checks, &exercise->check_count);
    found->id = memory_copy_string(check->id);
    found->title = memory_copy_string(check->title);
    return found;
}

static void count_checks(struct exercise_stats *exercise, const struct exercise_summary *judged)
{
    for (size_t i = 0; i < judged->check_count; i++) {
        const struct check_summary *summary = &judged->checks[i];
        struct check_stats *check = find_check(exercise, summary);
        check->judged += summary->counts ? 1 : 0;
        check->missed += summary->counts && summary->status != STATUS_PASS ? 1 : 0;
    }
}

static void count_exercises(struct class_stats *stats, const struct mark *mark)
{
    for (size_t i = 0; i < mark->exercise_count; i++) {
        const struct exercise_mark *given = &mark->exercises[i];
        const struct exercise_summary *judged = exercise_mark_summary(given);
        struct exercise_stats *exercise = &stats->exercises[i];
        if (judged != NULL && judged->status != STATUS_MISSING) {
            exercise->students++;
            exercise->sum_hundredths += given->score.earned_hundredths;
            exercise->full +=
                given->score.earned_hundredths >= given->score.possible_hundredths ? 1 : 0;
            count_checks(exercise, judged);
        }
    }
}

static bool is_decided(const struct mark *mark)
{
    bool decided = mark->override != NULL;
    for (size_t i = 0; i < mark->exercise_count; i++) {
        decided = decided || mark->exercises[i].override != NULL;
    }
    return decided;
}

static void count_mark(struct class_stats *stats, const struct score *score)
{
    int64_t per_mille = score->possible_hundredths > 0
                            ? score->earned_hundredths * 1000 / score->possible_hundredths
                            : 0;
    size_t bin = (size_t)(per_mille / (1000 / CLASS_STATS_BINS));
    stats->bins[bin < CLASS_STATS_BINS ? bin : CLASS_STATS_BINS - 1]++;
    *memory_append(&stats->per_mille, &stats->given) = (unsigned)per_mille;
}

static void visit(const struct class_member *member, void *context)
{
    struct class_stats *stats = context;
    stats->states[member->mark->state]++;
    stats->attempts += member->record->attempt_count;
    stats->decided += is_decided(member->mark) ? 1 : 0;
    if (member->mark->state == MARK_GIVEN) {
        count_mark(stats, &member->mark->score);
        count_exercises(stats, member->mark);
    }
}

static int by_size(const void *left, const void *right)
{
    unsigned one = *(const unsigned *)left;
    unsigned other = *(const unsigned *)right;
    return (one > other) - (one < other);
}

bool class_stats_make(struct class_stats *stats, struct gradebook *gradebook,
                      const struct policy *policy, struct error *err)
{
    *stats = (struct class_stats){0};
    const struct class_visitor visitor = {.begin = begin, .visit = visit, .context = stats};
    if (!class_visit(gradebook, policy, &visitor, err)) {
        class_stats_finish(stats);
        return false;
    }
    if (stats->given > 0) {
        qsort(stats->per_mille, stats->given, sizeof *stats->per_mille, by_size);
    }
    return true;
}

unsigned class_stats_quantile(const struct class_stats *stats, unsigned percent)
{
    assert(stats->given > 0 && percent <= 100);
    size_t rank = (stats->given * percent + 99) / 100;
    return stats->per_mille[rank > 0 ? rank - 1 : 0];
}

unsigned class_stats_mean(const struct class_stats *stats)
{
    assert(stats->given > 0);
    uint64_t sum = 0;
    for (size_t i = 0; i < stats->given; i++) {
        sum += stats->per_mille[i];
    }
    return (unsigned)(sum / stats->given);
}
