#include "examiner/clean_up.h"

#include "examiner/actor_private.h"
#include "examiner/area_private.h"
#include "examiner/folders.h"
#include "examiner/kernel_private.h"
#include "examiner/noted.h"
#include "examiner/observer.h"
#include "examiner/record.h"
#include "examiner/session.h"
#include "examiner/strays.h"
#include "examiner/tasks.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

static void stop_actor(struct session *session, struct actor *actor)
{
    bool idle = actor->call.function == NULL && !session->ended;
    if (session->under_valgrind && idle &&
        actor_send(actor, &(struct wire_request){.operation = WIRE_EXIT}, NULL, -1)) {
        record_actor(actor->pid, session->check, false);
    } else {
        record_actor(actor->pid, session->check,
                     !session->under_valgrind || actor->call.function != NULL);
        kill(actor->pid, session->under_valgrind ? SIGTERM : SIGKILL);
    }
    actor_abandon(actor);
}

/* A check that ends inside a visitor (trace.h) leaves its actor traced: then nobody else is told of
 * its end before this process has taken note of it (ptrace(2)). Returns at once for all others. */
static void reap_if_traced(pid_t pid)
{
    int status = 0;
    pid_t found;
    do {
        found = waitpid(pid, &status, __WALL);
    } while ((found == pid && WIFSTOPPED(status)) || (found < 0 && errno == EINTR));
}

void clean_up_stop_actors(struct session *session)
{
    session_end_stopped_zygote(session);
    for (struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (!actor->ended && actor->pid > 0) {
            stop_actor(session, actor);
        }
    }
    if (session->under_valgrind) {
        return; /* leaving takes long there: they do it beside the next check */
    }
    for (struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (actor->pid > 0) {
            observer_join(actor);
            reap_if_traced(actor->pid);
            if (!actor_await_end(actor)) {
                kill(actor->pid, SIGKILL);
            }
        }
    }
}

void clean_up_report_tasks(struct session *session)
{
    for (struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (!session->under_valgrind && !actor->ended && actor->call.function == NULL) {
            struct objects now = {0};
            tasks_read(&now, actor->pid);
            call_settle_tasks(&(struct objects){0}, &now, NULL, NULL,
                              session->last_function_offset);
            objects_finish(&now);
        }
    }
}

static void report_object(struct session *session, const struct object_entry *entry)
{
    if (!objects_contain(&session->before, entry) && !objects_contain(&session->ours, entry) &&
        ledger_is_ours(entry)) {
        ledger_report_leak(entry, NULL, NULL);
    }
}

void clean_up_report_leftovers(struct session *session)
{
    struct objects now = {0};
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
    struct objects now = {0};
    ledger_read_kernel(&now);
    for (size_t i = 0; i < now.count; i++) {
        if (!objects_contain(&session->before, &now.items[i]) && ledger_is_ours(&now.items[i])) {
            ledger_destroy(&now.items[i]);
        }
    }
    objects_finish(&now);
    noted_end(session);
    folders_clear();
}
