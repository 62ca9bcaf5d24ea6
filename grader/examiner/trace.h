/* Instruments that need a tracer (ptrace(2)): faults put into system calls, events between two
 * system calls, a look at the shared bytes after every instruction, death at any of them. With
 * these the order of things is chosen by the test, not by luck. Only in CHECK_NATIVELY.
 */
#ifndef WORKBOOK_EXAMINER_TRACE_H
#define WORKBOOK_EXAMINER_TRACE_H

#include "examiner/actor.h"

#include <stdbool.h>

struct area;

/* Makes the `nth` call (from 1) of system call `number` (SYS_shmat, …) fail with `error`,
 * unperformed. For mmap, SYS_mmap counts only calls with MAP_SHARED: malloc's own are none of ours.
 */
struct fault {
    long number;
    unsigned nth;
    int error;
};

/* As actor_call; reply.injected tells whether the call was reached. */
#define actor_call_with_fault(actor, fault, function, ...)                                         \
    actor_call_with_fault_array(actor, fault, function, ARGUMENTS(__VA_ARGS__))
struct reply actor_call_with_fault_array(struct actor *actor, struct fault fault,
                                         const struct function *function,
                                         const struct argument *arguments, size_t count);

/* A stop of the traced call. */
enum trace_moment {
    TRACE_BEFORE, /* a system call is about to be made */
    TRACE_AFTER,  /* it has been made; result holds what the kernel said, -errno on failure */
    TRACE_STEP,   /* one instruction has been carried out */
};

struct trace_stop {
    enum trace_moment moment;
    unsigned index; /* of the stop in this call, from 0 */
    long number; /* of the system call; TRACE_STEP: of the one that the next instruction makes, or
                    -1 */
    uint64_t arguments[6];
    int64_t result;
    struct actor *actor;
};

enum trace_verdict {
    TRACE_GO_ON,
    TRACE_LET_GO, /* no more stops: run on freely */
    TRACE_KILL,   /* SIGKILL here; the call never returns */
    TRACE_FAIL,   /* TRACE_BEFORE: the call is not made and fails with *error */
};

/* Called at each stop. It may call other actors, look at memory, send signals. */
typedef enum trace_verdict trace_visitor(const struct trace_stop *stop, void *context, int *error);

struct tracing {
    trace_visitor *visit;
    void *context;
    bool every_instruction; /* TRACE_STEP after each instruction; else stops at system calls only */
    /* Whose bytes change only while the visitor looks on; NULL: none. A call whose process changes them once it is
     * over ends the check, for nobody has seen in which order. */
    struct area *area;
    /* With every_instruction: so many system calls go by at full speed first, and all before them.
     * The first stop is right behind the last of these. */
    unsigned calls_skipped;
};

/* In a visitor: the next instruction is the student's own, and not one of a library's function that
 * has been called. */
bool trace_is_in_students_code(const struct trace_stop *stop);

/* In a visitor, at TRACE_BEFORE: the call is made with another argument, of which the student's code
 * does not hear. */
void trace_set_argument(const struct trace_stop *stop, unsigned index, uint64_t value);

/* As actor_call with stops on the way. After TRACE_KILL, reply.function is NULL. */
#define actor_call_traced(actor, tracing, function, ...)                                           \
    actor_call_traced_array(actor, tracing, function, ARGUMENTS(__VA_ARGS__))
struct reply actor_call_traced_array(struct actor *actor, const struct tracing *tracing,
                                     const struct function *function,
                                     const struct argument *arguments, size_t count);

/* The same up to where the visitor lets the call go (TRACE_KILL is not for here) or it is over: it
 * may then wait for others. actor_wait takes its result. */
#define actor_start_traced(actor, tracing, function, ...)                                          \
    actor_start_traced_array(actor, tracing, function, ARGUMENTS(__VA_ARGS__))
void actor_start_traced_array(struct actor *actor, const struct tracing *tracing,
                              const struct function *function, const struct argument *arguments,
                              size_t count);

/* Carries the call out instruction by instruction and visits each state of the area that differs
 * from the one before, the first state (before any change) included. The visitor may change the
 * bytes: they are put back. Returns the call's reply. */
typedef void area_visitor(struct area *area, unsigned index, void *context);
#define actor_call_stepped(actor, area, visit, context, function, ...)                             \
    actor_call_stepped_array(actor, area, visit, context, function, ARGUMENTS(__VA_ARGS__))
struct reply actor_call_stepped_array(struct actor *actor, struct area *area, area_visitor *visit,
                                      void *context, const struct function *function,
                                      const struct argument *arguments, size_t count);

#endif
