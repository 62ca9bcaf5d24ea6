/* Whose turn it is, where there are no namespaces.
 *
 * In reduced mode all examinations of a user share the kernel's tables: each would see the objects
 * of the others, take them for leaks and remove them. So they take turns: threads of this grader,
 * and other graders of the same user. The turn is a lock on a folder of the user's (flock(2)) that ends with its
 * holder, however that ends; it is waited for as base/lock.h tells.
 */
#ifndef WORKBOOK_STAGE_TURN_H
#define WORKBOOK_STAGE_TURN_H

#include "base/cancel.h"
#include "base/error.h"

#include <stdbool.h>

/* Waits for the turn. Closing *fd gives it back. False when it was called off meanwhile, when who has it is stopped
 * (Ctrl-Z), and when half an hour was not enough. `cancel` may be NULL. */
bool turn_take(int *fd, const struct cancel *cancel, struct error *err);

/* The folder whose lock is the turn: the home, where nobody else can open it. Else one in it that is this user's alone, for whoever
 * can open a folder can lock it, and would keep all graders of the user waiting. Owned by the caller. */
char *turn_find_folder(const char *home);

/* The same with the lock of another folder. */
bool turn_take_of(const char *folder, int *fd, const struct cancel *cancel, struct error *err);

#endif
