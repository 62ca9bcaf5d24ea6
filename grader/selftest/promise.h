/* The promise about one source, held against what the grader found. */
#ifndef WORKBOOK_SELFTEST_PROMISE_H
#define WORKBOOK_SELFTEST_PROMISE_H

#include "model/verdict.h"
#include "selftest/bank.h"

#include <stdbool.h>

enum promise_state {
    PROMISE_NOT_ASKED, /* not graded: left out, or it needs Valgrind and --fast was given */
    PROMISE_KEPT,
    PROMISE_BROKEN,
    PROMISE_UNJUDGED, /* the grader could not do its work */
};

const char *promise_state_name(enum promise_state state); /* "skip", "kept", "broken", "error" */

/* The same for many promises together, in the words of a verdict: "pass", "fail", "error". */
const char *promise_status_word(enum promise_state state);

struct promise {
    enum promise_state state;
    char *reason;  /* why it is broken or unjudged; else NULL; owned */
    char *warning; /* kept, but not quite as it should be; else NULL; owned */
};

/* What must be true:
 *   stub          it builds, fails, and passes no check of the behaviour
 *   solution and  it passes
 *   alternatives
 *   mutant        the check that its header names failed and, for memory and leaks, their stage; a
 *                 mutant of the build stage is not built. That the check is the first one to fail is
 *                 wished for: a learner repairs that one first, and it should name the fault. */
void promise_judge(struct promise *promise, const struct bank_source *source,
                   const struct exercise_verdict *exercise);
void promise_finish(struct promise *promise);

#endif
