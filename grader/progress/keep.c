#include "progress/keep.h"

#include "base/memory.h"
#include "progress/stub.h"

static bool is_attempt(const struct grade_request *request, const struct exercise_verdict *exercise)
{
    return attempt_is_worth_keeping(exercise) &&
           !stub_has_digest(request->layout, exercise->folder, exercise->source,
                            exercise->source_sha256);
}

bool keep_verdict(const struct grade_request *request, const struct verdict *verdict, char **notice,
                  struct error *err)
{
    *notice = NULL;
    if (request->submission != SUBMISSION_WORKBOOK) {
        return true;
    }
    AUTO_ATTEMPTS struct attempts attempts = {0};
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        if (is_attempt(request, verdict->exercises[i])) {
            struct attempt *attempt = memory_append(&attempts.items, &attempts.count);
            attempt_make(attempt, verdict->exercises[i], request->fast);
            attempt->time_ms = attempts.items[0].time_ms; /* one grading, one time */
        }
    }
    AUTO_PROGRESS struct progress *progress = NULL;
    if (attempts.count == 0) {
        return true;
    }
    if (!progress_open(PROGRESS_RECORD, &progress, err)) {
        return false;
    }
    *notice = memory_copy_string(progress_notice(progress));
    return progress_record(progress, attempts.items, attempts.count, err);
}
