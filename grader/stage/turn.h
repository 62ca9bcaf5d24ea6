/* Whose turn it is, where there are no namespaces.
 *
 * In reduced mode all examinations of a user share the kernel's tables: each would see the objects
 * of the others, take them for leaks and remove them. So they take turns: threads of this grader,
 * and other graders of the same user. The turn is a lock on the home folder (flock(2)) that ends with its
 * holder, however that ends.
 */
#ifndef WORKBOOK_STAGE_TURN_H
#define WORKBOOK_STAGE_TURN_H

#include "base/cancel.h"
#include "base/error.h"

#include <stdbool.h>

/* Waits for the turn. Closing *fd gives it back. False also when it was called off meanwhile; `cancel`
 * may be NULL. */
bool turn_take(int *fd, const struct cancel *cancel, struct error *err);

#endif
