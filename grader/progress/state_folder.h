/* Where the learner's own state lies: $WORKBOOK_STATE, else $XDG_STATE_HOME/workbook, else
 * ~/.local/state/workbook (XDG Base Directory Specification 0.8).
 *
 * It belongs to the learner and not to a clone of the workbook: who clones it again, moves the folder or works in
 * two clones goes on where he was. Who wants them apart sets WORKBOOK_STATE. */
#ifndef WORKBOOK_PROGRESS_STATE_FOLDER_H
#define WORKBOOK_PROGRESS_STATE_FOLDER_H

#include <stdbool.h>

#include "base/error.h"

/* The path, owned by the caller; the folder need not be there. NULL with a sentence when nothing says where. */
char *state_folder_find(struct error *err);

/* Makes the folder and those above it that are missing, for the learner alone (mode 0700). */
bool state_folder_make(const char *path, struct error *err);

#endif
