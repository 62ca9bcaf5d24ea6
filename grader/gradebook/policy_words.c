#include "gradebook/policy_words.h"

#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "gradebook/csv_cell.h"
#include "gradebook/mark.h"

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS, HOUR_MS = 60 * MINUTE_MS };

static const int64_t day_ms = 24 * (int64_t)HOUR_MS;

void policy_append_duration(struct text *out, int64_t ms)
{
    static const struct {
        int64_t ms;
        const char *name;
    } units[] = {{24 * (int64_t)HOUR_MS, "day"},
                 {HOUR_MS, "hour"},
                 {MINUTE_MS, "minute"},
                 {SECOND_MS, "second"}};
    const char *before = "";
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        long long count = (long long)(ms / units[i].ms);
        if (count > 0) {
            text_format(out, "%s%lld %s%s", before, count, units[i].name, count == 1 ? "" : "s");
            before = " ";
            ms -= count * units[i].ms;
        }
    }
    if (before[0] == '\0') {
        text_append(out, "less than a second");
    }
}

static void write_lateness(const struct policy *policy, struct text *out)
{
    if (!policy->has_deadline) {
        text_append(out, "There is no deadline: nothing is late.\n");
        return;
    }
    text_append(out, "The deadline is ");
    csv_append_time(out, policy->deadline_ms);
    if (policy->grace_ms > 0) {
        text_append(out, "; up to ");
        policy_append_duration(out, policy->grace_ms);
        text_append(out, " after it is on time");
    }
    text_append(out, ".\n");
    if (policy->late_percent > 0) {
        long long hours = (long long)(policy->late_every_ms / HOUR_MS);
        text_format(
            out,
            "Later, %u %% of what was earned is taken off for every %lld hour%s begun since "
            "the\ndeadline, at most %u %%.\n",
            policy->late_percent, hours, hours == 1 ? "" : "s", policy->late_most_percent);
    } else {
        text_append(out, "Lateness takes nothing off.\n");
    }
    if (policy->closed_after_ms > 0) {
        text_append(out, "What comes more than ");
        policy_append_duration(out, policy->closed_after_ms);
        text_append(out, " late does not count.\n");
    }
}

static void write_extensions(const struct policy *policy, struct text *out)
{
    for (size_t i = 0; i < policy->extension_count; i++) {
        text_format(out, "%s has ", policy->extensions[i].student);
        policy_append_duration(out, policy->extensions[i].more_ms);
        text_append(out, " more.\n");
    }
}

static void write_counting(const struct policy *policy, struct text *out)
{
    static const char *const counts[] = {
        [POLICY_BEST] = "Of several attempts the one that is worth most counts.\n",
        [POLICY_LAST] = "Of several attempts the last one counts.\n",
        [POLICY_BEST_OF_EACH] =
            "Of several attempts, for each exercise the one that is worth most counts.\n"};
    text_append(out, counts[policy->counts]);
    if (policy->graded_attempts > 0) {
        text_format(out, "Only the first %u that could be judged are looked at.\n",
                    policy->graded_attempts);
    }
    text_append(out, policy->missing_is_zero
                         ? "Who handed in nothing has 0 points.\n"
                         : "Who handed in nothing has no mark; nor has who could not be judged.\n");
    text_append(out, policy->hide_checks ? "Students are not told of single checks.\n" : "");
}

static void write_check(const struct manifest *manifest, const struct policy_check *rule,
                        struct text *out)
{
    const struct manifest_check *check = manifest_find_check(manifest, rule->id);
    int64_t weight = rule->weight != POLICY_AS_IS || check == NULL ? rule->weight : check->weight;
    text_format(out, "      %s: weight %lld%s%s\n", rule->id, (long long)weight,
                rule->extra ? ", on top" : "", rule->hidden ? ", hidden from students" : "");
}

/* The exercises as they count: a mark's columns, with the catalogue in the place of a class. */
static void write_exercises(const struct policy *policy, const struct catalogue *catalogue,
                            const struct mark *blank, struct text *out)
{
    text_append(out, "\nExercises\n");
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest *manifest = catalogue->exercises[i];
        const struct exercise_mark *mark = mark_find_exercise(blank, manifest->name);
        const struct policy_exercise *rule = policy_find_exercise(policy, manifest->name);
        text_format(out, "  %-24s", manifest->folder);
        if (mark == NULL) {
            text_append(out, "does not count\n");
            continue;
        }
        csv_append_points(out, mark->score.possible_hundredths);
        text_append(out, mark->extra ? " points, on top\n" : " points\n");
        for (size_t k = 0; rule != NULL && k < rule->check_count; k++) {
            write_check(manifest, &rule->checks[k], out);
        }
    }
    text_append(out, "  Everything together: ");
    csv_append_points(out, blank->score.possible_hundredths);
    text_format(out, " points, and nobody gets more than %u %% of them.\n", policy->most_percent);
}

