/* A record of the kernel objects that the student's code makes during one call, each with the
 * return address of the call that made it, of the last one that it was refused for want of something, of the first that
 * printed, and of the first system call that the sandbox refused. It only helps to name a line: whether something was left over or
 * printed, or a limit was reached, is seen from outside. */
#ifndef WORKBOOK_DRIVER_CREATIONS_H
#define WORKBOOK_DRIVER_CREATIONS_H

#include "driver/object.h"
#include "protocol/wire.h"

#include <stdint.h>

/* Forgets what was recorded; from now on calls made from `object` are recorded. */
void creations_begin(const struct object *object);

/* Copies the record into a reply. */
void creations_report(struct wire_reply *reply);

/* Called by the shims. `name` may be NULL. */
void creations_add(enum wire_object kind, uint64_t id, const char *name,
                   const void *return_address);

void creations_add_mapping(uint64_t address, uint64_t length, const void *return_address);
/* Those that begin in these bytes are gone. */
void creations_remove_mappings(uint64_t address, uint64_t length);

/* Called by the shims: `error` is why; one that is not for want of something is not recorded. `bytes` were asked for, or 0. */
void creations_refuse(enum wire_object kind, int error, uint64_t bytes, const void *return_address);

/* Called by the shims: nothing is refused any more. */
void creations_grant(void);

/* Called by the shims: made when `result` is not `failure`, else refused for errno's reason. Leaves errno as it is. */
void creations_note(enum wire_object kind, intptr_t result, intptr_t failure, const char *name,
                    uint64_t bytes, const void *return_address);

/* Called by the shims: something goes to standard output or error. */
void creations_print(const void *return_address);

/* A system call that the sandbox refused, made by the code at this offset of the object, or 0. Safe in a signal handler. */
void creations_note_refused_call(uint32_t number, uint64_t offset);

#endif
