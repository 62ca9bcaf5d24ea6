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
    bool inside;         /* between the marks */
    unsigned calls_made; /* while there are calls to skip */
    bool killed;
    bool let_go;
    int inject; /* errno to put in at the exit of the call being skipped; 0: none */
    bool injected;
    bool told;       /* the recorder knows of the system call under way */
    uint64_t sleeps; /* of the process, at its entry */
};

/* At a stop: the process runs on, and is stopped no more. */
void tracer_let_go(struct tracer *tracer);

/* Shows the stop to the visitor and does what he says. */
void tracer_visit(struct tracer *tracer, struct trace_stop *stop);

/* True before the first instruction that is to be carried out by itself. */
bool tracer_is_skipping(const struct tracer *tracer);

/* Before or behind a system call. `last` is the stop before, and becomes this one. */
void tracer_on_system_call(struct tracer *tracer, struct trace_stop *last);

#endif
