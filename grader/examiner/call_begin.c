/* Calls: what is noted before, and what is sent. */
#include "examiner/actor_private.h"
#include "examiner/area.h"
#include "examiner/observer.h"
#include "examiner/recorder.h"
#include "examiner/session.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

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

void call_meet_function(struct session *session, const struct function *function, uint64_t offset)
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
        call_meet_function(session, function, actor_find_function(function->name));
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
    call->files_watched = call->alone && (flags & WIRE_TRACED) == 0;
    flags |= session->under_valgrind || quick ? 0 : WIRE_WATCHED;
    call->patience = (struct patience){0};
    call->peak_kib = 0;
    if (!session->under_valgrind && !quick) {
        call_begin_ledger(actor);
        ledger_read_kernel(&call->existed);
        if (call->files_watched) {
            ledger_add_files(&call->existed);
        }
    }
    /* A quick call that turns out to be slow is judged by check_limits, from its first look on. */
    call->before = quick ? (struct usage){0} : actor_usage(actor);
    call->started_ns = usage_now_ns();
    actor_check_time_of_run(actor);
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

void actor_begin_quick(struct actor *actor, const struct function *function,
                       const struct argument *arguments, size_t count)
{
    begin_call(actor, function, arguments, count, 0, true);
}
