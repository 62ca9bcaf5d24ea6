/* An actor: one process that calls the student's functions, one at a time, as it is told. */
#ifndef WORKBOOK_DRIVER_ACTOR_H
#define WORKBOOK_DRIVER_ACTOR_H

#include "driver/object.h"

/* Goes through the motions of an actor once, with a function of its own. Valgrind translates code
 * when it is first run and forked processes inherit what has been translated: rehearsed in the
 * zygote, each actor is spared it. */
void actor_rehearse(const struct object *object);

/* Serves requests from `socket` until it is told to exit or its other end is closed. */
_Noreturn void actor_run(int socket, const struct object *object);

#endif
