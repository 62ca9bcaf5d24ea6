/* One call of a student's function by its name and the types of its arguments. */
#ifndef WORKBOOK_DRIVER_CALL_H
#define WORKBOOK_DRIVER_CALL_H

#include "driver/object.h"
#include "protocol/wire.h"

#include <stddef.h>

/* Carries out a WIRE_CALL request whose buffers' contents are `data`. Fills `reply` and puts the
 * bytes of the WIRE_INOUT buffers, in the order of the arguments, into `output` (WIRE_DATA_MAX
 * bytes). */
void call_perform(const struct object *object, const struct wire_request *request,
                  const unsigned char *data, struct wire_reply *reply, unsigned char *output);

/* The same for a function of this program: the one argument that is a buffer and the numbers are
 * passed like any other. For rehearsals. */
void call_perform_function(const struct object *object, void (*function)(void),
                           const struct wire_request *request, const unsigned char *data,
                           struct wire_reply *reply, unsigned char *output);

#endif
