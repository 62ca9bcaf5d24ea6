/* Where things are, as the proctor told by environment variables: this side's paths. Not for tests. */
#ifndef WORKBOOK_EXAMINER_PLACE_H
#define WORKBOOK_EXAMINER_PLACE_H

/* The value of one of the variables of protocol/environment.h; ends the program with a sentence
 * when it is not set: somebody started a hidden test by hand. */
const char *place_get(const char *variable);

const char *place_shared_memory(void);
/* Removes a name, which begins with a slash, from the student's /dev/shm. */
void place_unlink_shared(const char *name);
/* Likewise for a POSIX message queue. */
void place_unlink_queue(const char *name);

#endif
