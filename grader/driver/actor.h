/* An actor: one process that calls the student's functions, one at a time, as it is told. */
#ifndef WORKBOOK_DRIVER_ACTOR_H
#define WORKBOOK_DRIVER_ACTOR_H

#include "driver/object.h"

/* Serves requests from `socket` until it is told to exit or its other end is closed. */
_Noreturn void actor_run(int socket, const struct object *object);

#endif
