/* The stops of a traced call at its system calls: the marks around the student's function, what the recorder is
 * told, and the errors that are put in. */
#include "examiner/trace_private.h"

#include "examiner/actor_private.h"
#include "examiner/observer.h"
#include "examiner/recorder.h"
#include "examiner/registers.h"

#include <errno.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

static bool is_mark(const struct __ptrace_syscall_info *info, uint64_t mark)
{
    return info->entry.nr == SYS_prctl && info->entry.args[0] == mark;
}

/* For the recorder: as the observer does for calls that no test traces. */
static void tell_entry(struct tracer *tracer, const struct trace_stop *stop)
{
    tracer->told = tracer->inside && recorder_wants_system_calls() &&
                   !observer_leaves_out(stop->number, stop->arguments);
    if (tracer->told) {
        recorder_system_call(tracer->actor, stop->number, stop->arguments);
        tracer->sleeps = observer_count_sleeps(tracer->actor);
    }
}

static void tell_exit(const struct tracer *tracer, long number, int64_t result)
{
    if (tracer->told) {
        uint64_t slept = observer_count_sleeps(tracer->actor) - tracer->sleeps;
        recorder_system_returned(tracer->actor, number, result,
                                 slept > 1 ? (unsigned)(slept - 1) : 0, tracer->inject != 0);
    }
}

static void on_entry(struct tracer *tracer, const struct __ptrace_syscall_info *info,
                     struct trace_stop *last)
{
    if (is_mark(info, WIRE_MARK_BEGIN) && !tracer->inside) {
        tracer->inside = true;
        tracer->mark_instruction = info->instruction_pointer;
        tracer->mark_stack = info->stack_pointer;
        last->number = -1;
        return;
    }
    if (is_mark(info, WIRE_MARK_END) &&
        tracer_is_at_mark(tracer, info->instruction_pointer, info->stack_pointer)) {
        tracer_end(tracer);
        return;
    }
    last->number = (long)info->entry.nr;
    for (int i = 0; i < 6; i++) {
        last->arguments[i] = info->entry.args[i];
    }
    tell_entry(tracer, last);
    if (tracer->inside && !tracer_is_skipping(tracer)) {
        last->moment = TRACE_BEFORE;
        tracer_visit(tracer, last);
    }
}

/* glibc makes processes and threads with clone, for the sandbox has no clone3; fork and vfork are there on some machines. */
bool tracer_is_refused_task(long number, int64_t result)
{
    static const long makers[] = {
        SYS_clone,
#ifdef SYS_fork
        SYS_fork,
        SYS_vfork,
#endif
    };
    bool makes_task = false;
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        makes_task = makes_task || number == makers[i];
    }
    return makes_task && result == -EAGAIN;
}

static void on_exit_of_call(struct tracer *tracer, const struct __ptrace_syscall_info *info,
                            struct trace_stop *last)
{
    if (!tracer->inside || last->number < 0) {
        return;
    }
    tell_exit(tracer, last->number, tracer->inject != 0 ? -tracer->inject : info->exit.rval);
    if (tracer_is_refused_task(last->number, info->exit.rval)) {
        /* Else whoever waits for the call tells that. */
        leash_check_refused_task(&tracer->leash);
        tracer_let_go(tracer);
        return;
    }
    if (tracer_is_skipping(tracer)) {
        tracer->calls_made++;
        if (!tracer_is_skipping(tracer)) {
            last->moment = TRACE_STEP;
            last->number = -1;
            tracer_visit(tracer, last);
        }
        return;
    }
    last->result = info->exit.rval;
    if (tracer->inject != 0) {
        last->result = -tracer->inject;
        registers_set_result(tracer->actor->pid, last->result);
        tracer->inject = 0;
    }
    last->moment = TRACE_AFTER;
    tracer_visit(tracer, last);
}

void tracer_on_system_call(struct tracer *tracer, struct trace_stop *last)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, tracer->actor->pid, sizeof info, &info) < 0) {
        return;
    }
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        on_entry(tracer, &info, last);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
        on_exit_of_call(tracer, &info, last);
    }
}
