/* A class in numbers, put together verdict by verdict: none of them has to be kept. */
#ifndef WORKBOOK_PAGES_CLASS_TALLY_H
#define WORKBOOK_PAGES_CLASS_TALLY_H

#include "model/verdict.h"

enum { CLASS_EXAMPLES = 3, CLASS_BINS = 10 };

struct class_example {
    char *student;
    char *observed; /* NULL: nothing was said */
    unsigned line;  /* 0: unknown */
};

struct class_check {
    char *id;
    char *title;
    size_t students[STATUS_ERROR + 1]; /* by enum status; skipped ones too */
    struct class_example
        examples[CLASS_EXAMPLES]; /* of those that did not pass, the first by name */
    size_t example_count;
};

struct class_exercise {
    unsigned number;
    char *name;
    size_t students[STATUS_ERROR + 1]; /* by enum status */
    struct score sum;                  /* of the judged ones */
    struct class_check *checks;
    size_t check_count;
};

struct class_student {
    char *name;
    struct score score;
    enum status status;
    size_t timeouts; /* checks */
    size_t errors;   /* exercises that could not be judged */
    char *problem;   /* NULL, or why there is no verdict at all */
    char *remarks;   /* NULL, or what else is to be said about the mark */
};

struct class_tally {
    struct class_student *students; /* in the order of their names, once settled */
    size_t student_count;
    struct class_exercise *exercises; /* by number, once settled */
    size_t exercise_count;
};

#define AUTO_CLASS_TALLY AUTO(class_tally_finish)

/* All zero is the empty tally. For the same examples every time, add students in the order of their names. */
void class_tally_add(struct class_tally *tally, const char *student, const struct verdict *verdict);
/* Somebody without a verdict, and one sentence why. */
void class_tally_add_problem(struct class_tally *tally, const char *student, const char *words);
/* A remark on the one who was added last; there may be several. */
void class_tally_add_remark(struct class_tally *tally, const char *words);
void class_tally_settle(struct class_tally *tally);
void class_tally_finish(struct class_tally *tally);

/* Checks that did not pass: failed, crashed, or timed out. */
size_t class_check_missed(const struct class_check *check);

/* The score in thousandths; 0 when nothing can be had. */
unsigned class_per_mille(const struct score *score);

/* Has he a score? Not who could not be judged at all. */
bool class_student_counts(const struct class_student *student);

struct class_spread {
    size_t count;            /* students that count; when it is 0 so is everything else */
    size_t bins[CLASS_BINS]; /* below 10 %, 20 %, …; the last with 100 % */
    unsigned mean, least, lower_quartile, median, upper_quartile,
        most; /* thousandths; by nearest rank */
};

void class_spread_make(struct class_spread *spread, const struct class_tally *tally);

/* Further from the quartiles than 1.5 times the distance between them (Tukey, "Exploratory Data Analysis", 1977). */
bool class_spread_is_outlier(const struct class_spread *spread, unsigned per_mille);

#endif
