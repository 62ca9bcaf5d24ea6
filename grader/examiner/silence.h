/* Does a call print? Every contract says that nothing is printed: whoever calls decides what the
 * user reads. Needs a tracer (trace.h): only in CHECK_NATIVELY. */
#ifndef WORKBOOK_EXAMINER_SILENCE_H
#define WORKBOOK_EXAMINER_SILENCE_H

#include "examiner/actor.h"

/* As actor_call; ends the check as failed when the call writes to its standard output or error.
 * What stdio keeps in a buffer until the process ends is seen as well, because stdio looks at a
 * descriptor before it makes the buffer: so an actor must not have printed in an earlier, ordinary
 * call. Threads and children of the call are not seen. */
#define actor_call_silent(actor, function, ...)                                                    \
    actor_call_silent_array(actor, function, ARGUMENTS(__VA_ARGS__))
struct reply actor_call_silent_array(struct actor *actor, const struct function *function,
                                     const struct argument *arguments, size_t count);

#endif
