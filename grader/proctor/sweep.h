/* Ending all that the student's code has started, where no PID namespace does it (reduced mode). */
#ifndef WORKBOOK_PROCTOR_SWEEP_H
#define WORKBOOK_PROCTOR_SWEEP_H

/* Kills and reaps every descendant of the calling process, which must be a subreaper
 * (prctl(2), PR_SET_CHILD_SUBREAPER). They are all stopped before the first is killed: one that forks
 * without end would else be ahead of us for ever. The segments that they have made go with them. */
void sweep_descendants(void);

#endif
