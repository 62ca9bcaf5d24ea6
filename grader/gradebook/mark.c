#include "gradebook/mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct lateness lateness_find(const struct policy *policy, const char *student,
                              int64_t submitted_ms)
{
    struct lateness lateness = {0};
    if (!policy->has_deadline || submitted_ms == GRADEBOOK_TIME_UNKNOWN) {
        return lateness;
    }
    int64_t late_ms = submitted_ms - policy_deadline_ms(policy, student);
    if (late_ms <= policy->grace_ms || late_ms <= 0) {
        return lateness;
    }
    int64_t periods = (late_ms + policy->late_every_ms - 1) / policy->late_every_ms;
    int64_t percent = periods * policy->late_percent;
    lateness.late_ms = late_ms;
    lateness.percent =
        percent < policy->late_most_percent ? (unsigned)percent : policy->late_most_percent;
    lateness.closed = policy->closed_after_ms > 0 && late_ms > policy->closed_after_ms;
    return lateness;
}

const char *mark_state_name(enum mark_state state)
{
    static const char *const names[] = {[MARK_NONE] = "none",
                                        [MARK_UNGRADED] = "ungraded",
                                        [MARK_GIVEN] = "given",
                                        [MARK_EXCUSED] = "excused"};
    return names[state];
}

void mark_finish(struct mark *mark)
{
    free(mark->exercises);
    *mark = (struct mark){0};
}

const struct exercise_mark *mark_find_exercise(const struct mark *mark, const char *name)
{
    for (size_t i = 0; i < mark->exercise_count; i++) {
        if (strcmp(mark->exercises[i].exercise->name, name) == 0) {
            return &mark->exercises[i];
        }
    }
    return NULL;
}

static const struct exercise_summary *find_summary(const struct gradebook_attempt *attempt,
                                                   unsigned number)
{
    for (size_t i = 0; i < attempt->summary.exercise_count; i++) {
        if (attempt->summary.exercises[i].number == number) {
            return &attempt->summary.exercises[i];
        }
    }
    return NULL;
}

const struct exercise_summary *exercise_mark_summary(const struct exercise_mark *mark)
{
    return mark->attempt != NULL ? find_summary(mark->attempt, mark->exercise->number) : NULL;
}

/* The points of an exercise whose checks the policy weighs. */
static int64_t weighed_hundredths(const struct policy_exercise *rule,
                                  const struct exercise_summary *summary, int64_t possible)
{
    int64_t passed = 0;
    int64_t counted = 0;
    for (size_t i = 0; i < summary->check_count; i++) {
        const struct check_summary *check = &summary->checks[i];
        const struct policy_check *policy = policy_find_check(rule, check->id);
        bool as_is = policy == NULL || policy->weight == POLICY_AS_IS;
        int64_t weight = as_is ? (int64_t)check->weight : policy->weight;
        passed += check->counts && check->status == STATUS_PASS ? weight : 0;
        counted += check->counts && (policy == NULL || !policy->extra) ? weight : 0;
    }
    return counted > 0 ? possible * passed / counted : 0;
}

/* What the exercise earns in this attempt, before lateness. */
static int64_t earned_hundredths(const struct policy *policy, const struct exercise_mark *mark,
                                 const struct gradebook_attempt *attempt)
{
    const struct exercise_summary *summary = find_summary(attempt, mark->exercise->number);
    if (summary == NULL) {
        return 0;
    }
    const struct policy_exercise *rule = policy_find_exercise(policy, mark->exercise->name);
    return weighed_hundredths(rule, summary, mark->score.possible_hundredths);
}

static struct exercise_mark judge_exercise(const struct policy *policy,
                                           const struct gradebook_record *record,
                                           const struct exercise_mark *blank,
                                           const struct gradebook_attempt *attempt)
{
    struct exercise_mark mark = *blank;
    mark.lateness = lateness_find(policy, record->student.id, attempt->submitted_ms);
    mark.attempt = attempt;
    int64_t earned = earned_hundredths(policy, blank, attempt);
    mark.score.earned_hundredths = earned * (100 - (int64_t)mark.lateness.percent) / 100;
    return mark;
}

/* Takes the attempt for every exercise, or for those in which it is worth more than what is there. */
static void take_attempt(struct mark *mark, const struct policy *policy,
                         const struct gradebook_record *record,
                         const struct gradebook_attempt *attempt, bool only_if_better)
{
    for (size_t i = 0; i < mark->exercise_count; i++) {
        struct exercise_mark *present = &mark->exercises[i];
        struct exercise_mark judged = judge_exercise(policy, record, present, attempt);
        bool better = present->attempt == NULL ||
                      judged.score.earned_hundredths > present->score.earned_hundredths;
        if (better || !only_if_better) {
            *present = judged;
        }
    }
}

static int64_t sum_earned(const struct mark *mark)
{
    int64_t sum = 0;
    for (size_t i = 0; i < mark->exercise_count; i++) {
        sum += mark->exercises[i].score.earned_hundredths;
    }
    return sum;
}

