/* A traced call as trace.c and trace_calls.c see it. */
#ifndef WORKBOOK_EXAMINER_TRACE_PRIVATE_H
#define WORKBOOK_EXAMINER_TRACE_PRIVATE_H

#include "examiner/leash.h"
#include "examiner/trace.h"

#include <stdbool.h>
#include <stdint.h>

struct tracer {
    struct actor *actor;
    const struct tracing *tracing;
    struct leash leash;
    unsigned index;
    bool inside;               /* between the marks */
    uint64_t mark_instruction; /* of the first mark: what comes next, and its stack pointer */
    uint64_t mark_stack;
    unsigned calls_made; /* while there are calls to skip */
    bool killed;
    bool let_go;
    bool seen_through; /* to its end, or until the visitor wanted no more */
    int inject;        /* errno to put in at the exit of the call being skipped; 0: none */
    bool injected;
    unsigned char *area_at_end; /* owned; the bytes of the area when the call was over, or NULL */
    bool told;                  /* the recorder knows of the system call under way */
    uint64_t sleeps;            /* of the process, at its entry */
};

/* Whether a call that looks like the second mark, with this address behind it and this stack pointer, is the
 * driver's. The student's code can make one as well, and would be seen no more. */
bool tracer_is_at_mark(const struct tracer *tracer, uint64_t instruction, uint64_t stack);

/* The call is over: what it has changed in the area of the tracing was shown. */
void tracer_end(struct tracer *tracer);

/* At a stop: the process runs on, and is stopped no more. */
void tracer_let_go(struct tracer *tracer);

/* Shows the stop to the visitor and does what he says. */
void tracer_visit(struct tracer *tracer, struct trace_stop *stop);

/* True before the first instruction that is to be carried out by itself. */
bool tracer_is_skipping(const struct tracer *tracer);

/* Whether this system call and its result are a process or thread that could not be made, for there are as many as may
 * be. */
bool tracer_is_refused_task(long number, int64_t result);

/* Before or behind a system call. `last` is the stop before, and becomes this one. */
void tracer_on_system_call(struct tracer *tracer, struct trace_stop *last);

#endif
