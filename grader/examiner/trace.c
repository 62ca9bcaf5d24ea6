/* A call under a tracer.
 *
 * The actor is seized, then the request is sent. The driver makes a prctl call that no kernel knows
 * right before and right after the student's function (WIRE_MARK_BEGIN, WIRE_MARK_END): between the
 * two every system call, or every instruction, stops the process, the visitor is asked, and the
 * process goes on. How the process is held, and how long its stops are waited for: leash.h.
 */
#include "examiner/trace.h"

#include "examiner/actor_private.h"
#include "examiner/extent.h"
#include "examiner/leash.h"
#include "examiner/observer.h"
#include "examiner/recorder.h"
#include "examiner/registers.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    STOPS_MAX = 50000,  /* at system calls */
    CALL_NUMBERS = 1024 /* above all that exist */
};

struct tracer {
    struct actor *actor;
    const struct tracing *tracing;
    struct leash leash;
    unsigned index;
    bool inside;         /* between the marks */
    unsigned calls_made; /* while there are calls to skip */
    bool killed;
    bool let_go;
    int inject; /* errno to put in at the exit of the call being skipped; 0: none */
    bool injected;
    bool told;       /* the recorder knows of the system call under way */
    uint64_t sleeps; /* of the process, at its entry */
};

static void let_go(struct tracer *tracer)
{
    tracer->let_go = true;
    ptrace(PTRACE_DETACH, tracer->actor->pid, NULL, NULL);
}

static bool is_mark(const struct __ptrace_syscall_info *info, uint64_t mark)
{
    return info->entry.nr == SYS_prctl && info->entry.args[0] == mark;
}

static void obey(struct tracer *tracer, enum trace_verdict verdict, int error)
{
    switch (verdict) {
    case TRACE_GO_ON:
        break;
    case TRACE_LET_GO:
        recorder_lost_sight(tracer->actor);
        let_go(tracer);
        break;
    case TRACE_KILL:
        tracer->killed = true;
        kill(tracer->actor->pid, SIGKILL);
        break;
    case TRACE_FAIL:
        registers_skip_call(tracer->actor->pid);
        tracer->inject = error;
        tracer->injected = true;
        break;
    }
}

static void visit(struct tracer *tracer, struct trace_stop *stop)
{
    int error = 0;
    stop->index = tracer->index++;
    stop->actor = tracer->actor;
    recorder_holds(stop);
    /* On its own line: the visitor sets the error, and arguments are evaluated in any order. */
    enum trace_verdict verdict = tracer->tracing->visit(stop, tracer->tracing->context, &error);
    recorder_holds(NULL);
    obey(tracer, verdict, error);
}

/* True before the first instruction that is to be carried out by itself. */
static bool is_skipping(const struct tracer *tracer)
{
    return tracer->tracing->every_instruction &&
           tracer->calls_made < tracer->tracing->calls_skipped;
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
    if (is_mark(info, WIRE_MARK_BEGIN)) {
        tracer->inside = true;
        last->number = -1;
        return;
    }
    if (is_mark(info, WIRE_MARK_END)) {
        tracer->inside = false;
        let_go(tracer);
        return;
    }
    last->number = (long)info->entry.nr;
    for (int i = 0; i < 6; i++) {
        last->arguments[i] = info->entry.args[i];
    }
    tell_entry(tracer, last);
    if (tracer->inside && !is_skipping(tracer)) {
        last->moment = TRACE_BEFORE;
        visit(tracer, last);
    }
}

/* glibc makes processes and threads with clone; fork and vfork are there on some machines. */
static bool makes_process(long number)
{
    static const long makers[] = {
        SYS_clone,
#ifdef SYS_fork
        SYS_fork,
        SYS_vfork,
#endif
    };
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        if (number == makers[i]) {
            return true;
        }
    }
    return false;
}

