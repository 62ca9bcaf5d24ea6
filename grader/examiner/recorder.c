#include "examiner/recorder.h"

#include "examiner/actor_private.h"
#include "examiner/errno_name.h"
#include "examiner/place.h"
#include "examiner/record.h"
#include "examiner/return_text.h"
#include "examiner/session.h"
#include "examiner/snapshot.h"
#include "examiner/system_call_text.h"
#include "examiner/trace.h"
#include "protocol/environment.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum {
    EVENTS_MAX = 8000,   /* then only births, ends and the finding */
    OBSERVED_MAX = 4000, /* then no system calls either */
    ACTORS_MAX = 256,    /* what more of them do is not kept */
    TEXT_BYTES = 1024,
    RESTARTS_FIRST = 512, /* ERESTARTSYS … ERESTART_RESTARTBLOCK: the kernel's own, for calls */
    RESTARTS_LAST = 516,  /* that a signal interrupts */
};

struct actor_state {
    long system_call;  /* under way, as a tracer saw it; -1: none */
    bool blocked_told; /* that it sleeps in it */
    bool end_told;
};

struct recorder {
    pthread_mutex_t lock;
    uint64_t begin_ns;
    unsigned events;
    bool snapshots;
    bool cut;                      /* and said so */
    bool closed;                   /* the check has ended: only the finding is to come */
    const struct trace_stop *held; /* NULL: nobody is held up, or it was told */
    struct actor_state actors[ACTORS_MAX + 1]; /* the last one of all that are too many */
};

static struct recorder *current(void)
{
    return session_current()->recorder;
}

void recorder_begin(struct session *session)
{
    const char *wanted = place_get(RECORD_VARIABLE);
    if (strcmp(wanted, "no") == 0) {
        return;
    }
    session->recorder = calloc(1, sizeof *session->recorder);
    if (session->recorder == NULL) {
        abort();
    }
    pthread_mutex_init(&session->recorder->lock, NULL);
    session->recorder->begin_ns = usage_now_ns();
    session->recorder->snapshots = strcmp(wanted, "snapshots") == 0;
}

bool recorder_is_on(void)
{
    return current() != NULL;
}

bool recorder_wants_system_calls(void)
{
    const struct recorder *recorder = current();
    return recorder != NULL && !recorder->closed && recorder->events < OBSERVED_MAX;
}

static struct actor_state *state_of(struct recorder *recorder, const struct actor *actor)
{
    return &recorder->actors[actor->number < ACTORS_MAX ? actor->number : ACTORS_MAX];
}

/* --- one event --------------------------------------------------------------------------------- */

static void take_snapshot(struct recorder *recorder)
{
    json_t *snapshot = recorder->snapshots ? snapshot_take(session_current()) : NULL;
    if (snapshot != NULL) {
        json_object_set_new(snapshot, "record", json_string("snapshot"));
        json_object_set_new(snapshot, "check", json_string(session_current()->check));
        json_object_set_new(snapshot, "event", json_integer(recorder->events - 1));
        record_emit(snapshot);
    }
}

/* Is there room for one more of this kind? Births and the end are always told, so that every event's
 * actor is known. */
static bool is_kept(const struct recorder *recorder, const char *kind)
{
    return recorder->events < EVENTS_MAX || strcmp(kind, "spawn") == 0 ||
           strcmp(kind, "stands") == 0 || strcmp(kind, "finding") == 0;
}

/* To be called with the lock held. Takes the members over. */
static void tell(struct recorder *recorder, const struct actor *actor, const char *kind,
                 json_t *members)
{
    if (!is_kept(recorder, kind) || (actor != NULL && actor->number >= ACTORS_MAX)) {
        if (!recorder->cut) {
            recorder->cut = true;
            record_emit(
                json_pack("{s:s, s:s}", "record", "cut", "check", session_current()->check));
        }
        json_decref(members);
        return;
    }
    json_t *event =
        json_pack("{s:s, s:s, s:I, s:i, s:s}", "record", "event", "check", session_current()->check,
                  "t", (json_int_t)(usage_now_ns() - recorder->begin_ns), "actor",
                  actor != NULL ? (int)actor->number : -1, "kind", kind);
    json_object_update(event, members);
    json_decref(members);
    record_emit(event);
    recorder->events++;
    take_snapshot(recorder);
}

