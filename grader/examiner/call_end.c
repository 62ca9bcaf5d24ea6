/* Calls that do not come back: what ended the process, or where it hangs. */
#include "base/process.h"
#include "examiner/actor_private.h"
#include "examiner/crash_text.h"
#include "examiner/exhaustion.h"
#include "examiner/ledger.h"
#include "examiner/limits.h"
#include "examiner/loop.h"
#include "examiner/patience.h"
#include "examiner/recorder.h"
#include "examiner/session.h"
#include "examiner/tally.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

enum {
    CPU_LIMIT_MS = 1000, /* processor time of one call */
    OWN_TIME_LIMIT_MS =
        4000, /* own time (base/own_time.h) of a call that is waited for, natively */
    VALGRIND_FACTOR = 10,
    END_DEADLINE_MS = 200,   /* own time, to end once the socket is closed */
    STACK_DEADLINE_MS = 500, /* own time, for an answer to WIRE_STACK_SIGNAL */
    TEXT_BYTES = 240,
};

static void print_expected(char text[TEXT_BYTES], const struct actor *actor)
{
    const struct function *function = actor->call.function;
    snprintf(text, TEXT_BYTES, "%s to return", function != NULL ? function->name : "the process");
}

/* A process whose socket is at its end is ending, or has done away with the socket: then it ends when the call is over,
 * and says so by its exit status. True when it does neither, or has said what no driver says. */
static bool goes_on(struct actor *actor)
{
    char byte;
    bool at_end = recv(actor->socket, &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) == 0;
    return !process_stat_read(actor->pid).is_ending &&
           !(at_end && actor_ends_within(actor, END_DEADLINE_MS));
}

_Noreturn void actor_report_end(struct actor *actor)
{
    char observed[TEXT_BYTES];
    char expected[TEXT_BYTES];
    print_expected(expected, actor);
    bool went_on = goes_on(actor);
    kill(actor->pid, SIGKILL);
    bool ended = actor_await_end(actor);
    bool without_socket = went_on || (ended && WIFEXITED(actor->status) &&
                                      WEXITSTATUS(actor->status) == WIRE_EXIT_WITHOUT_SOCKET);
    if (without_socket || !ended) {
        snprintf(observed, sizeof observed,
                 went_on ? "its process closed or misused a descriptor that is not its own, and "
                           "went on by itself"
                 : without_socket
                     ? "its process closed or misused a descriptor that is not its own"
                     : "its process has ended, and so has the one that had your file loaded");
    } else if (WIFSIGNALED(actor->status)) {
        struct limit_words limit;
        bool limited = limits_explain_signal(WTERMSIG(actor->status), actor->call.peak_kib, &limit);
        snprintf(observed, sizeof observed, "signal %d (SIG%s, %s) ended the process%s%s",
                 WTERMSIG(actor->status), sigabbrev_np(WTERMSIG(actor->status)),
                 strsignal(WTERMSIG(actor->status)), limited ? "; " : "", limit.text);
    } else {
        snprintf(observed, sizeof observed, "it ended the whole process, with exit status %d",
                 WEXITSTATUS(actor->status));
    }
    session_end(FINDING_CRASH, NULL,
                without_socket
                    ? "close(2), write(2): use the descriptors that you opened, and no others"
                    : "exit(3), _exit(2), signal(7): a function of a library returns to its "
                      "caller",
                expected, observed);
}

static int find_null(const struct pending_call *call)
{
    for (size_t i = 0; i < call->count; i++) {
        if (call->arguments[i].format == 'n') {
            return (int)i;
        }
    }
    return CRASH_NO_ARGUMENT;
}

_Noreturn void actor_report_crash(const struct actor *actor, const struct wire_reply *reply)
{
    char observed[TEXT_BYTES + CRASH_CAUSE_BYTES];
    char expected[TEXT_BYTES];
    if (reply->signal != SIGSYS) {
        session_note_refused_call(reply);
    }
    const char *name = sigabbrev_np(reply->signal);
    const char *meaning = sigdescr_np(reply->signal);
    char cause[CRASH_CAUSE_BYTES];
    struct limit_words limit;
    bool limited = limits_explain_signal(reply->signal, reply->value, &limit);
    int null = find_null(&actor->call);
    crash_text_cause(reply, null, cause);
    print_expected(expected, actor);
    snprintf(observed, sizeof observed, "signal %d (SIG%s, %s) ended the process%s%s",
             reply->signal, name != NULL ? name : "?", meaning != NULL ? meaning : "unknown",
             limited ? "; " : cause, limit.text);
    session_end(FINDING_CRASH, reply, limited ? limit.look : crash_text_look(reply, null), expected,
                observed);
}

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

/* Asks the process where it is; false when it does not answer. */
static bool ask_stack(struct actor *actor, struct wire_reply *reply)
{
    struct patience patience = patience_begin(actor->pid, 0);
    kill(actor->pid, WIRE_STACK_SIGNAL);
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

/* Says that the call did not come back, and where it is. */
_Noreturn void actor_report_hang(struct actor *actor, const char *limit)
{
    recorder_stands(); /* before the question where it is disturbs it */
    char observed[TEXT_BYTES];
    char expected[TEXT_BYTES];
    struct wire_reply reply = {0};
    bool spinning = is_spinning(actor);
    bool answered = spinning ? ask_loop(actor, &reply) : ask_stack(actor, &reply);
    print_expected(expected, actor);
    snprintf(observed, sizeof observed, "it had not returned after %s; it was %s", limit,
             spinning ? "running in a loop" : "waiting for something that never came");
    session_end(FINDING_TIMEOUT, answered ? &reply : NULL,
                "the line below: what ends the loop or the wait there?", expected, observed);
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
        print_expected(expected, actor);
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
        print_expected(expected, actor);
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
