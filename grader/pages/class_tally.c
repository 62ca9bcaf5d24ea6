#include "pages/class_tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* -- Adding ------------------------------------------------------------------------------------ */

static struct class_exercise *find_exercise(struct class_tally *tally,
                                            const struct exercise_verdict *verdict)
{
    for (size_t i = 0; i < tally->exercise_count; i++) {
        struct class_exercise *exercise = &tally->exercises[i];
        if (exercise->number == verdict->number && strcmp(exercise->name, verdict->name) == 0) {
            return exercise;
        }
    }
    struct class_exercise *exercise = memory_append(&tally->exercises, &tally->exercise_count);
    exercise->number = verdict->number;
    exercise->name = memory_copy_string(verdict->name);
    return exercise;
}

static struct class_check *find_check(struct class_exercise *exercise,
                                      const struct check_verdict *verdict)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        if (strcmp(exercise->checks[i].id, verdict->id) == 0) {
            return &exercise->checks[i];
        }
    }
    struct class_check *check = memory_append(&exercise->checks, &exercise->check_count);
    check->id = memory_copy_string(verdict->id);
    check->title = memory_copy_string(verdict->title);
    return check;
}

static bool is_missed(enum status status)
{
    return status == STATUS_FAIL || status == STATUS_CRASH || status == STATUS_TIMEOUT;
}

static void add_check(struct class_check *check, const char *student,
                      const struct check_verdict *verdict)
{
    check->students[verdict->status]++;
    if (is_missed(verdict->status) && check->example_count < CLASS_EXAMPLES) {
        check->examples[check->example_count++] =
            (struct class_example){.student = memory_copy_string(student),
                                   .observed = memory_copy_string(verdict->observed),
                                   .line = verdict->location.line};
    }
}

static void add_exercise(struct class_exercise *exercise, struct class_student *student,
                         const struct exercise_verdict *verdict)
{
    exercise->students[verdict->status]++;
    student->errors += verdict->status == STATUS_ERROR;
    if (verdict->status != STATUS_ERROR) {
        exercise->sum.earned_hundredths += verdict->score.earned_hundredths;
        exercise->sum.possible_hundredths += verdict->score.possible_hundredths;
    }
    for (size_t i = 0; i < verdict->check_count; i++) {
        const struct check_verdict *check = &verdict->checks[i];
        add_check(find_check(exercise, check), student->name, check);
        student->timeouts += check->status == STATUS_TIMEOUT;
    }
}

static struct class_student *append_student(struct class_tally *tally, const char *name)
{
    struct class_student *student = memory_append(&tally->students, &tally->student_count);
    student->name = memory_copy_string(name);
    return student;
}

void class_tally_add(struct class_tally *tally, const char *student, const struct verdict *verdict)
{
    struct class_student *added = append_student(tally, student);
    added->score = verdict->score;
    added->status = verdict->status;
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        add_exercise(find_exercise(tally, verdict->exercises[i]), added, verdict->exercises[i]);
    }
}

void class_tally_add_problem(struct class_tally *tally, const char *student, const char *words)
{
    struct class_student *added = append_student(tally, student);
    added->status = STATUS_ERROR;
    added->problem = memory_copy_string(words);
}

void class_tally_add_remark(struct class_tally *tally, const char *words)
{
    struct class_student *student = &tally->students[tally->student_count - 1];
    bool first = student->remarks == NULL;
    AUTO_FREE char *all =
        memory_format("%s%s%s", first ? "" : student->remarks, first ? "" : "; ", words);
    memory_set_string(&student->remarks, all);
}

static int compare_students(const void *a, const void *b)
{
    const struct class_student *left = a;
    const struct class_student *right = b;
    return strcmp(left->name, right->name);
}

static int compare_exercises(const void *a, const void *b)
{
    const struct class_exercise *left = a;
    const struct class_exercise *right = b;
    if (left->number != right->number) {
        return left->number < right->number ? -1 : 1;
    }
    return strcmp(left->name, right->name);
}

void class_tally_settle(struct class_tally *tally)
{
    if (tally->student_count > 0) {
        qsort(tally->students, tally->student_count, sizeof tally->students[0], compare_students);
    }
    if (tally->exercise_count > 0) {
        qsort(tally->exercises, tally->exercise_count, sizeof tally->exercises[0],
              compare_exercises);
    }
}

static void exercise_finish(struct class_exercise *exercise)
{
    for (size_t i = 0; i < exercise->check_count; i++) {
        struct class_check *check = &exercise->checks[i];
        for (size_t k = 0; k < check->example_count; k++) {
            free(check->examples[k].student);
            free(check->examples[k].observed);
        }
        free(check->id);
        free(check->title);
    }
    free(exercise->checks);
    free(exercise->name);
}

void class_tally_finish(struct class_tally *tally)
{
    for (size_t i = 0; i < tally->student_count; i++) {
        free(tally->students[i].name);
        free(tally->students[i].problem);
        free(tally->students[i].remarks);
    }
    for (size_t i = 0; i < tally->exercise_count; i++) {
        exercise_finish(&tally->exercises[i]);
    }
    free(tally->students);
    free(tally->exercises);
    *tally = (struct class_tally){0};
}

/* -- Asking ------------------------------------------------------------------------------------ */

size_t class_check_missed(const struct class_check *check)
{
    return check->students[STATUS_FAIL] + check->students[STATUS_CRASH] +
           check->students[STATUS_TIMEOUT];
}

unsigned class_per_mille(const struct score *score)
{
    return score->possible_hundredths > 0
               ? (unsigned)(score->earned_hundredths * 1000 / score->possible_hundredths)
               : 0;
}

bool class_student_counts(const struct class_student *student)
{
    return student->status != STATUS_ERROR;
}

static int compare_numbers(const void *a, const void *b)
{
    unsigned left = *(const unsigned *)a;
    unsigned right = *(const unsigned *)b;
    return left < right ? -1 : left > right;
}

/* The nearest rank: the smallest one that at least `percent` of them do not exceed. */
static unsigned quantile(const unsigned *sorted, size_t count, size_t percent)
{
    size_t rank = (count * percent + 99) / 100;
    return sorted[rank > 0 ? rank - 1 : 0];
}

void class_spread_make(struct class_spread *spread, const struct class_tally *tally)
{
    *spread = (struct class_spread){0};
    AUTO_FREE unsigned *marks = memory_allocate(tally->student_count + 1, sizeof *marks);
    size_t sum = 0;
    for (size_t i = 0; i < tally->student_count; i++) {
        if (class_student_counts(&tally->students[i])) {
            unsigned mark = class_per_mille(&tally->students[i].score);
            size_t bin = mark * CLASS_BINS / 1000;
            spread->bins[bin < CLASS_BINS ? bin : CLASS_BINS - 1]++;
            marks[spread->count++] = mark;
            sum += mark;
        }
    }
    if (spread->count == 0) {
        return;
    }
    qsort(marks, spread->count, sizeof *marks, compare_numbers);
    spread->mean = (unsigned)(sum / spread->count);
    spread->least = marks[0];
    spread->lower_quartile = quantile(marks, spread->count, 25);
    spread->median = quantile(marks, spread->count, 50);
    spread->upper_quartile = quantile(marks, spread->count, 75);
    spread->most = marks[spread->count - 1];
}

bool class_spread_is_outlier(const struct class_spread *spread, unsigned per_mille)
{
    unsigned reach = (spread->upper_quartile - spread->lower_quartile) * 3 / 2;
    return per_mille + reach < spread->lower_quartile || per_mille > spread->upper_quartile + reach;
}
