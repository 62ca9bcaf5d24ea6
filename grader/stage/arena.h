/* A private folder for one run in reduced mode, where no mount namespace can hide anything: made
 * for the run, removed after it. */
#ifndef WORKBOOK_STAGE_ARENA_H
#define WORKBOOK_STAGE_ARENA_H

#include "base/error.h"
#include "stage/machine.h"

#include <stdbool.h>

#define ARENA_RUN "run" /* the subfolder of the trusted side's own files */

/* Makes a fresh folder with these subfolders (world-writable ones marked by a leading '+'); the
 * list ends with NULL. *path is owned by the caller. */
bool arena_create(const struct machine *machine, const char *const *folders, char **path,
                  struct error *err);

/* Copies the rest of `fd` into PATH/name and closes fd. */
bool arena_put(const char *path, const char *name, int fd, unsigned mode, struct error *err);

/* Removes the folder and all in it, and what the run has left on the host by its notes (remains/notes.h). Accepts NULL. */
void arena_remove(const char *path);

#endif
