/* How many processes and threads the user of the run has, on a machine without namespaces. */
#ifndef WORKBOOK_PROCTOR_CROWD_H
#define WORKBOOK_PROCTOR_CROWD_H

/* Counted in /proc: the effective user's, this process among them. */
unsigned long crowd_count(void);

#endif
