/* Calls: waited for and settled. call_begin.c sends them. */
#include "examiner/actor_private.h"
#include "examiner/area.h"
#include "examiner/check.h"
#include "examiner/errno_name.h"
#include "examiner/limits.h"
#include "examiner/observer.h"
#include "examiner/recorder.h"
#include "examiner/session.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOOK_INTERVAL_MS = 20, /* between two looks at a call that has not come back */
    REFUSAL_BYTES = 200,
};

void actor_abandon(struct actor *actor)
{
    struct pending_call *call = &actor->call;
    if (call->function != NULL) {
        observer_join(actor);
        session_current()->pending--;
        objects_finish(&call->held);
        objects_finish(&call->existed);
        call->function = NULL;
    }
}

static bool is_in_hole(const struct actor *actor, const struct wire_reply *reply)
{
    return reply->signal == SIGSEGV && reply->fault_address >= actor->hole_begin &&
           reply->fault_address < actor->hole_end;
}

/* It could not even begin with the call: most likely for want of memory, which the calls before have used up. */
static _Noreturn void report_refusal(const struct actor *actor)
{
    char observed[REFUSAL_BYTES];
    struct limit_words limit;
    bool limited = limits_explain_error(actor->pid, ENOMEM, NULL, &limit);
    snprintf(observed, sizeof observed, "it cannot carry out the next call%s%s",
             limited ? "; " : "", limit.text);
    session_end(FINDING_CRASH, NULL,
                limited ? limit.look : "What did the calls before do to their process?",
                "a process that goes on serving", observed);
}

/* Waits for the reply; looks at the limits on the way. False when the call met the hole. */
static bool await_reply(struct actor *actor, struct wire_reply *reply, unsigned char *output)
{
    struct pollfd wanted = {.fd = actor->socket, .events = POLLIN};
    while (poll(&wanted, 1, LOOK_INTERVAL_MS) <= 0) {
        actor_check_limits(actor);
    }
    bool answered = actor_receive_answer(actor, reply, output);
    if (reply->event == WIRE_RETURNED && actor->speaker != 0 && actor->speaker != actor->pid) {
        actor_report_second_return(actor, reply);
    }
    if (!answered) {
        actor_report_end(actor);
    }
    if (reply->event == WIRE_CRASHED && is_in_hole(actor, reply)) {
        return false;
    }
    if (reply->event == WIRE_CRASHED) {
        ledger_note_creations(reply);
        actor_report_crash(actor, reply);
    }
    if (reply->event == WIRE_MISSING) {
        session_end(FINDING_FAIL, NULL, "the header of the exercise",
                    "a function of this name in your file", "there is none");
    }
    if (reply->event != WIRE_RETURNED) {
        report_refusal(actor);
    }
    return true;
}

static void copy_outputs(const struct actor *actor, const struct wire_reply *reply,
                         const unsigned char *output)
{
    size_t used = 0;
    for (size_t i = 0; i < actor->call.count; i++) {
        const struct argument *argument = &actor->call.arguments[i];
        if (argument->wire.passing == WIRE_INOUT &&
            used + argument->wire.length <= reply->data_length) {
            memcpy(argument->output, output + used, argument->wire.length);
            used += argument->wire.length;
        }
    }
}

static struct reply make_reply(struct actor *actor, const struct wire_reply *wire)
{
    const struct pending_call *call = &actor->call;
    uint64_t seen_ns = usage_now_ns() - call->started_ns;
    struct usage now = call->quick ? call->before : actor_usage(actor);
    struct reply reply = {
        .function = call->function,
        .actor = actor,
        .error = wire->error,
        .elapsed_ns = wire->elapsed_ns < seen_ns ? wire->elapsed_ns : seen_ns,
        .cpu_ns = now.cpu_ns - call->before.cpu_ns,
        .delayed_ns = now.delayed_ns - call->before.delayed_ns,
        .wakeups = usage_wakeups_between(call->before, now),
    };
    memcpy(reply.bytes, wire->structure, sizeof reply.bytes);
    switch (call->function->returns) {
    case RETURNS_INT:
    case RETURNS_KEY:
        reply.value = (int32_t)wire->value;
        reply.failed = reply.value == -1;
        break;
    case RETURNS_SSIZE:
        reply.value = (int64_t)wire->value;
        reply.failed = reply.value == -1;
        break;
    case RETURNS_SIZE:
    case RETURNS_POINTER:
        reply.value = (int64_t)wire->value;
        reply.failed = reply.value == 0;
        break;
    case RETURNS_KEY_PARTS:
        break;
    }
    return reply;
}

