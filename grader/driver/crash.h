/* What an actor says when a signal ends it, or asks it where it is: the place in the student's
 * code. */
#ifndef WORKBOOK_DRIVER_CRASH_H
#define WORKBOOK_DRIVER_CRASH_H

#include "driver/object.h"

/* Loads the unwinder, which may not be loaded from a signal handler. Once, before any fork. */
void crash_prepare(void);

/* Installs the handlers: they send WIRE_CRASHED, or WIRE_STACK, through `socket`. */
void crash_install(int socket, const struct object *object);

/* Back to the default actions. */
void crash_uninstall(void);

#endif
