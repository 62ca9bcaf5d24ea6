/* What the recorder tells of calls: from the test's side and from a tracer's. */
#include "examiner/recorder.h"

#include "examiner/actor_private.h"
#include "examiner/recorder_private.h"
#include "examiner/return_text.h"
#include "examiner/system_call_text.h"
#include "examiner/trace.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

enum {
    TEXT_BYTES = 1024,
    RESTARTS_FIRST = 512, /* ERESTARTSYS … ERESTART_RESTARTBLOCK: the kernel's own, for calls */
    RESTARTS_LAST = 516,  /* that a signal interrupts */
};

static void set_error(json_t *members, int error)
{
    const char *name = strerrorname_np(error);
    json_object_set_new(members, "error", json_integer(error));
    if (name != NULL) {
        json_object_set_new(members, "error_name", json_string(name));
    }
}

static void tell_held(struct recorder *recorder, const struct trace_stop *stop)
{
    char text[96] = "after an instruction";
    recorder->held = NULL;
    if (stop->moment != TRACE_STEP) {
        snprintf(text, sizeof text, "%s %s", stop->moment == TRACE_BEFORE ? "before" : "after",
                 system_call_name(stop->number));
    }
    recorder_tell(recorder, stop->actor, "held", recorder_members(NULL, text));
}

void recorder_called(const struct actor *actor)
{
    const struct pending_call *call = &actor->call;
    char text[TEXT_BYTES];
    struct recorder *recorder = recorder_open();
    if (recorder == NULL) {
        return;
    }
    if (recorder->held != NULL && recorder->held->actor != actor) {
        tell_held(recorder, recorder->held);
    }
    recorder_state_of(recorder, actor)->system_call = -1;
    recorder_state_of(recorder, actor)->blocked_told = false;
    call_print(text, sizeof text, CALL_IN_CODE, call->function, call->arguments, call->count);
    recorder_tell(recorder, actor, "call", recorder_members(call->function->name, text));
    recorder_close(recorder);
}

void recorder_returned(const struct actor *actor, const struct reply *reply)
{
    char text[TEXT_BYTES];
    struct recorder *recorder = recorder_open();
    if (recorder == NULL) {
        return;
    }
    return_print(text, sizeof text, actor, reply);
    json_t *members = recorder_members(reply->function->name, text);
    json_object_set_new(members, "value", json_integer((json_int_t)reply->value));
    if (reply->failed) {
        set_error(members, reply->error);
    }
    recorder_tell(recorder, actor, "return", members);
    recorder_close(recorder);
}

void recorder_system_call(const struct actor *actor, long number, const uint64_t arguments[6])
{
    char text[TEXT_BYTES];
    struct recorder *recorder = recorder_open();
    if (recorder == NULL) {
        return;
    }
    system_call_print(text, sizeof text, actor, number, arguments);
    recorder_state_of(recorder, actor)->system_call = number;
    recorder_state_of(recorder, actor)->is_stopped = false;
    recorder_state_of(recorder, actor)->blocked_told = false;
    recorder_tell(recorder, actor, "system-call", recorder_members(system_call_name(number), text));
    recorder_close(recorder);
}

void recorder_system_returned(const struct actor *actor, long number, int64_t result,
                              unsigned slept, bool injected)
{
    struct recorder *recorder = recorder_open();
    if (recorder == NULL) {
        return;
    }
    bool interrupted = result <= -RESTARTS_FIRST && result >= -RESTARTS_LAST;
    bool failed = result < 0 && result > -4096; /* as in the C library: the last page is errors */
    json_t *members =
        recorder_members(system_call_name(number), interrupted ? "a signal interrupts it" : NULL);
    json_object_set_new(members, "value", json_integer(failed ? -1 : (json_int_t)result));
    json_object_set_new(members, "slept", json_integer(slept));
    json_object_set_new(members, "injected", json_boolean(injected));
    if (failed) {
        set_error(members, interrupted ? EINTR : (int)-result);
    }
    recorder_state_of(recorder, actor)->system_call = -1;
    recorder_tell(recorder, actor, "system-return", members);
    recorder_close(recorder);
}

/* Between two calls an actor sleeps in recvmsg: that is no call's sleep. */
static bool is_sleep_of_call(const struct actor *actor, long number)
{
    return actor->call.function != NULL && number >= 0 && number != SYS_recvmsg &&
           number != SYS_sendmsg;
}

void recorder_blocked(const struct actor *actor, long number)
{
    struct recorder *recorder =
        recorder_is_on() && is_sleep_of_call(actor, number) ? recorder_open() : NULL;
    if (recorder != NULL) {
        if (!recorder_state_of(recorder, actor)->blocked_told) {
            recorder_state_of(recorder, actor)->blocked_told = true;
            recorder_tell(recorder, actor, "blocked",
                          recorder_members(system_call_name(number), NULL));
        }
        recorder_close(recorder);
    }
}
