#include "grade/races_alone.h"

#include "base/cleanup.h"
#include "grade/environment.h"
#include "grade/judge_races.h"
#include "grade/passes.h"
#include "grade/submission.h"

static bool explore(const struct machine *machine, const struct grade_request *request,
                    struct passes *passes, struct error *err)
{
    submission_read(request, passes->manifest, &passes->source);
    if (passes->source.state != SOURCE_READ) {
        return error_set(err, "there is no %s to explore", passes->manifest->source);
    }
    passes->races.asked = true;
    passes->races.explored = races_run(machine, passes->manifest, &passes->source, request->weakest,
                                       &passes->races.report, err);
    return passes->races.explored;
}

bool grade_races_alone(const struct grade_request *request, struct verdict **verdict,
                       struct error *err)
{
    AUTO_VERDICT struct verdict *made = verdict_create();
    AUTO(environment_finish) struct machine machine = {0};
    if (!environment_prepare(&machine, request, made, err)) {
        return false;
    }
    for (size_t i = 0; i < request->exercise_count; i++) {
        AUTO(passes_finish) struct passes passes = {.manifest = request->exercises[i]};
        if (!explore(&machine, request, &passes, err)) {
            return false;
        }
        judge_races(&passes, verdict_append_exercise(made, passes.manifest));
    }
    *verdict = steal_pointer(&made);
    return true;
}