static void on_exit_of_call(struct tracer *tracer, const struct __ptrace_syscall_info *info,
                            struct trace_stop *last)
{
    if (!tracer->inside || last->number < 0) {
        return;
    }
    tell_exit(tracer, last->number, tracer->inject != 0 ? -tracer->inject : info->exit.rval);
    if (makes_process(last->number) && info->exit.rval == -EAGAIN) {
        let_go(tracer); /* there are as many as may be: whoever waits for the call tells that */
        return;
    }
    if (is_skipping(tracer)) {
        tracer->calls_made++;
        if (!is_skipping(tracer)) {
            last->moment = TRACE_STEP;
            last->number = -1;
            visit(tracer, last);
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
    visit(tracer, last);
}

static void on_system_call(struct tracer *tracer, struct trace_stop *last)
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

bool trace_is_in_students_code(const struct trace_stop *stop)
{
    const struct extent object = extent_of_student(stop->actor->pid);
    uint64_t instruction;
    uint64_t stack;
    return registers_read_place(stop->actor->pid, &instruction, &stack) &&
           extent_holds(&object, instruction);
}

void trace_set_argument(const struct trace_stop *stop, unsigned index, uint64_t value)
{
    assert(stop->moment == TRACE_BEFORE && index < 6);
    registers_set_argument(stop->actor->pid, index, value);
}

/* Stepping stops behind every instruction and at no system call: the end mark shows in the
 * registers when its call is about to be made. */
static void on_step(struct tracer *tracer, struct trace_stop *last)
{
    int64_t number = -1;
    uint64_t first = 0;
    if (!tracer->inside || !tracer->tracing->every_instruction) {
        return;
    }
    if (registers_read_call(tracer->actor->pid, &number, &first) && number == SYS_prctl &&
        first == WIRE_MARK_END) {
        tracer->inside = false;
        let_go(tracer);
        return;
    }
    /* Only where the register holds what may be a number: the look at the instruction costs time.
     */
    bool at_call = number >= 0 && number < CALL_NUMBERS && registers_at_call(tracer->actor->pid);
    last->number = at_call ? (long)number : -1;
    last->moment = TRACE_STEP;
    visit(tracer, last);
}

/* Handles one stop; gives the signal to be passed on. */
static int on_stop(struct tracer *tracer, int status, struct trace_stop *last)
{
    int signal = WSTOPSIG(status);
    bool event = status >> 16 != 0;
    if (signal == (SIGTRAP | 0x80)) {
        on_system_call(tracer, last);
        return 0;
    }
    if (signal == SIGTRAP && !event) {
        on_step(tracer, last);
        return 0;
    }
    return event ? 0 : signal;
}

/* A loop of system calls stops all the time: left alone, it comes to the limits of any call. */
static void check_stops(struct tracer *tracer)
{
    if (tracer->index > STOPS_MAX && !tracer->killed) {
        let_go(tracer);
    }
}

/* Every so often: reading /proc costs more than a step. */
static void check_cpu(struct tracer *tracer)
{
    if (tracer->index % 4096 == 4095 && leash_cpu_is_used_up(&tracer->leash)) {
        let_go(tracer);
    }
}

/* Runs the process from stop to stop until the call is over, let go or killed. */
static void run(struct tracer *tracer)
{
    struct trace_stop last = {.number = -1};
    int status;
    long signal = 0;
    while (!tracer->let_go) {
        bool stepping =
            tracer->inside && tracer->tracing->every_instruction && !is_skipping(tracer);
        if (ptrace(stepping ? PTRACE_SINGLESTEP : PTRACE_SYSCALL, tracer->actor->pid, NULL,
                   signal) != 0 ||
            !leash_await_stop(&tracer->leash, &status)) {
            return; /* ended: the reply, or its lack, tells */
        }
        signal = on_stop(tracer, status, &last);
        if (!stepping) {
            check_stops(tracer);
        } else if (tracer->inside) {
            check_cpu(tracer);
        }
    }
}

/* Begins the call and traces it until it is over, let go or killed. */
static struct tracer trace_call(struct actor *actor, const struct tracing *tracing,
                                const struct function *function, const struct argument *arguments,
                                size_t count)
{
    struct tracer tracer = {.actor = actor, .tracing = tracing};
    leash_take(&tracer.leash, actor);
    actor_begin(actor, function, arguments, count, WIRE_TRACED);
    run(&tracer);
    leash_drop(&tracer.leash);
    return tracer;
}

void actor_start_traced_array(struct actor *actor, const struct tracing *tracing,
                              const struct function *function, const struct argument *arguments,
                              size_t count)
{
    struct tracer tracer = trace_call(actor, tracing, function, arguments, count);
    assert(!tracer.killed);
}

struct reply actor_call_traced_array(struct actor *actor, const struct tracing *tracing,
                                     const struct function *function,
                                     const struct argument *arguments, size_t count)
{
    struct tracer tracer = trace_call(actor, tracing, function, arguments, count);
    if (tracer.killed) {
        actor_abandon(actor);
        actor_await_end(actor);
        return (struct reply){.actor = actor};
    }
    struct reply reply = actor_settle(actor);
    reply.injected = tracer.injected;
    return reply;
}
