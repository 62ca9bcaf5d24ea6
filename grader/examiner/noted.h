/* What the check has made, in the notes of the run (remains/notes.h), for the case that it does not come to its end. With
 * namespaces there are no notes, and nothing happens here. Not for tests. */
#ifndef WORKBOOK_EXAMINER_NOTED_H
#define WORKBOOK_EXAMINER_NOTED_H

#include "examiner/objects.h"

#include <sys/types.h>

struct session;

void noted_begin(struct session *session);
/* All that was noted since is removed. */
void noted_end(struct session *session);

/* Of this run from now on: a process; a key and a name that no object has. */
void noted_add_process(pid_t pid);
void noted_add_key(key_t key);
void noted_add_name(const char *name);

/* The object is the run's own from now on, with namespaces and without: nobody reports it any more. */
void noted_own(const struct object_entry *entry);

#endif
