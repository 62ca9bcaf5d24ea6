/* Removing what a run has left on the host, by its notes (remains/notes.h). */
#ifndef WORKBOOK_REMAINS_REMOVE_H
#define WORKBOOK_REMAINS_REMOVE_H

/* Removes what the notes in the folder `at`/`folder` prove to be the run's and this user's: `at` is a descriptor or AT_FDCWD.
 * To be called when no process of the run is left. A second call finds nothing any more.
 *
 * The notes may be old: of an earlier boot or another IPC namespace they mean nothing here; and process ids, keys and
 * names without an inode are given anew one day, so what is known by those must have been last changed no later than a minute
 * after the last note. */
void remains_remove(int at, const char *folder);

#endif
