/* One check's session: what check*.c, call*.c, actor.c, ledger*.c, kernel.c and trace.c share. Not for tests. */
#ifndef WORKBOOK_EXAMINER_SESSION_H
#define WORKBOOK_EXAMINER_SESSION_H

#include "examiner/actor.h"
#include "examiner/ledger.h"
#include "protocol/wire.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    SESSION_CALLS_SHOWN = 4,
    SESSION_FUNCTIONS_MAX = 16,
    SESSION_CALL_TEXT = 256,
    SESSION_TEXT = 1024
};

/* How a check ended when it did not pass. */
enum finding_status { FINDING_FAIL, FINDING_CRASH, FINDING_TIMEOUT };

struct recorder;

struct session {
    const char *check; /* id with underscores */
    bool under_valgrind;
    bool reduced;                /* no namespaces: objects of strangers are in sight */
    int report;                  /* where records go */
    pthread_mutex_t report_lock; /* one record at a time, from whichever thread */
    int zygote;                  /* session socket */
    pid_t zygote_pid;            /* as this side sees it; 0 until an actor was spawned */
    jmp_buf end;
    bool ended; /* a finding was reported */

    struct actor *actors; /* newest first */
    struct area *areas;
    uint64_t time_looked_ns; /* at the time of the run, last */
    unsigned pending;        /* calls under way */
    unsigned overlaps;       /* counts up when calls run side by side */
    unsigned spawned;        /* actors until now: picks addresses */
    bool on_one_processor;
    cpu_set_t processor; /* where the test and its actors run then */

    bool printed;                     /* a line that prints was told */
    struct objects before;            /* in the kernel when the check began */
    unsigned long long killed_before; /* then, for want of memory: examiner/exhaustion.h */
    struct objects made;              /* by the student's code, as it says itself */
    struct objects ours;              /* made by the test, or by a call that may */
    int notes;          /* of all these, where no namespace takes them away: noted.h */
    off_t notes_before; /* their end when the check began */
    struct kernel_changes *changes;
    struct recorder *recorder; /* NULL: nothing is recorded */
    uint32_t random_state;

    struct json_t *snapshot; /* the last one that was taken; NULL: none */
    /* of `actors`, from which on the recorder has told of all; its lock guards it */
    struct actor *recorded;

    char situation[SESSION_TEXT];
    char calls[SESSION_CALLS_SHOWN][SESSION_CALL_TEXT];
    unsigned call_count;
    unsigned calls_noted;           /* ever: the number of the newest of `calls` */
    unsigned last_outcome;          /* the number of the call that came back last */
    const struct function *look_at; /* of a call under way; NULL: judge by order */
    const struct function *last_function;
    uint64_t last_function_offset;
    uint32_t refused_call; /* the first that the sandbox refused to a call of the check; 0: none */
    uint64_t refused_call_offset;
    uint64_t last_fork_offset; /* where a call that came back has forked last; 0: none has */
    struct {
        const struct function *function;
        uint64_t offset;          /* in the student's object */
    } met[SESSION_FUNCTIONS_MAX]; /* functions that were called */
    unsigned met_count;
};

/* The session of the check that runs in this process. */
struct session *session_current(void);

/* So much for a message of the student's process that tells of a system call that was refused to it. */
void session_note_refused_call(const struct wire_reply *reply);

/* Reports a finding and ends the check. `crash` gives frames and may be NULL. */
_Noreturn void session_end(enum finding_status status, const struct wire_reply *crash,
                           const char *look, const char *expected, const char *observed);

/* Adds a call, as text, to "what we did"; its outcome is appended when it is known. */
unsigned session_note_call(const char *who, const char *call);
/* Of the call that session_note_call gave this number: others may have been made since. */
void session_note_outcome(unsigned number, const char *outcome);

/* "What we did" of a finding: the situation and the calls since. The outcome of the call that came back last is left
 * out when the finding itself says it. */
void session_tell(char *text, size_t room, enum finding_status status);

/* True when a message of the actor, or of the zygote about it, comes before either has used up its
 * time. The actor may be NULL. */
bool session_await_message(const struct session *session, int socket, const struct actor *actor);

/* Kills the zygote when it is stopped; from then on there are no more actors. */
void session_end_stopped_zygote(const struct session *session);

#endif
