/* Calls whose process has ended, or is not alone any more. */
#include "base/process.h"
#include "examiner/actor_private.h"
#include "examiner/crash_text.h"
#include "examiner/ledger.h"
#include "examiner/limits.h"
#include "examiner/session.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

enum {
    TEXT_BYTES = 240,
    END_DEADLINE_MS = 200, /* own time, to end once the socket is closed */
};

void call_print_expected(char *text, size_t room, const struct actor *actor)
{
    const struct function *function = actor->call.function;
    snprintf(text, room, "%s to return", function != NULL ? function->name : "the process");
}

static _Noreturn void report(struct actor *actor, const char *look, const char *observed)
{
    char expected[TEXT_BYTES];
    call_print_expected(expected, sizeof expected, actor);
    session_end(FINDING_CRASH, NULL, look, expected, observed);
}

/* A signal for what the code did, which the driver tells of itself where it can (driver/crash.h). */
static bool is_fault(int signal)
{
    return signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE;
}

static _Noreturn void report_signal(struct actor *actor, int signal)
{
    char observed[TEXT_BYTES];
    struct limit_words limit;
    bool limited = limits_explain_signal(signal, actor->call.peak_kib, NULL, &limit);
    snprintf(observed, sizeof observed, "signal %d (SIG%s, %s) ended the process%s%s", signal,
             sigabbrev_np(signal), strsignal(signal),
             limited            ? "; "
             : is_fault(signal) ? ", which could not say where"
                                : "",
             limit.text);
    report(actor,
           limited            ? limit.look
           : is_fault(signal) ? "munmap(2), mprotect(2), sigaction(2): what takes its memory, its "
                                "stack or its handlers of signals away?"
                              : "exit(3), _exit(2), signal(7): a function of a library returns to "
                                "its caller",
           observed);
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

static bool ended_without_socket(const struct actor *actor)
{
    return WIFEXITED(actor->status) && WEXITSTATUS(actor->status) == WIRE_EXIT_WITHOUT_SOCKET;
}

static _Noreturn void report_lost_socket(struct actor *actor, const char *more)
{
    char observed[TEXT_BYTES];
    snprintf(observed, sizeof observed,
             "its process closed or misused a descriptor that is not its own%s", more);
    report(actor, "close(2), write(2): use the descriptors that you opened, and no others",
           observed);
}

_Noreturn void actor_report_end(struct actor *actor)
{
    bool went_on = goes_on(actor);
    kill(actor->pid, SIGKILL);
    if (went_on) {
        report_lost_socket(actor, ", and went on by itself");
    }
    if (!actor_await_end(actor)) {
        report(actor,
               "kill(2), signal(7): a function of a library ends no process but its own children",
               "its process has ended, and so has the one that had your file loaded");
    }
    if (ended_without_socket(actor)) {
        report_lost_socket(actor, "");
    }
    if (WIFSIGNALED(actor->status)) {
        report_signal(actor, WTERMSIG(actor->status));
    }
    char observed[TEXT_BYTES];
    snprintf(observed, sizeof observed, "it ended the whole process, with exit status %d",
             WEXITSTATUS(actor->status));
    report(actor, "exit(3), _exit(2): a function of a library returns to its caller", observed);
}

_Noreturn void actor_report_second_return(struct actor *actor, const struct wire_reply *reply)
{
    char observed[TEXT_BYTES];
    char expected[TEXT_BYTES];
    const struct function *function = actor->call.function;
    struct wire_reply place = {.frame_count = 0};
    ledger_note_creations(reply);
    if (session_current()->last_fork_offset != 0) {
        place.frames[place.frame_count++] = session_current()->last_fork_offset;
    }
    snprintf(expected, sizeof expected, "%s to return once, in the process that called it",
             function->name);
    snprintf(observed, sizeof observed,
             "it returned in another process: in a child that it had forked");
    session_end(FINDING_FAIL, &place,
                "fork(2), _exit(2): the child has all of its parent's work before it, unless it "
                "ends by itself",
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
    if (reply->signal != SIGSYS) {
        session_note_refused_call(reply);
    }
    char observed[TEXT_BYTES + CRASH_CAUSE_BYTES];
    char expected[TEXT_BYTES];
    const char *name = sigabbrev_np(reply->signal);
    const char *meaning = sigdescr_np(reply->signal);
    char cause[CRASH_CAUSE_BYTES];
    struct limit_words limit;
    bool limited = limits_explain_signal(reply->signal, reply->value, &reply->refusal, &limit);
    int null = find_null(&actor->call);
    crash_text_cause(reply, null, cause);
    call_print_expected(expected, sizeof expected, actor);
    snprintf(observed, sizeof observed, "signal %d (SIG%s, %s) ended the process%s%s",
             reply->signal, name != NULL ? name : "?", meaning != NULL ? meaning : "unknown",
             limited ? "; " : cause, limit.text);
    session_end(FINDING_CRASH, reply, limited ? limit.look : crash_text_look(reply, null), expected,
                observed);
}
