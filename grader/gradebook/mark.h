/* A mark: what a policy makes of what a student handed in. Pure arithmetic; nothing is stored, so that a changed
 * policy changes every mark at once, and a mark can always be explained from the attempts, the verdicts and the
 * decisions that it comes from.
 *
 *     points of an exercise in an attempt   weight * weights of the checks passed / weights of those that count
 *     less for lateness                     the policy's percentage of that
 *     the attempt or attempts that count    best, last, or best of each exercise
 *     decisions                             take the place of the points of an exercise, or of the whole
 *     scale                                 to the policy's points, and at most most_percent of them
 *
 * Every division rounds down, to hundredths: the full mark means that all is right.
 */
#ifndef WORKBOOK_GRADEBOOK_MARK_H
#define WORKBOOK_GRADEBOOK_MARK_H

#include "gradebook/gradebook_read.h"
#include "gradebook/policy.h"

/* How late an attempt is, and what that costs. */
struct lateness {
    int64_t late_ms;  /* after this student's deadline; 0: on time, also within the grace */
    unsigned percent; /* off */
    bool closed;      /* so late that it does not count */
};

/* An attempt of unknown time is on time. */
struct lateness lateness_find(const struct policy *policy, const char *student,
                              int64_t submitted_ms);

enum mark_state {
    MARK_NONE,     /* nothing was handed in */
    MARK_UNGRADED, /* the grader could not judge it: look, and decide */
    MARK_GIVEN,
    MARK_EXCUSED,
};

const char *mark_state_name(enum mark_state state); /* "none", "ungraded", "given", "excused" */

struct exercise_mark {
    const struct gradebook_exercise *exercise;
    struct score score;                        /* after lateness or by decision; the weight */
    bool extra;                                /* its points come on top */
    const struct gradebook_attempt *attempt;   /* that it comes from; NULL: none */
    const struct gradebook_override *override; /* NULL: none */
    struct lateness lateness;                  /* of the attempt */
};

/* Everything but the array is borrowed from what it was made of. */
struct mark {
    enum mark_state state;
    struct score score;
    const struct gradebook_attempt *attempt;   /* NULL: none, or several (best of each) */
    const struct gradebook_override *override; /* of the whole; NULL: none */
    /* those that count, in order: the same ones for the whole class */
    struct exercise_mark *exercises;
    size_t exercise_count;
    unsigned ungraded; /* attempts that the grader could not judge */
    unsigned closed;   /* attempts that came too late to count */
    unsigned beyond;   /* attempts after the last that counts */
};

#define AUTO_MARK AUTO(mark_finish)

#define AUTO_MARK AUTO(mark_finish)

void mark_make(struct mark *mark, const struct policy *policy,
               const struct gradebook_exercises *exercises, const struct gradebook_record *record);
void mark_finish(struct mark *mark);

/* What was found of the exercise in the attempt that its points come from; NULL: nothing. Borrowed. */
const struct exercise_summary *exercise_mark_summary(const struct exercise_mark *mark);

/* The mark of an exercise, or NULL when it does not count. Borrowed. */
const struct exercise_mark *mark_find_exercise(const struct mark *mark, const char *name);

#endif