static void note_outcome(const struct pending_call *call, const struct reply *reply)
{
    char outcome[64];
    if (reply->failed) {
        snprintf(outcome, sizeof outcome, "failed with %s", errno_name(reply->error));
    } else {
        snprintf(outcome, sizeof outcome, "succeeded");
    }
    session_note_outcome(call->note, outcome);
}

static void check_edges(const struct actor *actor, const struct wire_reply *wire)
{
    for (size_t i = 0; i < actor->call.count; i++) {
        const struct argument *argument = &actor->call.arguments[i];
        if (wire->overrun & (1U << i)) {
            check_fail("the start of the buffer: an index or a pointer that goes below it",
                       "nothing outside the buffer to be touched",
                       "bytes right before argument %zu of %s were overwritten", i + 1,
                       actor->call.function->name);
        }
        if (argument->area != NULL && !area_is_intact(argument->area)) {
            char damage[160];
            area_describe_damage(argument->area, damage, sizeof damage);
            check_fail(
                "the size that your *_size function promises, and the largest offset written",
                "nothing outside the promised bytes to be touched", "%s", damage);
        }
    }
}

struct reply actor_settle(struct actor *actor)
{
    struct session *session = session_current();
    struct wire_reply wire = {0};
    unsigned char *output = malloc(WIRE_DATA_MAX);
    if (output == NULL) {
        abort();
    }
    if (!await_reply(actor, &wire, output)) {
        free(output);
        actor_kill(actor);
        return (struct reply){0};
    }
    observer_join(actor);
    ledger_note_creations(&wire);
    call_meet_function(session, actor->call.function, wire.function_offset);
    session->last_function = actor->call.function;
    session->last_function_offset = wire.function_offset;
    actor->refusal = wire.refusal;
    session_note_refused_call(&wire);
    struct reply reply = make_reply(actor, &wire);
    copy_outputs(actor, &wire, output);
    free(output);
    recorder_returned(actor, &reply);
    note_outcome(&actor->call, &reply);
    if (!session->under_valgrind && !actor->call.quick) {
        call_settle_ledger(actor, &reply, &wire);
    }
    actor_check_refused_task(actor);
    check_edges(actor, &wire);
    actor_abandon(actor);
    return reply;
}

struct reply actor_call_array(struct actor *actor, const struct function *function,
                              const struct argument *arguments, size_t count)
{
    actor_begin(actor, function, arguments, count, 0);
    return actor_settle(actor);
}

struct reply actor_call_quick_array(struct actor *actor, const struct function *function,
                                    const struct argument *arguments, size_t count)
{
    actor_begin_quick(actor, function, arguments, count);
    return actor_settle(actor);
}

struct reply actor_call_plain(struct actor *actor, const struct function *function)
{
    return actor_call_array(actor, function, &(struct argument){0}, 0);
}

void actor_start_array(struct actor *actor, const struct function *function,
                       const struct argument *arguments, size_t count)
{
    actor_begin(actor, function, arguments, count, 0);
}

void actor_start_quick_array(struct actor *actor, const struct function *function,
                             const struct argument *arguments, size_t count)
{
    actor_begin_quick(actor, function, arguments, count);
}

struct reply actor_wait(struct actor *actor)
{
    assert(actor->call.function != NULL);
    return actor_settle(actor);
}
