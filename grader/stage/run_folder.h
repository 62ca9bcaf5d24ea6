/* The folder of a grader in reduced mode, in which its arenas are made; and those of graders that
 * were killed.
 *
 * A grader holds a lock (flock(2)) on its folder as long as it lives. The folder says whose it is, at every moment of its
 * life: it is made with a mode that nobody else gives a folder, then locked, then a file is put into it that says so, and
 * the same backwards when it is removed. So a folder of this user that says so and that nobody has locked belongs
 * to a grader that is gone.
 */
#ifndef WORKBOOK_STAGE_RUN_FOLDER_H
#define WORKBOOK_STAGE_RUN_FOLDER_H

#include "base/error.h"

#include <stdbool.h>

/* Makes BASE/workbook-XXXXXX. *path is owned by the caller; the lock is held until *lock is
 * closed. */
bool run_folder_create(const char *base, char **path, int *lock, struct error *err);

/* Removes it with all that is in it, whatever was put there. `lock` stays open. */
void run_folder_remove(const char *path, int lock);

/* Removes in BASE what graders of this user have left that were killed: their folders, and processes
 * of the student's that still have a file of such a folder in their memory. Touches nothing that is
 * not proven to be that. */
void run_folder_sweep(const char *base);

#endif
