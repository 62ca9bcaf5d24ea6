#include "cli/watch_record.h"

#include "base/clock.h"
#include "base/memory.h"
#include "progress/keep.h"
#include "progress/reset.h"

static bool has_passed(void *context, const struct manifest *manifest)
{
    (void)context;
    struct error ignored;
    struct standing standing;
    AUTO_PROGRESS struct progress *progress = NULL;
    if (!progress_open(PROGRESS_LOOK, &progress, &ignored) ||
        !progress_read_standing(progress, manifest->name, &standing, &ignored)) {
        return false;
    }
    bool passed = standing.passed_ms != 0;
    standing_finish(&standing);
    return passed;
}

/* A damaged record that was set aside is told as a failure is, in a line. */
static bool record_verdict(void *context, const struct verdict *verdict, struct error *err)
{
    AUTO_FREE char *notice = NULL;
    bool kept = keep_verdict(context, verdict, &notice, err);
    return kept && (notice == NULL || error_set(err, "%s", notice));
}

static bool record_hint(void *context, const struct manifest *manifest, unsigned level,
                        struct error *err)
{
    (void)context;
    AUTO_PROGRESS struct progress *progress = NULL;
    return progress_open(PROGRESS_RECORD, &progress, err) &&
           (level > STANDING_HINTS_MAX ||
            progress_record_hint(progress, manifest->name, level, clock_wall_ms(), err));
}

static bool reset(void *context, const struct manifest *manifest, struct error *err)
{
    const struct grade_request *request = context;
    AUTO_RESET struct reset done = {0};
    return reset_to_stub(request->layout, manifest, &done, err);
}

void watch_record_attach(struct watch_plan *plan)
{
    plan->context = &plan->request;
    plan->has_passed = has_passed;
    plan->record_verdict = record_verdict;
    plan->record_hint = record_hint;
    plan->reset = reset;
}
