#include "cli/grade_call.h"

#include "cli/stop_signals.h"

bool grade_call(const struct command_call *call, const struct grade_request *request,
                struct live *live, struct verdict **verdict)
{
    struct stop_signals stop;
    struct grade_request stoppable = *request;
    if (!stop_signals_begin(&stop, call->err)) {
        return false;
    }
    stoppable.cancel = &stop.cancel;
    bool graded = call->grade(&stoppable, verdict, call->err);
    live_end(live);
    int number = stop_signals_end(&stop);
    if (number != 0) {
        stop_signals_die(number, call);
    }
    return graded;
}