/* Of two that are worth the same the earlier one counts. */
static void take_best(struct mark *mark, const struct policy *policy,
                      const struct gradebook_record *record,
                      const struct gradebook_attempt *attempt)
{
    AUTO_FREE struct exercise_mark *before =
        memory_allocate(mark->exercise_count + 1, sizeof *before);
    memcpy(before, mark->exercises, mark->exercise_count * sizeof *before);
    int64_t worth = sum_earned(mark);
    take_attempt(mark, policy, record, attempt, false);
    if (mark->attempt != NULL && sum_earned(mark) <= worth) {
        memcpy(mark->exercises, before, mark->exercise_count * sizeof *before);
        return;
    }
    mark->attempt = attempt;
}

static void take_one(struct mark *mark, const struct policy *policy,
                     const struct gradebook_record *record, const struct gradebook_attempt *attempt)
{
    mark->state = MARK_GIVEN;
    if (policy->counts == POLICY_BEST) {
        take_best(mark, policy, record, attempt);
    } else if (policy->counts == POLICY_BEST_OF_EACH) {
        take_attempt(mark, policy, record, attempt, true);
    } else {
        take_attempt(mark, policy, record, attempt, false);
        mark->attempt = attempt;
    }
}

/* The attempts in the order of their times. One that the grader could not judge uses none of the allowed number up;
 * when it is the last and the last one counts, there is no mark until somebody has looked. */
static void take_attempts(struct mark *mark, const struct policy *policy,
                          const struct gradebook_record *record)
{
    unsigned used = 0;
    for (size_t i = 0; i < record->attempt_count; i++) {
        const struct gradebook_attempt *attempt = &record->attempts[i];
        if (policy->graded_attempts > 0 && used == policy->graded_attempts) {
            mark->beyond++;
        } else if (lateness_find(policy, record->student.id, attempt->submitted_ms).closed) {
            mark->closed++;
        } else if (!gradebook_attempt_is_judged(attempt)) {
            mark->ungraded++;
            bool matters = mark->state != MARK_GIVEN || policy->counts == POLICY_LAST;
            mark->state = matters ? MARK_UNGRADED : mark->state;
        } else {
            used++;
            take_one(mark, policy, record, attempt);
        }
    }
}

static void append_exercise(struct mark *mark, const struct policy *policy,
                            const struct gradebook_exercise *exercise)
{
    const struct policy_exercise *rule = policy_find_exercise(policy, exercise->name);
    bool left_out = rule == NULL ? policy->only_listed : rule->weight == 0;
    if (left_out) {
        return;
    }
    bool as_is = rule == NULL || rule->weight == POLICY_AS_IS;
    struct exercise_mark *appended = memory_append(&mark->exercises, &mark->exercise_count);
    appended->exercise = exercise;
    appended->extra = rule != NULL && rule->extra;
    appended->score.possible_hundredths =
        as_is ? exercise->possible_hundredths : rule->weight * 100;
}

static void decide_exercises(struct mark *mark, const struct gradebook_record *record)
{
    size_t decided = 0;
    for (size_t i = 0; i < mark->exercise_count; i++) {
        struct exercise_mark *exercise = &mark->exercises[i];
        exercise->override = gradebook_find_override(record, exercise->exercise->name);
        if (exercise->override != NULL) {
            exercise->score.earned_hundredths = exercise->override->hundredths;
            decided++;
        }
    }
    /* Every exercise decided by hand is a mark, whatever was handed in. */
    if (decided > 0 && decided == mark->exercise_count) {
        mark->state = MARK_GIVEN;
    }
}

static void add_up(struct mark *mark, const struct policy *policy)
{
    struct score sum = {0};
    for (size_t i = 0; i < mark->exercise_count; i++) {
        const struct exercise_mark *exercise = &mark->exercises[i];
        sum.earned_hundredths += exercise->score.earned_hundredths;
        sum.possible_hundredths += exercise->extra ? 0 : exercise->score.possible_hundredths;
    }
    if (policy->points > 0) {
        int64_t points = (int64_t)policy->points * 100;
        sum.earned_hundredths = sum.possible_hundredths > 0
                                    ? sum.earned_hundredths * points / sum.possible_hundredths
                                    : 0;
        sum.possible_hundredths = points;
    }
    int64_t most = sum.possible_hundredths * policy->most_percent / 100;
    if (sum.earned_hundredths > most) {
        sum.earned_hundredths = most;
    }
    mark->score = sum;
}

static void decide_whole(struct mark *mark, const struct gradebook_record *record)
{
    mark->override = gradebook_find_override(record, NULL);
    if (mark->override == NULL) {
        return;
    }
    bool excused = mark->override->kind == OVERRIDE_EXCUSED;
    mark->state = excused ? MARK_EXCUSED : MARK_GIVEN;
    mark->score.earned_hundredths = excused ? 0 : mark->override->hundredths;
}

void mark_make(struct mark *mark, const struct policy *policy,
               const struct gradebook_exercises *exercises, const struct gradebook_record *record)
{
    *mark = (struct mark){.state = MARK_NONE};
    for (size_t i = 0; i < exercises->count; i++) {
        append_exercise(mark, policy, &exercises->items[i]);
    }
    take_attempts(mark, policy, record);
    bool nothing = mark->state == MARK_NONE;
    if (nothing && (mark->closed > 0 || policy->missing_is_zero)) {
        mark->state = MARK_GIVEN;
    }
    decide_exercises(mark, record);
    add_up(mark, policy);
    decide_whole(mark, record);
}
