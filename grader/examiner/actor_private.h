/* An actor as actor.c, call*.c and trace.c see it. Not for tests. */
#ifndef WORKBOOK_EXAMINER_ACTOR_PRIVATE_H
#define WORKBOOK_EXAMINER_ACTOR_PRIVATE_H

#include "examiner/actor.h"
#include "examiner/ledger.h"
#include "examiner/patience.h"
#include "examiner/usage.h"

#include <stdatomic.h>

enum { ACTOR_AREAS_MAX = 16 }; /* area_map gives each a slice of addresses */

/* A call under way. */
struct pending_call {
    const struct function *function; /* NULL: none */
    struct argument arguments[WIRE_ARGUMENTS_MAX];
    size_t count;
    char text[256]; /* the call, for people */
    unsigned note;  /* its number in the session */
    uint64_t started_ns;
    struct usage before;
    struct patience patience; /* of who waits for it, from the first look on */
    struct objects held;      /* by the process, before */
    struct objects existed;   /* in the kernel, before */
    unsigned overlaps;        /* of the session, when it began */
    bool alone;               /* no other call was under way then */
    bool files_watched;       /* no test makes or renames files before it is over */
    bool quick;               /* without ledger and usage */
    uint64_t peak_kib;        /* of its address space, at the last look; 0: it was not looked at */
};

struct observer;
struct session;

struct actor {
    struct actor *next;
    const char *name;
    int socket;
    unsigned number; /* from 0, in this check */
    pid_t pid;       /* as this side sees it */
    pid_t pid_inside;
    bool ended;
    int status;      /* wait status, when ended */
    uint32_t serial; /* of the last request */
    pid_t speaker;   /* who sent the last message, as the kernel says; 0: what came was none */
    struct pending_call call;
    struct wire_refusal refusal; /* of its last call that came back */
    struct objects resting;      /* what it held after its last call; none: look again */
    struct observer *observer;   /* of the call; NULL: it is not observed */
    atomic_uint observed_stops;  /* that observers made it stop: sleeps that are not its own */
    struct {
        const struct area *area;
        uint64_t address;
    } areas[ACTOR_AREAS_MAX];
    unsigned area_count;
    uint64_t hole_begin, hole_end; /* actor_leave_hole */
};

/* Sends a request with buffers and, unless it is -1, a descriptor. False when the actor is gone. */
bool actor_send(struct actor *actor, const struct wire_request *request,
                const struct argument *arguments, int descriptor);

/* Carries a setting out (WIRE_UMASK …) and gives its value; ends the check when it is refused. */
uint64_t actor_set(struct actor *actor, struct wire_request request, const char *data,
                   int descriptor);

/* Receives one message. False when the socket was closed, or what came is no message. */
bool actor_receive(struct actor *actor, struct wire_reply *reply, unsigned char *output);

/* The same for an answer to the last request: one to another, or to none, is no message. Crashes
 * answer any. */
bool actor_receive_answer(struct actor *actor, struct wire_reply *reply, unsigned char *output);

/* Notes where a function of the contract is in the student's object; what is known stays. */
void call_meet_function(struct session *session, const struct function *function, uint64_t offset);

/* Where the function is in the student's object, as the process says that has it loaded; 0: it does not say. */
uint64_t actor_find_function(const char *name);

/* Begins a call with these flags of the wire: the ledger is read, the request is sent. */
void actor_begin(struct actor *actor, const struct function *function,
                 const struct argument *arguments, size_t count, uint32_t flags);

/* The same without the ledger. */
void actor_begin_quick(struct actor *actor, const struct function *function,
                       const struct argument *arguments, size_t count);

/* Waits for the reply of the call under way and settles it. */
struct reply actor_settle(struct actor *actor);

/* Forgets the call under way: its process was killed by the test. */
void actor_abandon(struct actor *actor);

/* Ends the check because of how this actor's process ended, or because its call does not come back. */
_Noreturn void actor_report_end(struct actor *actor);
/* The same because another process than the actor's has sent this reply: one that the call has forked. */
_Noreturn void actor_report_second_return(struct actor *actor, const struct wire_reply *reply);
_Noreturn void actor_report_hang(struct actor *actor, const char *limit);
_Noreturn void actor_report_crash(const struct actor *actor, const struct wire_reply *reply);

enum { ACTOR_CPU_MS = 1000 /* processor time of one call, natively */ };

/* What a finding about a call without end expects: "segment_open to return". */
void call_print_expected(char *text, size_t room, const struct actor *actor);

/* The signal that asks the process where it is. */
void actor_send_stack_signal(const struct actor *actor);

/* Asks the process where it is; false when it does not answer. The second looks for the loop that it runs in, if it does. */
bool actor_ask_stack(struct actor *actor, struct wire_reply *reply);
bool actor_ask_place(struct actor *actor, struct wire_reply *reply, bool *spinning);

/* Ends the check when the call under way has used up its processor time or its time. */
void actor_check_limits(struct actor *actor);
/* The same of the run's time alone, for a call that is about to be asked for: many that are short use it up, too. */
void actor_check_time_of_run(const struct actor *actor);

/* Ends the check when the processes and threads of the run have come to their limit. */
void actor_check_processes(struct actor *actor);

/* The same when the call that has just come back was refused another one: those that were there may be gone. */
void actor_check_refused_task(struct actor *actor);

/* The call, for people: segment_open(0x57420001, 100). In a sentence a buffer is "a buffer of 10
 * bytes", in code "buffer[10]". */
enum call_style { CALL_IN_SENTENCE, CALL_IN_CODE };
void call_print(char *out, size_t room, enum call_style style, const struct function *function,
                const struct argument *arguments, size_t count);

/* Notes what the process holds before the call that is about to begin. */
void call_begin_ledger(struct actor *actor);

/* Compares what the process and the kernel hold with what they held before the call under way. What
 * the call may not leave is reported as leaked. */
void call_settle_ledger(struct actor *actor, const struct reply *reply,
                        const struct wire_reply *wire);

/* Reports the threads and children that came between the two, and were not reported before. `call` may
 * be NULL. The line is where the reply (or NULL) says that they were made, else `function_offset`; 0: unknown. */
void call_settle_tasks(const struct objects *before, const struct objects *after, const char *call,
                       const struct wire_reply *wire, uint64_t function_offset);

/* Waits for the process to end. False after the patience of the session. */
bool actor_await_end(struct actor *actor);
/* The same within so much of its own time. */
bool actor_ends_within(struct actor *actor, unsigned limit_ms);

#endif
