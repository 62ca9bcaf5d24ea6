/* One execution: the roles run as coroutines, and one at a time performs its next operation. */
#ifndef WORKBOOK_RACES_EXECUTION_H
#define WORKBOOK_RACES_EXECUTION_H

#include "races/world.h"

/* Lets the scenario's preparation run, once, and keeps what it leaves. False when it fails; then
 * `unchecked` says so. */
bool execution_prepare(struct world *world);

/* Runs the roles from the beginning to the end. False when the search has cut the execution off,
 * because it knows all that would follow. */
bool execution_run(struct world *world);

/* --- for what runs inside a process --- */

/* Waits until the scheduler has performed the process's next operation. */
void execution_yield(struct world *world);
/* Performs the operation when its turn comes, and returns what has become of it. */
struct operation execution_perform(struct world *world, const struct operation *operation);
/* A moment at which a mortal process may be killed, before what it does at `instruction`: then this does not
 * come back. */
void execution_moment(struct world *world, uintptr_t instruction);
bool execution_is_mortal(const struct world *world);
/* The process is over: it does not come back. */
_Noreturn void execution_end_process(struct world *world);
/* The same after a signal; `hang`: it has not touched anything shared for a long time. */
_Noreturn void execution_crash(struct world *world, int signal, uintptr_t instruction, bool hang);

#endif