/* A verdict that passes every check of every second exercise, beginning with the first, and none of the others. */
static void make_example(const struct catalogue *catalogue, struct verdict_summary *summary)
{
    summary->status = STATUS_FAIL;
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest *manifest = catalogue->exercises[i];
        struct exercise_summary *exercise =
            memory_append(&summary->exercises, &summary->exercise_count);
        exercise->number = manifest->number;
        exercise->name = memory_copy_string(manifest->name);
        for (size_t k = 0; k < manifest->check_count; k++) {
            struct check_summary *check = memory_append(&exercise->checks, &exercise->check_count);
            check->id = memory_copy_string(manifest->checks[k].id);
            check->title = memory_copy_string(manifest->checks[k].title);
            check->weight = manifest->checks[k].weight;
            check->status = i % 2 == 0 ? STATUS_PASS : STATUS_FAIL;
            check->counts = true;
        }
    }
}

static void write_example_line(const struct policy *policy,
                               const struct gradebook_exercises *exercises,
                               struct gradebook_attempt *attempt, int64_t late_ms, struct text *out)
{
    AUTO_MARK struct mark mark = {0};
    attempt->submitted_ms = policy->deadline_ms + late_ms;
    const struct gradebook_record record = {
        .student.id = "", .attempts = attempt, .attempt_count = 1};
    mark_make(&mark, policy, exercises, &record);
    AUTO_TEXT struct text when = {0};
    if (late_ms > 0) {
        policy_append_duration(&when, late_ms);
        text_append(&when, " late");
    } else {
        text_append(&when, policy->has_deadline ? "at the deadline" : "at any time");
    }
    text_format(out, "  %-34s", text_string(&when));
    csv_append_points(out, mark.score.earned_hundredths);
    text_append(out, " of ");
    csv_append_points(out, mark.score.possible_hundredths);
    struct lateness lateness = lateness_find(policy, "", attempt->submitted_ms);
    if (lateness.closed) {
        text_append(out, "   (too late)");
    } else if (lateness.percent > 0) {
        text_format(out, "   (less %u %%)", lateness.percent);
    }
    text_append(out, "\n");
}

static void write_example(const struct policy *policy, const struct catalogue *catalogue,
                          const struct gradebook_exercises *exercises, struct text *out)
{
    struct gradebook_attempt attempt = {.verdict = 1};
    make_example(catalogue, &attempt.summary);
    text_append(out,
                "\nExample: the 1st, 3rd, 5th exercise (and so on) is all right, of the others "
                "nothing;\nhanded in\n");
    const int64_t late[] = {0,
                            SECOND_MS,
                            policy->grace_ms,
                            policy->grace_ms + SECOND_MS,
                            policy->late_every_ms + SECOND_MS,
                            policy->closed_after_ms > 0 ? policy->closed_after_ms : 7 * day_ms,
                            policy->closed_after_ms > 0 ? policy->closed_after_ms + SECOND_MS
                                                        : 30 * day_ms};
    size_t count = policy->has_deadline ? sizeof late / sizeof late[0] : 1;
    int64_t last = -1;
    for (size_t i = 0; i < count; i++) {
        if (late[i] > last) {
            write_example_line(policy, exercises, &attempt, late[i], out);
            last = late[i];
        }
    }
    verdict_summary_finish(&attempt.summary);
}

void policy_words_write(const struct policy *policy, const struct catalogue *catalogue,
                        struct text *out)
{
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    for (size_t i = 0; i < catalogue->count; i++) {
        *memory_append(&exercises.items, &exercises.count) = (struct gradebook_exercise){
            .number = catalogue->exercises[i]->number,
            .name = memory_copy_string(catalogue->exercises[i]->name),
            .possible_hundredths = (int64_t)catalogue->exercises[i]->weight * 100,
        };
    }
    const struct gradebook_record nobody = {.student.id = ""};
    AUTO_MARK struct mark blank = {0};
    mark_make(&blank, policy, &exercises, &nobody);
    write_lateness(policy, out);
    write_extensions(policy, out);
    write_counting(policy, out);
    write_exercises(policy, catalogue, &blank, out);
    write_example(policy, catalogue, &exercises, out);
}
