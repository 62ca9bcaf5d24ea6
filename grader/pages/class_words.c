#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "pages/class_page.h"

static int compare_faults(const void *a, const void *b)
{
    const struct class_fault *left = a;
    const struct class_fault *right = b;
    size_t missed_left = class_check_missed(left->check);
    size_t missed_right = class_check_missed(right->check);
    if (missed_left != missed_right) {
        return missed_left > missed_right ? -1 : 1;
    }
    if (left->exercise != right->exercise) {
        return left->exercise < right->exercise ? -1 : 1;
    }
    return left->check < right->check ? -1 : left->check > right->check;
}

struct class_fault *class_faults_rank(const struct class_tally *tally, size_t *count)
{
    struct class_fault *faults = NULL;
    *count = 0;
    for (size_t i = 0; i < tally->exercise_count; i++) {
        const struct class_exercise *exercise = &tally->exercises[i];
        for (size_t k = 0; k < exercise->check_count; k++) {
            if (class_check_missed(&exercise->checks[k]) > 0) {
                *memory_append(&faults, count) =
                    (struct class_fault){exercise, &exercise->checks[k]};
            }
        }
    }
    if (*count > 0) {
        qsort(faults, *count, sizeof *faults, compare_faults);
    }
    return faults;
}

static int compare_difficulty(const void *a, const void *b)
{
    const struct class_exercise *left = *(const struct class_exercise *const *)a;
    const struct class_exercise *right = *(const struct class_exercise *const *)b;
    unsigned mean_left = class_per_mille(&left->sum);
    unsigned mean_right = class_per_mille(&right->sum);
    if (mean_left != mean_right) {
        return mean_left < mean_right ? -1 : 1;
    }
    return left->number < right->number ? -1 : left->number > right->number;
}

const struct class_exercise **class_difficulty_rank(const struct class_tally *tally)
{
    const struct class_exercise **ranked =
        memory_allocate(tally->exercise_count + 1, sizeof *ranked);
    for (size_t i = 0; i < tally->exercise_count; i++) {
        ranked[i] = &tally->exercises[i];
    }
    qsort(ranked, tally->exercise_count, sizeof *ranked, compare_difficulty);
    return ranked;
}

void class_append_percent(struct text *out, unsigned per_mille)
{
    text_format(out, "%u.%u", per_mille / 10, per_mille % 10);
}

bool class_say_timeouts(const struct class_student *student, const struct class_spread *spread,
                        struct text *out)
{
    (void)spread;
    text_format(out, "%zu check%s timed out", student->timeouts, student->timeouts == 1 ? "" : "s");
    return student->timeouts > 0;
}

bool class_say_problem(const struct class_student *student, const struct class_spread *spread,
                       struct text *out)
{
    (void)spread;
    if (student->problem != NULL) {
        text_append(out, student->problem);
    } else {
        text_format(out, "%zu exercise%s could not be judged", student->errors,
                    student->errors == 1 ? "" : "s");
    }
    return student->problem != NULL || student->errors > 0;
}

bool class_say_outlier(const struct class_student *student, const struct class_spread *spread,
                       struct text *out)
{
    unsigned mark = class_per_mille(&student->score);
    class_append_percent(out, mark);
    text_append(out, mark < spread->median ? " %, far below the middle half"
                                           : " %, far above the middle half");
    return class_student_counts(student) && class_spread_is_outlier(spread, mark);
}

bool class_say_remarks(const struct class_student *student, const struct class_spread *spread,
                       struct text *out)
{
    (void)spread;
    text_append(out, student->remarks != NULL ? student->remarks : "");
    return student->remarks != NULL;
}
