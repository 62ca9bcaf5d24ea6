/* What the recorder tells of the life of an actor: its birth, its signals, its end; or, where there is none, what
 * it was about when the check ended. */
#include "examiner/recorder.h"

#include "examiner/actor_private.h"
#include "examiner/recorder_private.h"
#include "examiner/session.h"
#include "examiner/system_call_text.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

void recorder_spawned(struct actor *actor)
{
    struct recorder *recorder = recorder_open();
    if (recorder != NULL) {
        session_current()->recorded = actor;
        recorder_tell(recorder, actor, "spawn", recorder_members(actor->name, NULL));
        recorder_close(recorder);
    }
}

static const char *signal_name(int signal, char room[32])
{
    const char *name = sigabbrev_np(signal);
    snprintf(room, 32, name != NULL ? "SIG%s" : "signal %.0s%d", name != NULL ? name : "", signal);
    return room;
}

void recorder_signalled(const struct actor *actor, int signal)
{
    char room[32];
    recorder_tell_alone(actor, "signal", signal_name(signal, room), "sent by the test");
}

void recorder_signal_came(const struct actor *actor, int signal)
{
    char room[32];
    struct recorder *recorder = signal != WIRE_STACK_SIGNAL ? recorder_open() : NULL;
    if (recorder != NULL) {
        recorder_state_of(recorder, actor)->is_stopped = signal == SIGSTOP || signal == SIGTSTP;
        recorder_tell(recorder, actor, "signal",
                      recorder_members(signal_name(signal, room), "arrives"));
        recorder_close(recorder);
    }
}

void recorder_lost_sight(const struct actor *actor)
{
    recorder_tell_alone(actor, "unwatched", NULL, NULL);
}

void recorder_killed(const struct actor *actor)
{
    recorder_tell_alone(actor, "killed", NULL, "the test kills it");
}

void recorder_ended(const struct actor *actor, int wait_status)
{
    char text[96];
    char room[32];
    struct recorder *recorder = recorder_open();
    if (recorder == NULL) {
        return;
    }
    if (WIFSIGNALED(wait_status)) {
        snprintf(text, sizeof text, "ended by %s", signal_name(WTERMSIG(wait_status), room));
    } else {
        snprintf(text, sizeof text, "ended, exit status %d", WEXITSTATUS(wait_status));
    }
    if (!recorder_state_of(recorder, actor)->end_told) {
        recorder_state_of(recorder, actor)->end_told = true;
        recorder_tell(recorder, actor, "ended", recorder_members(NULL, text));
    }
    recorder_close(recorder);
}

/* --- the end ----------------------------------------------------------------------------------- */

/* What it is doing, and the system call that it sleeps in: -1 for none. */
static const char *describe_stand(const struct actor_state *state, pid_t pid, long *number)
{
    char letter = usage_state(pid);
    long seen = usage_system_call(pid);
    *number = -1;
    if (letter == 'T' || state->is_stopped) {
        return "it is stopped";
    }
    if (letter == 'R') {
        return "it runs";
    }
    if (seen == SYS_recvmsg || seen == SYS_sendmsg) {
        return "it has come back, and is not waited for any more";
    }
    *number = seen >= 0 ? seen : state->system_call;
    return *number >= 0 ? "it sleeps in" : "it has not come back";
}

static void tell_stand(struct recorder *recorder, const struct actor *actor)
{
    char text[96];
    long number;
    const char *words = describe_stand(recorder_state_of(recorder, actor), actor->pid, &number);
    const char *name = number >= 0 ? system_call_name(number) : NULL;
    snprintf(text, sizeof text, "%s%s%s", words, name != NULL ? " " : "", name != NULL ? name : "");
    recorder_tell(recorder, actor, "stands", recorder_members(name, text));
}

static void tell_stands(struct recorder *recorder, const struct actor *actor)
{
    if (actor != NULL) {
        tell_stands(recorder, actor->next); /* the newest is the first */
        if (actor->call.function != NULL && !actor->ended &&
            !recorder_state_of(recorder, actor)->end_told) {
            tell_stand(recorder, actor);
        }
    }
}

void recorder_stands(void)
{
    struct recorder *recorder = recorder_open();
    if (recorder != NULL) {
        tell_stands(recorder, session_current()->actors);
        recorder->closed = true;
        recorder_close(recorder);
    }
}
