/* The zygote: it has the student's object loaded and forks an actor whenever it is asked to. */
#ifndef WORKBOOK_DRIVER_ZYGOTE_H
#define WORKBOOK_DRIVER_ZYGOTE_H

#include "driver/object.h"

/* Serves one session after the other from the listening socket, for ever: its owner kills it.
 * Returns false with a sentence on standard error when the system refuses something. */
bool zygote_run(int listener, const struct object *object);

#endif
