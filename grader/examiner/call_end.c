/* Calls that do not come back: where they hang, and the limit that they came to. */
#include "examiner/actor_private.h"
#include "examiner/exhaustion.h"
#include "examiner/ledger.h"
#include "examiner/limits.h"
#include "examiner/loop.h"
#include "examiner/patience.h"
#include "examiner/recorder.h"
#include "examiner/session.h"
#include "examiner/system_call_text.h"
#include "examiner/tally.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>

enum {
    CPU_LIMIT_MS = 1000, /* processor time of one call */
    OWN_TIME_LIMIT_MS =
        4000, /* own time (base/own_time.h) of a call that is waited for, natively */
    VALGRIND_FACTOR = 10,
    STACK_DEADLINE_MS = 500, /* own time, for an answer to WIRE_STACK_SIGNAL */
    TEXT_BYTES = 240,
    SYSTEM_CALL_BYTES = 60,
};

/* A loop uses all the time that it gets; one that naps between two looks hardly any. What a busy
 * machine kept it waiting is not its own. Who has used up a second did not wait, though it may do so now: for the
 * children that it makes all the time. */
static bool is_spinning(const struct actor *actor)
{
    struct usage now = usage_read(actor->pid);
    const struct pending_call *call = &actor->call;
    uint64_t cpu_ns = now.cpu_ns - call->before.cpu_ns;
    uint64_t delayed_ns = now.delayed_ns - call->before.delayed_ns;
    uint64_t wall_ns = usage_now_ns() - call->started_ns;
    return cpu_ns > (uint64_t)CPU_LIMIT_MS * 1000000 ||
           cpu_ns > (wall_ns > delayed_ns ? wall_ns - delayed_ns : 0) / 2;
}

static bool is_stopped(const struct actor *actor)
{
    return usage_state(actor->pid) == 'T';
}

/* Asks the process where it is; false when it does not answer. One that is stopped takes the signal when it is
 * continued, before anything else. */
static bool ask_stack(struct actor *actor, struct wire_reply *reply)
{
    struct patience patience = patience_begin(actor->pid, 0);
    bool stopped = is_stopped(actor);
    kill(actor->pid, WIRE_STACK_SIGNAL);
    if (stopped) {
        kill(actor->pid, SIGCONT);
    }
    return patience_await(&patience, actor->socket, STACK_DEADLINE_MS) &&
           actor_receive(actor, reply, NULL) && reply->event == WIRE_STACK;
}

/* Where it runs in a loop. Under Valgrind the processor runs Valgrind's own code: one look it is. */
static bool ask_loop(struct actor *actor, struct wire_reply *reply)
{
    uint64_t offset;
    bool answered = ask_stack(actor, reply);
    if (answered && !session_current()->under_valgrind && loop_find(actor->pid, &offset)) {
        reply->frames[0] = offset;
        reply->frame_count = reply->frame_count == 0 ? 1 : reply->frame_count;
    }
    return answered;
}

_Noreturn void actor_fail_spinning(struct actor *actor, const char *look, const char *expected)
{
    recorder_stands();
    char observed[TEXT_BYTES];
    struct wire_reply reply = {0};
    bool answered = ask_loop(actor, &reply);
    snprintf(observed, sizeof observed, "%s runs in a loop and does not return",
             actor->call.function->name);
    session_end(FINDING_FAIL, answered ? &reply : NULL, look, expected, observed);
}

/* Of a process that waits, and does not say where: ", in vfork". */
static void print_system_call(char *out, size_t room, const struct actor *actor)
{
    long number = usage_system_call(actor->pid);
    out[0] = '\0';
    if (number >= 0) {
        snprintf(out, room, ", in %s", system_call_name(number));
    }
}

/* Says that the call did not come back, and where it is. */
_Noreturn void actor_report_hang(struct actor *actor, const char *limit)
{
    recorder_stands(); /* before the question where it is disturbs it */
    char observed[TEXT_BYTES];
    char expected[TEXT_BYTES];
    struct wire_reply reply = {0};
    bool stopped = is_stopped(actor);
    bool spinning = !stopped && is_spinning(actor);
    bool answered = spinning ? ask_loop(actor, &reply) : ask_stack(actor, &reply);
    call_print_expected(expected, sizeof expected, actor);
    char asleep_in[SYSTEM_CALL_BYTES] = "";
    if (!answered && !stopped && !spinning) {
        print_system_call(asleep_in, sizeof asleep_in, actor);
    }
    snprintf(observed, sizeof observed, "it had not returned after %s; it was %s%s", limit,
             stopped    ? "stopped, as by SIGSTOP, and nobody sends SIGCONT"
             : spinning ? "running in a loop"
                        : "waiting for something that never came",
             asleep_in);
    session_end(FINDING_TIMEOUT, answered ? &reply : NULL,
                stopped ? "signal(7), raise(3): who stops the process, and who is to continue it?"
                        : "the line below: what ends the loop or the wait there?",
                expected, observed);
}

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
            if (cpu_ms_of(actor, &now) <= CPU_LIMIT_MS * factor) {
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
    kill(actor->pid, WIRE_STACK_SIGNAL);
    kill(actor->pid, SIGCONT);
    bool answered = ask_stack(actor, reply);
    kill(-actor->pid, SIGKILL);
    return answered;
}

/* The place of a call that has come back: where it was refused another one, or made the last. */
static void place_of_crowd(const struct actor *actor, struct wire_reply *reply)
{
    const struct wire_refusal *refusal = &actor->refusal;
    bool refused = refusal->object == WIRE_OBJECT_CHILD || refusal->object == WIRE_OBJECT_THREAD;
    uint64_t offset = refused ? refusal->offset : session_current()->last_fork_offset;
    if (reply->frame_count == 0 && offset != 0) {
        reply->frames[reply->frame_count++] = offset;
    }
}

void actor_check_processes(struct actor *actor)
{
    struct limit_words limit;
    char expected[TEXT_BYTES];
    struct wire_reply reply = {0};
    if (limits_explain_processes(session_current(), &limit)) {
        if (!ask_stack_of_crowd(actor, &reply)) {
            reply = (struct wire_reply){0};
        }
        place_of_crowd(actor, &reply);
        call_print_expected(expected, sizeof expected, actor);
        tally_add(TALLY_HANGS);
        session_end(FINDING_FAIL, &reply, limit.look, expected, limit.text);
    }
}

/* Somebody of the run was ended for want of memory. It need not have been this process; what it waits for may have
 * been, and whoever fills memory goes on with it. session_end adds the limit. */
static void check_memory(struct actor *actor)
{
    char expected[TEXT_BYTES];
    struct wire_reply reply = {0};
    if (exhaustion_count() > session_current()->killed_before && is_alive(actor->pid)) {
        bool answered = ask_stack(actor, &reply);
        call_print_expected(expected, sizeof expected, actor);
        session_end(FINDING_FAIL, answered ? &reply : NULL, "", expected,
                    "the kernel ended one of its processes");
    }
}

void actor_check_limits(struct actor *actor)
{
    const struct session *session = session_current();
    uint64_t factor = session->under_valgrind ? VALGRIND_FACTOR : 1;
    struct usage now = usage_read(actor->pid);
    actor_check_processes(actor);
    check_memory(actor);
    if (actor->call.quick && actor->call.before.cpu_ns == 0) {
        actor->call.before = now;
    }
    if (cpu_ms_of(actor, &now) > CPU_LIMIT_MS * factor) {
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
