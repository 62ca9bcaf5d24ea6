#include "examiner/recorder.h"

#include "examiner/actor_private.h"
#include "examiner/place.h"
#include "examiner/record.h"
#include "examiner/recorder_private.h"
#include "examiner/session.h"
#include "examiner/snapshot.h"
#include "protocol/environment.h"

#include <jansson.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EVENTS_MAX = 8000,   /* then only births, ends and the finding */
    OBSERVED_MAX = 4000, /* then no system calls either */
    TEXT_BYTES = 1024,
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
    session->recorder->traces = strcmp(wanted, "calls") != 0;
    session->recorder->snapshots = strcmp(wanted, "snapshots") == 0;
}

bool recorder_is_on(void)
{
    return current() != NULL;
}

struct actor_state *recorder_state_of(struct recorder *recorder, const struct actor *actor)
{
    return &recorder
                ->actors[actor->number < RECORDER_ACTORS_MAX ? actor->number : RECORDER_ACTORS_MAX];
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
void recorder_tell(struct recorder *recorder, const struct actor *actor, const char *kind,
                   json_t *members)
{
    if (!is_kept(recorder, kind) || (actor != NULL && actor->number >= RECORDER_ACTORS_MAX)) {
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
struct recorder *recorder_open(void)
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

void recorder_close(struct recorder *recorder)
{
    pthread_mutex_unlock(&recorder->lock);
}

bool recorder_wants_system_calls(void)
{
    struct recorder *recorder = recorder_open();
    bool wanted = recorder != NULL && recorder->traces && recorder->events < OBSERVED_MAX;
    if (recorder != NULL) {
        recorder_close(recorder);
    }
    return wanted;
}

json_t *recorder_members(const char *name, const char *text)
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

void recorder_tell_alone(const struct actor *actor, const char *kind, const char *name,
                         const char *text)
{
    struct recorder *recorder = recorder_open();
    if (recorder != NULL) {
        recorder_tell(recorder, actor, kind, recorder_members(name, text));
        recorder_close(recorder);
    }
}

/* --- what the test does ------------------------------------------------------------------------ */

void recorder_scene(const char *text)
{
    if (text[0] != '\0') {
        recorder_tell_alone(NULL, "scene", NULL, text);
    }
}

void recorder_note(const struct actor *actor, const char *format, ...)
{
    char text[TEXT_BYTES];
    if (!recorder_is_on()) {
        return;
    }
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    recorder_tell_alone(actor, "note", NULL, text);
}

void recorder_holds(const struct trace_stop *stop)
{
    struct recorder *recorder = recorder_open();
    if (recorder != NULL) {
        recorder->held = stop;
        recorder_close(recorder);
    }
}

void recorder_finding(const char *status, const char *observed)
{
    struct recorder *recorder = current();
    if (recorder != NULL) {
        recorder_stands();
        pthread_mutex_lock(&recorder->lock);
        recorder_tell(recorder, NULL, "finding", recorder_members(status, observed));
        pthread_mutex_unlock(&recorder->lock);
    }
}
