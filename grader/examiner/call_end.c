/* Calls that do not come back: what ended the process, or where it hangs. */
#include "examiner/actor_private.h"
#include "examiner/ledger.h"
#include "examiner/session.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum {
    CPU_LIMIT_MS = 1000,      /* processor time of one call */
    OWN_TIME_LIMIT_MS = 4000, /* processor time and sleep of one call, natively */
    VALGRIND_FACTOR = 10,
    STACK_DEADLINE_MS = 500,   /* for an answer to WIRE_STACK_SIGNAL */
    STACK_PATIENCE_MS = 10000, /* the same where the machine gives it no processor */
    STACK_LOOK_MS = 50,
    TEXT_BYTES = 240,
};

static void print_expected(char text[TEXT_BYTES], const struct actor *actor)
{
    const struct function *function = actor->call.function;
    snprintf(text, TEXT_BYTES, "%s to return", function != NULL ? function->name : "the process");
}
_Noreturn void actor_report_end(struct actor *actor)
{
    char observed[TEXT_BYTES];
    char expected[TEXT_BYTES];
    print_expected(expected, actor);
    if (!actor_await_end(actor)) {
        bool gone = usage_state(actor->pid) == 0 || usage_state(actor->pid) == 'Z';
        snprintf(observed, sizeof observed,
                 gone ? "its process has ended, and so has the one that had your file loaded"
                      : "its process closed the connection and went on by itself");
    } else if (WIFSIGNALED(actor->status)) {
        snprintf(observed, sizeof observed, "signal %d (SIG%s, %s) ended the process",
                 WTERMSIG(actor->status), sigabbrev_np(WTERMSIG(actor->status)),
                 strsignal(WTERMSIG(actor->status)));
    } else {
        snprintf(observed, sizeof observed, "it ended the whole process, with exit status %d",
                 WEXITSTATUS(actor->status));
    }
    session_end(FINDING_CRASH, NULL,
                "exit(3), _exit(2), signal(7): a function of a library returns to its caller",
                expected, observed);
}

_Noreturn void actor_report_crash(const struct actor *actor, const struct wire_reply *reply)
{
    char observed[TEXT_BYTES];
    char expected[TEXT_BYTES];
    const char *name = sigabbrev_np(reply->signal);
    const char *meaning = sigdescr_np(reply->signal);
    print_expected(expected, actor);
    snprintf(observed, sizeof observed, "signal %d (SIG%s, %s) ended the process%s", reply->signal,
             name != NULL ? name : "?", meaning != NULL ? meaning : "unknown",
             reply->signal == SIGSEGV && reply->fault_address < 4096 ? ": a NULL pointer was used"
                                                                     : "");
    session_end(FINDING_CRASH, reply, "the line below, and what its pointers hold there", expected,
                observed);
}

/* A loop uses all the time that it gets; one that naps between two looks hardly any. What a busy
 * machine kept it waiting is not its own. */
static bool is_spinning(const struct actor *actor)
{
    struct usage now = usage_read(actor->pid);
    const struct pending_call *call = &actor->call;
    uint64_t cpu_ns = now.cpu_ns - call->before.cpu_ns;
    uint64_t delayed_ns = now.delayed_ns - call->before.delayed_ns;
    uint64_t wall_ns = usage_now_ns() - call->started_ns;
    return cpu_ns > (wall_ns > delayed_ns ? wall_ns - delayed_ns : 0) / 2;
}

/* True while a process that was asked may still answer: it has not slept on, and has not had the
 * time on a processor to do so. On a busy machine that may take long. */
static bool may_still_answer(const struct actor *actor, const struct usage *asked,
                             unsigned waited_ms)
{
    uint64_t cpu_ms = (usage_read(actor->pid).cpu_ns - asked->cpu_ns) / 1000000;
    return waited_ms < STACK_DEADLINE_MS ||
           (waited_ms < STACK_PATIENCE_MS && cpu_ms < STACK_DEADLINE_MS &&
            usage_state(actor->pid) == 'R');
}

/* Asks the process where it is; false when it does not answer. */
static bool ask_stack(struct actor *actor, struct wire_reply *reply)
{
    struct pollfd wanted = {.fd = actor->socket, .events = POLLIN};
    struct usage asked = usage_read(actor->pid);
    unsigned waited_ms = 0;
    kill(actor->pid, WIRE_STACK_SIGNAL);
    while (poll(&wanted, 1, STACK_LOOK_MS) <= 0) {
        waited_ms += STACK_LOOK_MS;
        if (!may_still_answer(actor, &asked, waited_ms)) {
            return false;
        }
    }
    return actor_receive(actor, reply, NULL) && reply->event == WIRE_STACK;
}

_Noreturn void actor_fail_spinning(struct actor *actor, const char *look, const char *expected)
{
    char observed[TEXT_BYTES];
    struct wire_reply reply = {0};
    bool answered = ask_stack(actor, &reply);
    snprintf(observed, sizeof observed, "%s runs in a loop and does not return",
             actor->call.function->name);
    session_end(FINDING_FAIL, answered ? &reply : NULL, look, expected, observed);
}

/* Says that the call did not come back, and where it is. */
_Noreturn void actor_report_hang(struct actor *actor, const char *limit)
{
    char observed[TEXT_BYTES];
    char expected[TEXT_BYTES];
    struct wire_reply reply = {0};
    bool spinning = is_spinning(actor);
    bool answered = ask_stack(actor, &reply);
    print_expected(expected, actor);
    snprintf(observed, sizeof observed, "it had not returned after %s; it was %s", limit,
             spinning ? "running in a loop" : "waiting for something that never came");
    session_end(FINDING_TIMEOUT, answered ? &reply : NULL,
                "the line below: what ends the loop or the wait there?", expected, observed);
}

void actor_check_limits(struct actor *actor)
{
    const struct session *session = session_current();
    uint64_t factor = session->under_valgrind ? VALGRIND_FACTOR : 1;
    struct usage now = usage_read(actor->pid);
    if (actor->call.quick && actor->call.before.cpu_ns == 0) {
        actor->call.before = now;
    }
    uint64_t cpu_ms = (now.cpu_ns - actor->call.before.cpu_ns) / 1000000;
    uint64_t wall_ms = (usage_now_ns() - actor->call.started_ns) / 1000000;
    uint64_t delayed_ms = (now.delayed_ns - actor->call.before.delayed_ns) / 1000000;
    if (cpu_ms > CPU_LIMIT_MS * factor) {
        actor_report_hang(actor, "a second of processor time");
    }
    if (wall_ms > OWN_TIME_LIMIT_MS * factor + delayed_ms && usage_state(actor->pid) != 'Z') {
        actor_report_hang(actor, "four seconds");
    }
}
