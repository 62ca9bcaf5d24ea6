/* Adversity that a selftest adds to a grading, to prove that no verdict hangs on luck. A learner's
 * gradings have none of it. */
#ifndef WORKBOOK_MODEL_GRADE_LOAD_H
#define WORKBOOK_MODEL_GRADE_LOAD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* What was done, summed over gradings by any number of threads. */
struct grade_load_tally {
    _Atomic uint64_t calls;   /* system calls of the student's processes that were looked at */
    _Atomic uint64_t delayed; /* of these, with a delay */
};

struct grade_load {
    bool idle;                      /* the student's processes run under SCHED_IDLE (sched(7)) */
    uint64_t delay_seed;            /* their system calls are delayed at random; 0: they are not */
    struct grade_load_tally *tally; /* of the delays; borrowed; may be NULL */
};

#endif
