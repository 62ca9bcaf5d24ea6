/* Instruments made of a traced call: a fault at the n-th system call, a look after each instruction. */
#include "examiner/area.h"
#include "examiner/trace.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

struct fault_progress {
    struct fault fault;
    unsigned seen;
};

static bool is_wanted_call(const struct trace_stop *stop, long number)
{
    /* MAP_SHARED_VALIDATE has the bit of MAP_SHARED, and that of MAP_PRIVATE besides. */
    return stop->number == number && (number != SYS_mmap || (stop->arguments[3] & MAP_SHARED) != 0);
}

static enum trace_verdict inject_fault(const struct trace_stop *stop, void *context, int *error)
{
    struct fault_progress *progress = context;
    if (stop->moment == TRACE_BEFORE && is_wanted_call(stop, progress->fault.number) &&
        ++progress->seen == progress->fault.nth) {
        *error = progress->fault.error;
        return TRACE_FAIL;
    }
    return TRACE_GO_ON;
}

struct reply actor_call_with_fault_array(struct actor *actor, struct fault fault,
                                         const struct function *function,
                                         const struct argument *arguments, size_t count)
{
    struct fault_progress progress = {.fault = fault};
    return actor_call_traced_array(actor,
                                   &(struct tracing){.visit = inject_fault, .context = &progress},
                                   function, arguments, count);
}

/* --- states of an area -------------------------------------------------------------------- */

struct area_progress {
    struct area *area;
    area_visitor *visit;
    void *context;
    unsigned char *state; /* the bytes when they were looked at last */
    unsigned index;
    bool begun;
};

static enum trace_verdict look_at_area(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct area_progress *progress = context;
    size_t size = area_size(progress->area);
    if (stop->moment != TRACE_STEP ||
        (progress->begun && memcmp(progress->state, area_bytes(progress->area), size) == 0)) {
        return TRACE_GO_ON;
    }
    progress->begun = true;
    memcpy(progress->state, area_bytes(progress->area), size);
    progress->visit(progress->area, progress->index++, progress->context);
    memcpy(area_bytes(progress->area), progress->state, size);
    return TRACE_GO_ON;
}

struct reply actor_call_stepped_array(struct actor *actor, struct area *area,
                                      area_visitor *visit_area, void *context,
                                      const struct function *function,
                                      const struct argument *arguments, size_t count)
{
    struct area_progress progress = {
        .area = area, .visit = visit_area, .context = context, .state = malloc(area_size(area))};
    if (progress.state == NULL) {
        abort();
    }
    struct tracing tracing = {
        .visit = look_at_area, .context = &progress, .every_instruction = true, .area = area};
    struct reply reply = actor_call_traced_array(actor, &tracing, function, arguments, count);
    free(progress.state);
    return reply;
}
