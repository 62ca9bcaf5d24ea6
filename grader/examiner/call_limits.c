/* Calls that have not come back yet, held against the limits: of a call, of all processes together, of the run. */
#include "examiner/actor_private.h"
#include "examiner/exhaustion.h"
#include "examiner/limits.h"
#include "examiner/patience.h"
#include "examiner/session.h"
#include "examiner/tally.h"

#include <signal.h>
#include <stdio.h>

enum {
    OWN_TIME_LIMIT_MS =
        4000, /* own time (base/own_time.h) of a call that is waited for, natively */
    VALGRIND_FACTOR = 10,
    TIME_LOOK_NS = 20000000,
    TEXT_BYTES = 240,
};

static uint64_t cpu_ms_of(const struct actor *actor, const struct usage *now)
{
    return (now->cpu_ns - actor->call.before.cpu_ns) / 1000000;
}

/* Whoever is ready to run is so by its work, or has been kept from it: processor time tells. */
static bool is_asleep(pid_t pid)
{
    char state = usage_state(pid);
    return state != 'Z' && state != 'R';
}

static bool is_alive(pid_t pid)
{
    char state = usage_state(pid);
    return state != 0 && state != 'Z' && state != 'X';
}

/* What this call waits for may be done by another one that is under way and waits for a processor. */
static bool another_may_go_on(const struct session *session, const struct actor *waiting)
{
    uint64_t factor = session->under_valgrind ? VALGRIND_FACTOR : 1;
    for (const struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (actor != waiting && actor->call.function != NULL && !actor->ended &&
            !actor->call.quick && usage_state(actor->pid) == 'R') {
            struct usage now = usage_read(actor->pid);
            if (cpu_ms_of(actor, &now) <= ACTOR_CPU_MS * factor) {
                return true;
            }
        }
    }
    return false;
}

/* All that the actor has forked, at once: a signal to a group leaves no moment for another fork. The actor first says
 * where it is, alone; else it would be one of hundreds that want the processor. */
static bool ask_stack_of_crowd(struct actor *actor, struct wire_reply *reply)
{
    kill(-actor->pid, SIGSTOP);
    actor_send_stack_signal(actor);
    kill(actor->pid, SIGCONT);
    bool answered = actor_ask_stack(actor, reply);
    kill(-actor->pid, SIGKILL);
    return answered;
}

/* Where it was refused another one; else where it is, or, when it has come back, where it made the last. */
static void place_of_crowd(const struct actor *actor, struct wire_reply *reply)
{
    const struct wire_refusal *refusal =
        reply->event == WIRE_STACK ? &reply->refusal : &actor->refusal;
    bool refused = wire_object_is_task(refusal->object) && refusal->offset != 0;
    uint64_t offset = refused ? refusal->offset : session_current()->last_fork_offset;
    if (refused || (reply->frame_count == 0 && offset != 0)) {
        reply->frames[0] = offset;
        reply->frame_count = 1;
    }
}

static _Noreturn void end_at_processes(struct actor *actor, const struct limit_words *limit)
{
    char expected[TEXT_BYTES];
    struct wire_reply reply = {0};
    if (!ask_stack_of_crowd(actor, &reply)) {
        reply = (struct wire_reply){0};
    }
    place_of_crowd(actor, &reply);
    call_print_expected(expected, sizeof expected, actor);
    tally_add(TALLY_HANGS);
    session_end(FINDING_FAIL, &reply, limit->look, expected, limit->text);
}

void actor_check_processes(struct actor *actor)
{
    struct limit_words limit;
    if (limits_explain_processes(session_current(), &limit)) {
        end_at_processes(actor, &limit);
    }
}

void actor_check_refused_task(struct actor *actor)
{
    struct limit_words limit;
    if (limits_explain_refused_task(&actor->refusal, &limit)) {
        end_at_processes(actor, &limit);
    }
}

/* Somebody of the run was ended for want of memory. It need not have been this process; what it waits for may have
 * been, and whoever fills memory goes on with it. session_end adds the limit. */
static void check_memory(struct actor *actor)
{
    char expected[TEXT_BYTES];
    struct wire_reply reply = {0};
    if (exhaustion_count() > session_current()->killed_before && is_alive(actor->pid)) {
        bool answered = actor_ask_stack(actor, &reply);
        call_print_expected(expected, sizeof expected, actor);
        session_end(FINDING_FAIL, answered ? &reply : NULL, "", expected,
                    "the kernel ended one of its processes");
    }
}

/* The check that is under way when the time of the run is up says where it is. */
static void check_time(struct actor *actor)
{
    struct limit_words limit;
    char observed[TEXT_BYTES];
    char expected[TEXT_BYTES];
    struct wire_reply reply = {0};
    if (limits_explain_time(&limit)) {
        bool spinning;
        bool answered = actor_ask_place(actor, &reply, &spinning);
        call_print_expected(expected, sizeof expected, actor);
        snprintf(observed, sizeof observed, "it had not returned yet; %s", limit.text);
        session_end(FINDING_TIMEOUT, answered ? &reply : NULL, limit.look, expected, observed);
    }
}

void actor_check_time_of_run(const struct actor *actor)
{
    struct session *session = session_current();
    struct limit_words limit;
    char expected[TEXT_BYTES];
    uint64_t now_ns = usage_now_ns();
    if (now_ns - session->time_looked_ns < TIME_LOOK_NS) {
        return;
    }
    session->time_looked_ns = now_ns;
    if (limits_explain_time(&limit)) {
        call_print_expected(expected, sizeof expected, actor);
        session_end(FINDING_TIMEOUT, NULL, limit.look, expected, limit.text);
    }
}

void actor_check_limits(struct actor *actor)
{
    const struct session *session = session_current();
    uint64_t factor = session->under_valgrind ? VALGRIND_FACTOR : 1;
    struct usage now = usage_read(actor->pid);
    check_time(actor);
    actor_check_processes(actor);
    check_memory(actor);
    if (actor->call.quick && actor->call.before.cpu_ns == 0) {
        actor->call.before = now;
    }
    if (cpu_ms_of(actor, &now) > ACTOR_CPU_MS * factor) {
        actor_report_hang(actor, session->under_valgrind
                                     ? "ten seconds of processor time under Valgrind"
                                     : "a second of processor time");
    }
    struct patience *patience = &actor->call.patience;
    if (patience->begin_ns == 0) {
        *patience = patience_begin(actor->pid, 0);
    }
    if (patience_is_over(patience, OWN_TIME_LIMIT_MS * factor) && is_asleep(actor->pid) &&
        !another_may_go_on(session, actor)) {
        actor_report_hang(actor, session->under_valgrind ? "forty seconds under Valgrind"
                                                         : "four seconds");
    }
}
