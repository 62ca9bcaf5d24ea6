/* A record of the kernel objects that the student's code makes during one call, each with the
 * return address of the call that made it. It only helps to name a line: whether something was left
 * over is decided by the kernel's tables, seen from outside. */
#ifndef WORKBOOK_DRIVER_CREATIONS_H
#define WORKBOOK_DRIVER_CREATIONS_H

#include "driver/object.h"
#include "protocol/wire.h"

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

#endif