/* NULL, with nothing locked, when this is not to be told any more. */
static struct recorder *open_recorder(void)
{
    struct recorder *recorder = current();
    if (recorder == NULL) {
        return NULL;
    }
    pthread_mutex_lock(&recorder->lock);
    if (recorder->closed) {
        pthread_mutex_unlock(&recorder->lock);
        return NULL;
    }
    return recorder;
}

static void close_recorder(struct recorder *recorder)
{
    pthread_mutex_unlock(&recorder->lock);
}

static json_t *name_and_text(const char *name, const char *text)
{
    json_t *members = json_object();
    if (name != NULL) {
        json_object_set_new(members, "name", record_text(name));
    }
    if (text != NULL) {
        json_object_set_new(members, "text", record_text(text));
    }
    return members;
}

static void tell_alone(const struct actor *actor, const char *kind, const char *name,
                       const char *text)
{
    struct recorder *recorder = open_recorder();
    if (recorder != NULL) {
        tell(recorder, actor, kind, name_and_text(name, text));
        close_recorder(recorder);
    }
}

static void set_error(json_t *members, int error)
{
    const char *name = strerrorname_np(error);
    json_object_set_new(members, "error", json_integer(error));
    if (name != NULL) {
        json_object_set_new(members, "error_name", json_string(name));
    }
}

/* --- what the test does ------------------------------------------------------------------------ */

void recorder_note(const char *format, ...)
{
    char text[TEXT_BYTES];
    if (!recorder_is_on()) {
        return;
    }
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    tell_alone(NULL, "note", NULL, text);
}

