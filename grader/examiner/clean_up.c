#include "examiner/clean_up.h"

#include "examiner/actor_private.h"
#include "examiner/area_private.h"
#include "examiner/folders.h"
#include "examiner/kernel_private.h"
#include "examiner/record.h"
#include "examiner/session.h"
#include "examiner/strays.h"

#include <signal.h>
#include <stdio.h>

static void stop_actor(struct session *session, struct actor *actor)
{
    bool idle = actor->call.function == NULL && !session->ended;
    if (session->under_valgrind && idle &&
        actor_send(actor, &(struct wire_request){ .operation = WIRE_EXIT }, NULL, -1)) {
        record_actor(actor->pid_inside, session->check, false);
    } else {
        record_actor(actor->pid_inside, session->check, !session->under_valgrind || actor->call.function != NULL);
        kill(actor->pid, session->under_valgrind ? SIGTERM : SIGKILL);
    }
    actor_abandon(actor);
}

void clean_up_stop_actors(struct session *session)
{
    for (struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (!actor->ended && actor->pid > 0) {
            stop_actor(session, actor);
        }
    }
    if (session->under_valgrind) {
        return; /* leaving takes long there: they do it beside the next check */
    }
    for (struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (actor->pid > 0 && !actor_await_end(actor)) {
            kill(actor->pid, SIGKILL);
        }
    }
}

static void report_object(struct session *session, const struct object_entry *entry)
{
    if (!objects_contain(&session->before, entry) && !objects_contain(&session->ours, entry)) {
        ledger_report_leak(entry, NULL, NULL);
    }
}

void clean_up_report_leftovers(struct session *session)
{
    struct objects now = { 0 };
    ledger_read_kernel(&now);
    for (size_t i = 0; i < now.count; i++) {
        report_object(session, &now.items[i]);
    }
    objects_finish(&now);
    strays_report(session);
}

void clean_up_kernel(struct session *session)
{
    strays_kill(session);
    kernel_restore(session);
    area_destroy_all(session);
    folders_clear();
    struct objects now = { 0 };
    ledger_read_kernel(&now);
    for (size_t i = 0; i < now.count; i++) {
        if (!objects_contain(&session->before, &now.items[i])) {
            ledger_destroy(&now.items[i]);
        }
    }
    objects_finish(&now);
}
