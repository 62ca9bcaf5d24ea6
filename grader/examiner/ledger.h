/* The ledger: what a process holds and which objects exist, before and after a call. What is there
 * after, was not before, and is not promised, was left behind. Not for tests: actor.c keeps it. */
#ifndef WORKBOOK_EXAMINER_LEDGER_H
#define WORKBOOK_EXAMINER_LEDGER_H

#include "examiner/objects.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct wire_reply;

/* Each reads a list anew: what it held before is forgotten.
 *
 * Objects in the kernel's tables and under /dev/shm. In reduced mode only those of this user. */
void ledger_read_kernel(struct objects *objects);
/* Descriptors, attachments, shared mappings, state, threads and children of a process. */
void ledger_read_process(struct objects *objects, pid_t pid);

/* Each adds to a list what one look at a process or at the kernel does not show.
 *
 * Changes that the process itself tells of (enum wire_trait, or'ed), as state of it. */
void ledger_add_traits(struct objects *objects, uint32_t changed);
/* Private mappings that the call made itself, as its reply tells, and that are still there, as the kernel does: those of
 * the C library, for the heap above all, nobody tells of. */
void ledger_add_memory(struct objects *objects, pid_t pid, const struct wire_reply *reply);
/* Files in the student's /tmp. Tests make some, too. */
void ledger_add_files(struct objects *objects);

/* Writes a leak record for an entry; `reply` (or NULL) may tell the line that made it. */
void ledger_report_leak(const struct object_entry *entry, const char *call,
                        const struct wire_reply *reply);

/* Where the student's object made the entry, as the reply (or NULL) says: an offset in it; 0: nobody
 * knows. */
uint64_t ledger_place_of(const struct object_entry *entry, const struct wire_reply *reply);

/* Remembers what the student's code says that it made in a call. */
void ledger_note_creations(const struct wire_reply *reply);
/* The part of it that tells which line prints. */
void ledger_note_print(const struct wire_reply *reply);

/* Whose an object in the kernel is. With namespaces all are the examination's. Without, the user
 * may have others, which are none of our business: then only those count that the test made, that
 * an actor says it made, or that the kernel knows an actor to have created. */
bool ledger_is_ours(const struct object_entry *entry);

/* Removes an object from the kernel; others are left to their process. */
void ledger_destroy(const struct object_entry *entry);

#endif
