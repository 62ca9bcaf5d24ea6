/* Calls that do not come back: what ended the process, or where it hangs. */
#include "base/process.h"
#include "examiner/actor_private.h"
#include "examiner/crash_text.h"
#include "examiner/ledger.h"
#include "examiner/limits.h"
#include "examiner/loop.h"
#include "examiner/patience.h"
#include "examiner/recorder.h"
#include "examiner/session.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum {
    STACK_DEADLINE_MS = 500, /* own time, for an answer to WIRE_STACK_SIGNAL */
    TEXT_BYTES = 240,
};

void actor_print_expected(const struct actor *actor, char text[ACTOR_EXPECTED_BYTES])
{
    const struct function *function = actor->call.function;
    snprintf(text, ACTOR_EXPECTED_BYTES, "%s to return",
             function != NULL ? function->name : "the process");
}

/* A process whose socket is at its end has ended, or has done away with the socket and goes on: so
 * much for that. */
_Noreturn void actor_report_end(struct actor *actor)
{
    char observed[TEXT_BYTES];
    char expected[ACTOR_EXPECTED_BYTES];
    actor_print_expected(actor, expected);
    bool went_on = !process_stat_read(actor->pid).is_ending;
    kill(actor->pid, SIGKILL);
    if (went_on || !actor_await_end(actor)) {
        snprintf(observed, sizeof observed,
                 went_on ? "its process closed or misused a descriptor that is not its own, and "
                           "went on by itself"
                         : "its process has ended, and so has the one that had your file loaded");
    } else if (WIFSIGNALED(actor->status)) {
        struct limit_words limit;
        bool limited =
            limits_explain_signal(WTERMSIG(actor->status), actor->call.peak_kib, NULL, &limit);
        snprintf(observed, sizeof observed, "signal %d (SIG%s, %s) ended the process%s%s",
                 WTERMSIG(actor->status), sigabbrev_np(WTERMSIG(actor->status)),
                 strsignal(WTERMSIG(actor->status)), limited ? "; " : "", limit.text);
    } else {
        snprintf(observed, sizeof observed, "it ended the whole process, with exit status %d",
                 WEXITSTATUS(actor->status));
    }
    session_end(FINDING_CRASH, NULL,
                went_on ? "close(2), write(2): use the descriptors that you opened, and no others"
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
    char expected[ACTOR_EXPECTED_BYTES];
    const char *name = sigabbrev_np(reply->signal);
    const char *meaning = sigdescr_np(reply->signal);
    char cause[CRASH_CAUSE_BYTES];
    struct limit_words limit;
    bool limited = limits_explain_signal(reply->signal, reply->value, &reply->refusal, &limit);
    int null = find_null(&actor->call);
    crash_text_cause(reply, null, cause);
    actor_print_expected(actor, expected);
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
    return cpu_ns > (uint64_t)ACTOR_CPU_MS * 1000000 ||
           cpu_ns > (wall_ns > delayed_ns ? wall_ns - delayed_ns : 0) / 2;
}

bool actor_ask_stack(struct actor *actor, struct wire_reply *reply)
{
    struct patience patience = patience_begin(actor->pid, 0);
    kill(actor->pid, WIRE_STACK_SIGNAL);
    bool answered = patience_await(&patience, actor->socket, STACK_DEADLINE_MS) &&
                    actor_receive(actor, reply, NULL) && reply->event == WIRE_STACK;
    if (answered) {
        ledger_note_print(reply);
    }
    return answered;
}

/* Where it runs in a loop. Under Valgrind the processor runs Valgrind's own code: one look it is. */
static bool ask_loop(struct actor *actor, struct wire_reply *reply)
{
    uint64_t offset;
    bool answered = actor_ask_stack(actor, reply);
    if (answered && !session_current()->under_valgrind && loop_find(actor->pid, &offset)) {
        reply->frames[0] = offset;
        reply->frame_count = reply->frame_count == 0 ? 1 : reply->frame_count;
    }
    return answered;
}

bool actor_ask_place(struct actor *actor, struct wire_reply *reply, bool *spinning)
{
    *spinning = is_spinning(actor);
    return *spinning ? ask_loop(actor, reply) : actor_ask_stack(actor, reply);
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
    char expected[ACTOR_EXPECTED_BYTES];
    struct wire_reply reply = {0};
    bool spinning;
    bool answered = actor_ask_place(actor, &reply, &spinning);
    actor_print_expected(actor, expected);
    snprintf(observed, sizeof observed, "it had not returned after %s; it was %s", limit,
             spinning ? "running in a loop" : "waiting for something that never came");
    session_end(FINDING_TIMEOUT, answered ? &reply : NULL,
                "the line below: what ends the loop or the wait there?", expected, observed);
}
