/* Calls: sent, waited for, settled. */
#include "examiner/actor_private.h"
#include "examiner/area.h"
#include "examiner/check.h"
#include "examiner/errno_name.h"
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
#include <sys/wait.h>

enum { LOOK_INTERVAL_MS = 20 }; /* between two looks at a call that has not come back */

static enum wire_type wire_type_of(enum returns returns)
{
    switch (returns) {
    case RETURNS_INT:
    case RETURNS_KEY:
        return WIRE_I32;
    case RETURNS_SSIZE:
        return WIRE_I64;
    case RETURNS_SIZE:
        return WIRE_U64;
    case RETURNS_POINTER:
        return WIRE_POINTER;
    case RETURNS_KEY_PARTS:
        return WIRE_STRUCT;
    }
    return WIRE_VOID;
}

static void fill_request(struct wire_request *request, const struct actor *actor, uint32_t flags)
{
    const struct pending_call *call = &actor->call;
    *request = (struct wire_request){.operation = WIRE_CALL,
                                     .flags = flags,
                                     .returns = wire_type_of(call->function->returns),
                                     .count = (uint32_t)call->count};
    snprintf(request->function, sizeof request->function, "%s", call->function->name);
    for (size_t i = 0; i < call->count; i++) {
        request->arguments[i] = call->arguments[i].wire;
        if (call->arguments[i].area != NULL) {
            request->arguments[i].value = area_address_in(call->arguments[i].area, actor);
        }
        if (call->arguments[i].wire.passing != WIRE_BY_VALUE) {
            request->data_length += call->arguments[i].wire.length;
        }
    }
    assert(request->data_length <= WIRE_DATA_MAX);
}

static unsigned find_met(const struct session *session, const struct function *function)
{
    unsigned i = 0;
    while (i < session->met_count && session->met[i].function != function) {
        i++;
    }
    return i;
}

static void meet_function(struct session *session, const struct function *function, uint64_t offset)
{
    if (find_met(session, function) == session->met_count &&
        session->met_count < SESSION_FUNCTIONS_MAX && offset != 0) {
        session->met[session->met_count].function = function;
        session->met[session->met_count].offset = offset;
        session->met_count++;
    }
}

/* Before its first call, for a call that does not come back cannot tell. */
static void find_function(struct session *session, const struct function *function)
{
    if (!session->under_valgrind && find_met(session, function) == session->met_count) {
        meet_function(session, function, actor_find_function(function->name));
    }
}

static void begin_call(struct actor *actor, const struct function *function,
                       const struct argument *arguments, size_t count, uint32_t flags, bool quick)
{
    struct session *session = session_current();
    struct pending_call *call = &actor->call;
    assert(call->function == NULL && count <= WIRE_ARGUMENTS_MAX);
    call->function = function;
    call->count = count;
    memcpy(call->arguments, arguments, count * sizeof arguments[0]);
    call_print(call->text, sizeof call->text, CALL_IN_SENTENCE, function, arguments, count);
    call->note = session_note_call(actor->name, call->text);
    if (session->pending++ > 0) {
        session->overlaps++;
    }
    call->overlaps = session->overlaps;
    find_function(session, function);
    call->alone = session->pending == 1;
    call->quick = quick;
    call->patience = (struct patience){0};
    call->peak_kib = 0;
    if (!session->under_valgrind && !quick) {
        call_begin_ledger(actor);
        ledger_read_kernel(&call->existed);
    }
    /* A quick call that turns out to be slow is judged by check_limits, from its first look on. */
    call->before = quick ? (struct usage){0} : actor_usage(actor);
    call->started_ns = usage_now_ns();
    recorder_called(actor);
    if ((flags & WIRE_TRACED) == 0 && observer_start(actor)) {
        flags |= WIRE_TRACED;
    }
    struct wire_request request;
    fill_request(&request, actor, flags);
    if (!actor_send(actor, &request, call->arguments, -1)) {
        actor_report_end(actor);
    }
}

void actor_begin(struct actor *actor, const struct function *function,
                 const struct argument *arguments, size_t count, uint32_t flags)
{
    begin_call(actor, function, arguments, count, flags, false);
}

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

/* Waits for the reply; looks at the limits on the way. False when the call met the hole. */
static bool await_reply(struct actor *actor, struct wire_reply *reply, unsigned char *output)
{
    struct pollfd wanted = {.fd = actor->socket, .events = POLLIN};
    while (poll(&wanted, 1, LOOK_INTERVAL_MS) <= 0) {
        actor_check_limits(actor);
    }
    if (!actor_receive_answer(actor, reply, output)) {
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
        session_end(FINDING_CRASH, NULL, "What did the calls before do to their process?",
                    "a process that goes on serving", "it cannot carry out the next call");
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
    struct usage now = call->quick ? call->before : actor_usage(actor);
    struct reply reply = {
        .function = call->function,
        .actor = actor,
        .error = wire->error,
        .elapsed_ns = wire->elapsed_ns,
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
    meet_function(session, actor->call.function, wire.function_offset);
    session->last_function = actor->call.function;
    session->last_function_offset = wire.function_offset;
    actor->refusal = wire.refusal;
    struct reply reply = make_reply(actor, &wire);
    copy_outputs(actor, &wire, output);
    free(output);
    recorder_returned(actor, &reply);
    note_outcome(&actor->call, &reply);
    if (!session->under_valgrind && !actor->call.quick) {
        call_settle_ledger(actor, &reply, &wire);
    }
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
    begin_call(actor, function, arguments, count, 0, true);
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
    begin_call(actor, function, arguments, count, 0, true);
}

struct reply actor_wait(struct actor *actor)
{
    assert(actor->call.function != NULL);
    return actor_settle(actor);
}
