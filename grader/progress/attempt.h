/* An attempt: what is kept of one grading of one exercise of the learner's own.
 *
 * A summary and not the verdict: enough to say where one stands, what failed last, and how it went over the weeks.
 * Owns its strings.
 */
#ifndef WORKBOOK_PROGRESS_ATTEMPT_H
#define WORKBOOK_PROGRESS_ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "model/verdict.h"

enum {
    ATTEMPT_ID_LENGTH = 32,    /* hexadecimal digits of 128 random bits: unique on all machines */
    ATTEMPT_TEXT_BYTES = 300,  /* what is kept of a sentence */
    ATTEMPT_CHECKS_MAX = 1000, /* more are no exercise */
};

/* What stands in the place of a check's id when the source was not built. */
#define ATTEMPT_BUILD_FAILED "build"

struct attempt_check {
    char *id;
    enum status status; /* PASS, FAIL, CRASH, TIMEOUT, SKIP */
};

struct attempt {
    char id[ATTEMPT_ID_LENGTH + 1];
    int64_t time_ms; /* when it was graded: milliseconds since 1970, UTC */
    char *exercise;  /* its name without its number: "attach-detach" */
    char source_sha256[65];
    enum status status; /* PASS or FAIL */
    struct score score;
    bool fast; /* without Valgrind: such a pass proves less, and earns no star */
    int64_t duration_ms;
    char *failure_check; /* id of what failed first; ATTEMPT_BUILD_FAILED; NULL: nothing */
    char *failure_title;
    char *failure_line;           /* in one line what happened */
    struct attempt_check *checks; /* in the exercise's order */
    size_t check_count;
};

#define AUTO_ATTEMPT AUTO(attempt_finish)

void attempt_finish(struct attempt *attempt);

/* Is this worth keeping? Not what the grader could not judge, and not what was not there. */
bool attempt_is_worth_keeping(const struct exercise_verdict *exercise);

/* Of an exercise that was judged now. */
void attempt_make(struct attempt *attempt, const struct exercise_verdict *exercise, bool fast);

/* Checks that passed. */
size_t attempt_count_passed(const struct attempt *attempt);

/* Appends a check; the id is copied. */
void attempt_append_check(struct attempt *attempt, const char *id, enum status status);

#endif
