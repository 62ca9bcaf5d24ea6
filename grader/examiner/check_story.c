/* What a check did, in words: the situation, and the calls since. */
#include "examiner/actor_private.h"
#include "examiner/check.h"
#include "examiner/recorder.h"
#include "examiner/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void check_situation(const char *format, ...)
{
    struct session *session = session_current();
    va_list list;
    va_start(list, format);
    vsnprintf(session->situation, sizeof session->situation, format, list);
    va_end(list);
    session->call_count = 0;
    session->look_at = NULL;
    recorder_scene(session->situation);
}

void check_look_at(const struct actor *actor)
{
    check_look_at_function(actor->call.function);
}

void check_look_at_function(const struct function *function)
{
    session_current()->look_at = function;
}

unsigned session_note_call(const char *who, const char *call)
{
    struct session *session = session_current();
    if (session->call_count == SESSION_CALLS_SHOWN) {
        memmove(session->calls[0], session->calls[1],
                sizeof session->calls - sizeof session->calls[0]);
        session->call_count--;
    }
    char *text = session->calls[session->call_count++];
    snprintf(text, SESSION_CALL_TEXT, "%s called %.200s", who == NULL ? "We" : who, call);
    if (text[0] >= 'a' && text[0] <= 'z') {
        text[0] = (char)(text[0] - 'a' + 'A');
    }
    return ++session->calls_noted;
}

void session_note_outcome(unsigned number, const char *outcome)
{
    struct session *session = session_current();
    unsigned age = session->calls_noted - number;
    session->last_outcome = number;
    session->look_at = NULL;
    if (age < session->call_count) {
        char *text = session->calls[session->call_count - 1 - age];
        size_t used = strlen(text);
        snprintf(text + used, SESSION_CALL_TEXT - used, ", which %s", outcome);
    }
}

/* False when the newest call is still under way. */
static bool newest_has_returned(const struct session *session)
{
    return session->call_count > 0 &&
           strstr(session->calls[session->call_count - 1], ", which ") != NULL;
}

/* A finding of a call that came back says its outcome itself; of one that did not, it cannot. */
void session_tell(char *text, size_t room, enum finding_status status)
{
    struct session *session = session_current();
    size_t used = (size_t)snprintf(text, room, "%s", session->situation);
    for (unsigned i = 0; i < session->call_count && used < room; i++) {
        char call[SESSION_CALL_TEXT];
        snprintf(call, sizeof call, "%s", session->calls[i]);
        char *outcome = strstr(call, ", which ");
        unsigned number = session->calls_noted - (session->call_count - 1 - i);
        if (status == FINDING_FAIL && number == session->last_outcome && outcome != NULL &&
            newest_has_returned(session)) {
            *outcome = '\0';
        }
        used += (size_t)snprintf(text + used, room - used, "%s%s.", used > 0 ? " " : "", call);
    }
}
