/* A call under a tracer.
 *
 * The actor is seized, then the request is sent. The driver makes a prctl call that no kernel knows
 * right before and right after the student's function (WIRE_MARK_BEGIN, WIRE_MARK_END): between the
 * two every system call, or every instruction, stops the process, the visitor is asked, and the
 * process goes on. How the process is held, and how long its stops are waited for: leash.h.
 */
#include "examiner/trace.h"

#include "base/memory.h"
#include "examiner/actor_private.h"
#include "examiner/area.h"
#include "examiner/check.h"
#include "examiner/extent.h"
#include "examiner/leash.h"
#include "examiner/recorder.h"
#include "examiner/registers.h"
#include "examiner/trace_private.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum {
    STOPS_MAX = 50000,  /* at system calls */
    CALL_NUMBERS = 1024 /* above all that exist */
};

void tracer_let_go(struct tracer *tracer)
{
    tracer->let_go = true;
    ptrace(PTRACE_DETACH, tracer->actor->pid, NULL, NULL);
}

bool tracer_is_at_mark(const struct tracer *tracer, uint64_t instruction, uint64_t stack)
{
    return tracer->inside && instruction == tracer->mark_instruction && stack == tracer->mark_stack;
}

void tracer_end(struct tracer *tracer)
{
    struct area *area = tracer->tracing->area;
    tracer->inside = false;
    tracer->seen_through = true;
    if (area != NULL) {
        tracer->area_at_end =
            (unsigned char *)memory_copy_bytes((const char *)area_bytes(area), area_size(area));
    }
    tracer_let_go(tracer);
}

static void obey(struct tracer *tracer, enum trace_verdict verdict, int error)
{
    switch (verdict) {
    case TRACE_GO_ON:
        break;
    case TRACE_LET_GO:
        recorder_lost_sight(tracer->actor);
        tracer->seen_through = true;
        tracer_let_go(tracer);
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

void tracer_visit(struct tracer *tracer, struct trace_stop *stop)
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

bool tracer_is_skipping(const struct tracer *tracer)
{
    return tracer->tracing->every_instruction &&
           tracer->calls_made < tracer->tracing->calls_skipped;
}

static bool is_about_to_mark(const struct tracer *tracer)
{
    uint64_t instruction;
    uint64_t stack;
    return registers_read_place(tracer->actor->pid, &instruction, &stack) &&
           tracer_is_at_mark(tracer, instruction + registers_call_bytes(), stack);
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
        first == WIRE_MARK_END && is_about_to_mark(tracer)) {
        tracer_end(tracer);
        return;
    }
    /* Behind a call the register of its number holds its result. */
    if (tracer_is_refused_task(last->number, number)) {
        leash_check_refused_task(&tracer->leash);
        if (tracer->leash.let_go) {
            return;
        }
    }
    /* Only where the register holds what may be a number: the look at the instruction costs time. */
    bool at_call = number >= 0 && number < CALL_NUMBERS && registers_at_call(tracer->actor->pid);
    last->number = at_call ? (long)number : -1;
    last->moment = TRACE_STEP;
    tracer_visit(tracer, last);
}

/* Handles one stop; gives the signal to be passed on. */
static int on_stop(struct tracer *tracer, int status, struct trace_stop *last)
{
    int signal = WSTOPSIG(status);
    bool event = status >> 16 != 0;
    if (signal == (SIGTRAP | 0x80)) {
        tracer_on_system_call(tracer, last);
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
        tracer_let_go(tracer);
    }
}

/* Every so often: reading /proc costs more than a step. */
static void check_cpu(struct tracer *tracer)
{
    if (tracer->index % 4096 == 4095 && leash_cpu_is_used_up(&tracer->leash)) {
        tracer_let_go(tracer);
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
            tracer->inside && tracer->tracing->every_instruction && !tracer_is_skipping(tracer);
        /* One that was killed while it was stopped cannot be sent on; its parent hears of its end only when we have
         * taken note of it (ptrace(2)). */
        ptrace(stepping ? PTRACE_SINGLESTEP : PTRACE_SYSCALL, tracer->actor->pid, NULL, signal);
        if (!leash_await_stop(&tracer->leash, &status)) {
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
    assert(!tracer.killed && tracing->area == NULL);
}

/* What runs once a call is over, in the driver, is the student's to corrupt. */
static void expect_nothing_after(struct tracer *tracer, const struct function *function)
{
    struct area *area = tracer->tracing->area;
    bool changed = tracer->area_at_end != NULL &&
                   memcmp(tracer->area_at_end, area_bytes(area), area_size(area)) != 0;
    free(tracer->area_at_end);
    tracer->area_at_end = NULL;
    expect_that(!changed,
                "the steps of the call: what it does to the shared bytes it does before it returns",
                "the shared bytes as they were when the call returned",
                "its process changed them after %s had returned", function->name);
}

/* A driver is let go at the second mark, before it replies. Whoever is held until there is a reply has made it himself,
 * somewhere else: nobody has seen the call. One that met a hole has not come back. One that was let go at a limit
 * is judged by that; but of the order of its steps nobody knows. */
static void expect_seen(const struct tracer *tracer, const struct function *function,
                        const struct reply *reply)
{
    bool at_limit = tracer->tracing->area == NULL && (tracer->let_go || tracer->leash.let_go);
    expect_that(reply->function == NULL || tracer->seen_through || at_limit,
                "what answers in the place of the function: it is to be called, and to return",
                "the call to be made and to return where its steps can be followed",
                "its process %s, before %s had returned",
                tracer->let_go ? "came to a limit at which nobody can follow it"
                               : "answered by itself",
                function->name);
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
    expect_seen(&tracer, function, &reply);
    expect_nothing_after(&tracer, function);
    reply.injected = tracer.injected;
    return reply;
}

/* --- In a visitor ------------------------------------------------------------------------------ */

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
