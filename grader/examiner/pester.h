/* Signals that come again and again, for calls that wait: signal(7), "Interruption of system calls". */
#ifndef WORKBOOK_EXAMINER_PESTER_H
#define WORKBOOK_EXAMINER_PESTER_H

#include "examiner/actor.h"

#include <stdbool.h>
#include <stddef.h>

enum { PESTERED_MAX = 4 };

/* Signals each actor, whenever it is seen to sleep, until its call comes back, or for `limit_ms` of
 * its own time. The handlers are the actors' affair (actor_catch).
 *
 * True when the signals came steadily: each actor got some, and none was left alone for
 * `steady_ms`. Otherwise a wait that each signal begins anew, or cuts short, may have ended as if
 * there had been none: we had our turn too late, and nothing was learnt. */
bool actors_pester(struct actor *const *actors, size_t count, unsigned limit_ms,
                   unsigned steady_ms);

#endif
