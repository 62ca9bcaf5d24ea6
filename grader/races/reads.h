/* Waiting loops. A process that reads the same places again, in the same way, and finds the same, will
 * go on like that until one of them changes: so it is made to wait for that, and a loop costs two
 * turns and not thousands. What the two turns have read is as if they had not been. */
#ifndef WORKBOOK_RACES_READS_H
#define WORKBOOK_RACES_READS_H

#include "races/world.h"

/* Adds a read to those that the process has made since it last changed something. */
void reads_note(struct process *process, const struct read *read);
/* When the running process's last reads repeat those before: makes it wait. */
void reads_wait_if_looping(struct world *world);

/* Has anything changed of what the process waits for? */
bool reads_changed(const struct world *world, const struct process *process);
/* The wait is over: the process knows the newest store of each place. */
void reads_end_wait(struct world *world, struct process *process);

#endif
