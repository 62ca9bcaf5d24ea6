/* System V segments of a run that is broken off where no IPC namespace takes them (reduced mode). */
#ifndef WORKBOOK_PROCTOR_SEGMENTS_H
#define WORKBOOK_PROCTOR_SEGMENTS_H

/* Removes each segment of this user whose creator (shm_cpid, shmctl(2)) is a descendant of the calling process, alive or
 * not yet reaped. Those of processes that are nobody's any more are left to the run's notes (remains/notes.h). */
void segments_remove_of_descendants(void);

#endif