void recorder_holds(const struct trace_stop *stop)
{
    struct recorder *recorder = open_recorder();
    if (recorder != NULL) {
        recorder->held = stop;
        close_recorder(recorder);
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
    tell(recorder, stop->actor, "held", name_and_text(NULL, text));
}

/* --- the life of an actor ---------------------------------------------------------------------- */

void recorder_spawned(const struct actor *actor)
{
    tell_alone(actor, "spawn", actor->name, NULL);
}

static const char *signal_name(int signal, char room[32])
{
    const char *name = sigabbrev_np(signal);
    snprintf(room, 32, name != NULL ? "SIG%s" : "signal %.0s%d", name != NULL ? name : "", signal);
    return room;
}

void recorder_signalled(const struct actor *actor, int signal)
{
    char room[32];
    tell_alone(actor, "signal", signal_name(signal, room), "the test sends it");
}

void recorder_signal_came(const struct actor *actor, int signal)
{
    char room[32];
    if (signal != WIRE_STACK_SIGNAL) {
        tell_alone(actor, "signal", signal_name(signal, room), "arrives");
    }
}

void recorder_killed(const struct actor *actor)
{
    tell_alone(actor, "killed", NULL, "the test kills it");
}

void recorder_ended(const struct actor *actor, int wait_status)
{
    char text[96];
    char room[32];
    struct recorder *recorder = open_recorder();
    if (recorder == NULL) {
        return;
    }
    if (WIFSIGNALED(wait_status)) {
        snprintf(text, sizeof text, "ended by %s", signal_name(WTERMSIG(wait_status), room));
    } else {
        snprintf(text, sizeof text, "ended, exit status %d", WEXITSTATUS(wait_status));
    }
    if (!state_of(recorder, actor)->end_told) {
        state_of(recorder, actor)->end_told = true;
        tell(recorder, actor, "ended", name_and_text(NULL, text));
    }
    close_recorder(recorder);
}

/* --- calls ------------------------------------------------------------------------------------- */

void recorder_called(const struct actor *actor)
{
    const struct pending_call *call = &actor->call;
    char text[TEXT_BYTES];
    struct recorder *recorder = open_recorder();
    if (recorder == NULL) {
        return;
    }
    if (recorder->held != NULL && recorder->held->actor != actor) {
        tell_held(recorder, recorder->held);
    }
    state_of(recorder, actor)->system_call = -1;
    state_of(recorder, actor)->blocked_told = false;
    call_print(text, sizeof text, CALL_IN_CODE, call->function, call->arguments, call->count);
    tell(recorder, actor, "call", name_and_text(call->function->name, text));
    close_recorder(recorder);
}

void recorder_returned(const struct actor *actor, const struct reply *reply)
{
    char text[TEXT_BYTES];
    struct recorder *recorder = open_recorder();
    if (recorder == NULL) {
        return;
    }
    return_print(text, sizeof text, actor, reply);
    json_t *members = name_and_text(reply->function->name, text);
    json_object_set_new(members, "value", json_integer((json_int_t)reply->value));
    if (reply->failed) {
        set_error(members, reply->error);
    }
    tell(recorder, actor, "return", members);
    close_recorder(recorder);
}

void recorder_system_call(const struct actor *actor, long number, const uint64_t arguments[6])
{
    char text[TEXT_BYTES];
    struct recorder *recorder = open_recorder();
    if (recorder == NULL) {
        return;
    }
    system_call_print(text, sizeof text, actor, number, arguments);
    state_of(recorder, actor)->system_call = number;
    state_of(recorder, actor)->blocked_told = false;
    tell(recorder, actor, "system-call", name_and_text(system_call_name(number), text));
    close_recorder(recorder);
}

void recorder_system_returned(const struct actor *actor, long number, int64_t result,
                              unsigned slept, bool injected)
{
    struct recorder *recorder = open_recorder();
    if (recorder == NULL) {
        return;
    }
    bool interrupted = result <= -RESTARTS_FIRST && result >= -RESTARTS_LAST;
    bool failed = result < 0 && result > -4096; /* as in the C library: the last page is errors */
    json_t *members =
        name_and_text(system_call_name(number), interrupted ? "a signal interrupts it" : NULL);
    json_object_set_new(members, "value", json_integer(failed ? -1 : (json_int_t)result));
    json_object_set_new(members, "slept", json_integer(slept));
    json_object_set_new(members, "injected", json_boolean(injected));
    if (failed) {
        set_error(members, interrupted ? EINTR : (int)-result);
    }
    state_of(recorder, actor)->system_call = -1;
    tell(recorder, actor, "system-return", members);
    close_recorder(recorder);
}

void recorder_lost_sight(const struct actor *actor)
{
    tell_alone(actor, "note", NULL, "it makes more system calls; these are not recorded");
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
        recorder_is_on() && is_sleep_of_call(actor, number) ? open_recorder() : NULL;
    if (recorder != NULL) {
        if (!state_of(recorder, actor)->blocked_told) {
            state_of(recorder, actor)->blocked_told = true;
            tell(recorder, actor, "blocked", name_and_text(system_call_name(number), NULL));
        }
        close_recorder(recorder);
    }
}

/* --- the end ----------------------------------------------------------------------------------- */

static void tell_stand(struct recorder *recorder, const struct actor *actor)
{
    char text[96];
    char state = usage_state(actor->pid);
    long number = usage_system_call(actor->pid);
    number = number >= 0 ? number : state_of(recorder, actor)->system_call;
    if (state == 'R' || number < 0) {
        snprintf(text, sizeof text, "%s", state == 'R' ? "it runs" : "it has not come back");
        number = -1;
    } else {
        snprintf(text, sizeof text, "it sleeps in %s", system_call_name(number));
    }
    tell(recorder, actor, "stands",
         name_and_text(number >= 0 ? system_call_name(number) : NULL, text));
}

static void tell_stands(struct recorder *recorder, const struct actor *actor)
{
    if (actor != NULL) {
        tell_stands(recorder, actor->next); /* the newest is the first */
        if (actor->call.function != NULL && !actor->ended && !state_of(recorder, actor)->end_told) {
            tell_stand(recorder, actor);
        }
    }
}

void recorder_stands(void)
{
    struct recorder *recorder = open_recorder();
    if (recorder != NULL) {
        tell_stands(recorder, session_current()->actors);
        recorder->closed = true;
        close_recorder(recorder);
    }
}

void recorder_finding(const char *status, const char *observed)
{
    struct recorder *recorder = current();
    if (recorder != NULL) {
        recorder_stands();
        pthread_mutex_lock(&recorder->lock);
        tell(recorder, NULL, "finding", name_and_text(status, observed));
        pthread_mutex_unlock(&recorder->lock);
    }
}
