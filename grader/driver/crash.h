/* What an actor says when a signal ends it, or asks it where it is: the place in the student's
 * code. */
#ifndef WORKBOOK_DRIVER_CRASH_H
#define WORKBOOK_DRIVER_CRASH_H

#include <signal.h>
#include <stdint.h>

#include "driver/object.h"

struct buffer;

enum { CRASH_SIGNALS_MAX = 10 };

/* Loads the unwinder, which may not be loaded from a signal handler. Once, before any fork. */
void crash_prepare(void);

/* Installs the handlers: they send WIRE_CRASHED, or WIRE_STACK, through `socket`. */
void crash_install(int socket, const struct object *object);

/* The buffers of the call that begins, so that a crash behind one of them is told as such; none: it
 * has ended. They are borrowed until then. */
void crash_watch_buffers(const struct buffer *buffers, uint32_t count);

/* What the process does now with each of the signals that crash_install handles, but SIGTRAP, which a tracer has to do with too;
 * that one is left as it is. */
void crash_read_handlers(struct sigaction handlers[CRASH_SIGNALS_MAX]);

/* Back to the default actions. */
void crash_uninstall(void);

#endif
