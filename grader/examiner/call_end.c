/* Calls that do not come back: where they hang. */
#include "examiner/actor_private.h"
#include "examiner/ledger.h"
#include "examiner/loop.h"
#include "examiner/patience.h"
#include "examiner/recorder.h"
#include "examiner/session.h"
#include "examiner/system_call_text.h"

#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
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
    return cpu_ns > (uint64_t)ACTOR_CPU_MS * 1000000 ||
           cpu_ns > (wall_ns > delayed_ns ? wall_ns - delayed_ns : 0) / 2;
}

static bool is_stopped(const struct actor *actor)
{
    return usage_state(actor->pid) == 'T';
}

/* The call is in the first thread. Where that has ended, any other may say where it is. */
void actor_send_stack_signal(const struct actor *actor)
{
    if (usage_state(actor->pid) == 'Z') {
        kill(actor->pid, WIRE_STACK_SIGNAL);
    } else {
        syscall(SYS_tgkill, actor->pid, actor->pid, WIRE_STACK_SIGNAL);
    }
}

/* One that is stopped takes the signal when it is continued, before anything else. */
bool actor_ask_stack(struct actor *actor, struct wire_reply *reply)
{
    struct patience patience = patience_begin(actor->pid, 0);
    bool stopped = is_stopped(actor);
    actor_send_stack_signal(actor);
    if (stopped) {
        kill(actor->pid, SIGCONT);
    }
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
    *spinning = !is_stopped(actor) && is_spinning(actor);
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
    bool spinning;
    bool answered = actor_ask_place(actor, &reply, &spinning);
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
