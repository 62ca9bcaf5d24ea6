/* The kernel's table of System V segments (shmctl(2), SHM_STAT_ANY). */
#ifndef WORKBOOK_REMAINS_SEGMENTS_H
#define WORKBOOK_REMAINS_SEGMENTS_H

#include <sys/shm.h>

/* Calls `act` with each segment in sight, whoever's it is. */
void segments_each(void (*act)(int id, const struct shmid_ds *state, void *context), void *context);

#endif
