/* The outer sandbox of an examination.
 *
 * Everything that takes part is copied into a file system in memory from descriptors: the test
 * program, the proctor, the driver, confine, the student's object. Nothing of the workbook's
 * folders is mounted, so nothing can be read there, and the unprivileged user that root becomes
 * needs no permission on a path. The proctor is root of the user namespace and so of the IPC
 * namespace in it: it may set their limits, the student may not. In reduced mode the same files lie
 * in a private folder and Landlock stands alone.
 */
#ifndef WORKBOOK_STAGE_EXAM_SANDBOX_H
#define WORKBOOK_STAGE_EXAM_SANDBOX_H

#include "base/error.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/control_group.h"
#include "stage/examination.h"
#include "stage/machine.h"

#include <stdbool.h>

/* Appends all that starts the proctor in its sandbox to an initialised list. In reduced mode *arena is the
 * folder that was made for it, owned by the caller: to be removed also after a failure. */
bool exam_sandbox_fill(struct bubblewrap *list, const struct machine *machine,
                       const struct examination_plan *plan, const struct control_group *group,
                       char **arena, struct error *err);

#endif
