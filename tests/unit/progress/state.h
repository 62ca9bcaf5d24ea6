/* A state folder of its own for each test, and attempts to put into it. */
#ifndef WORKBOOK_TESTS_STATE_H
#define WORKBOOK_TESTS_STATE_H

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "progress/progress.h"

static char state_folder[64];
static struct error state_err;

static inline void state_make(void)
{
    strcpy(state_folder, "/tmp/workbook-test-state-XXXXXX");
    cr_assert_not_null(mkdtemp(state_folder));
    cr_assert_eq(setenv("WORKBOOK_STATE", state_folder, 1), 0);
}

static inline void state_remove(void)
{
    AUTO_FREE char *command = memory_format("rm -rf '%s'", state_folder);
    cr_assert_eq(system(command), 0);
}

static inline struct progress *state_open(enum progress_access access)
{
    struct progress *progress = NULL;
    cr_assert(progress_open(access, &progress, &state_err), "%s", state_err.message);
    return progress;
}

/* An attempt at `exercise` with a source that is known by one letter; fails unless `passes`. */
static inline struct attempt state_attempt(const char *exercise, int64_t time_ms, char source,
                                           bool passes)
{
    static unsigned number;
    struct attempt attempt = {
        .time_ms = time_ms,
        .exercise = memory_copy_string(exercise),
        .status = passes ? STATUS_PASS : STATUS_FAIL,
        .score = {.earned_hundredths = passes ? 1000 : 450, .possible_hundredths = 1000},
        .duration_ms = 1234,
    };
    (void)snprintf(attempt.id, sizeof attempt.id, "%032x", ++number);
    memset(attempt.source_sha256, source, 64);
    attempt_append_check(&attempt, "begins", STATUS_PASS);
    attempt_append_check(&attempt, "ends", passes ? STATUS_PASS : STATUS_CRASH);
    if (!passes) {
        attempt.failure_check = memory_copy_string("ends");
        attempt.failure_title = memory_copy_string("ends as promised");
        attempt.failure_line = memory_copy_string("it went on");
    }
    return attempt;
}

static inline void state_record(struct progress *progress, struct attempt attempt)
{
    cr_assert(progress_record(progress, &attempt, 1, &state_err), "%s", state_err.message);
    attempt_finish(&attempt);
}

#endif
