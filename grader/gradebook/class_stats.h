/* A class in numbers: how the marks are spread, and which exercises and checks were hard. */
#ifndef WORKBOOK_GRADEBOOK_CLASS_STATS_H
#define WORKBOOK_GRADEBOOK_CLASS_STATS_H

#include "gradebook/class.h"

enum { CLASS_STATS_BINS = 10 };

/* Of the attempts that count. */
struct check_stats {
    char *id;
    char *title;
    size_t missed;
    size_t judged; /* students in whose verdict it counts */
};

struct exercise_stats {
    unsigned number;
    char *name;
    size_t students; /* who handed it in, in what counts */
    size_t full;     /* of them: with all the points */
    int64_t sum_hundredths;
    int64_t possible_hundredths;
    struct check_stats *checks; /* in the exercise's order */
    size_t check_count;
};

struct class_stats {
    size_t states[MARK_EXCUSED + 1]; /* students, by enum mark_state */
    size_t attempts;
    size_t decided;      /* students whose mark somebody decided, all of it or in part */
    unsigned *per_mille; /* of what is possible: the given marks, sorted */
    size_t given;
    size_t
        bins[CLASS_STATS_BINS]; /* given marks below 10 %, 20 %, …; the last with 100 % and more */
    struct exercise_stats *exercises;
    size_t exercise_count;
};

#define AUTO_CLASS_STATS AUTO(class_stats_finish)

bool class_stats_make(struct class_stats *stats, struct gradebook *gradebook,
                      const struct policy *policy, struct error *err);
void class_stats_finish(struct class_stats *stats);

/* The mark below which `percent` of the given ones lie, by the nearest rank, in thousandths. Only with given > 0. */
unsigned class_stats_quantile(const struct class_stats *stats, unsigned percent);
unsigned class_stats_mean(const struct class_stats *stats);

#endif
