/* The ledger: what a process holds and which objects exist, before and after a call. What is there
 * after, was not before, and is not promised, was left behind. Not for tests: actor.c keeps it. */
#ifndef WORKBOOK_EXAMINER_LEDGER_H
#define WORKBOOK_EXAMINER_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct wire_reply;

enum object_kind {
    OBJECT_SHM,
    OBJECT_SEM,
    OBJECT_MSG,
    OBJECT_QUEUE,
    OBJECT_NAME, /* in the kernel */
    OBJECT_DESCRIPTOR,
    OBJECT_ATTACHMENT,
    OBJECT_MAPPING, /* in a process */
    OBJECT_STATE,   /* of a process as a whole: its umask, what it does with signals */
    OBJECT_THREAD,  /* of a process, beside its first one */
    OBJECT_CHILD,   /* a process that it made and has not waited for */
};

struct object_entry {
    enum object_kind kind;
    uint64_t id; /* System V id; descriptor; start address; thread or process */
    uint64_t bytes;
    char name[257]; /* of an OBJECT_NAME, with its slash, whole; what a descriptor or mapping shows;
                     * of an OBJECT_STATE, what it is; of threads and children, how many */
};

struct objects {
    struct object_entry *items; /* owned */
    size_t count;
    size_t room;
};

void objects_finish(struct objects *objects);
void objects_add(struct objects *objects, const struct object_entry *entry);
bool objects_contain(const struct objects *objects, const struct object_entry *entry);
void objects_remove(struct objects *objects, const struct object_entry *entry);

/* Objects in the kernel's tables and under /dev/shm. In reduced mode only those of this user. */
void ledger_read_kernel(struct objects *objects);
/* Descriptors, attachments, shared mappings, state, threads and children of a process. */
void ledger_read_process(struct objects *objects, pid_t pid);

/* Writes a leak record for an entry; `reply` (or NULL) may tell the line that made it. */
void ledger_report_leak(const struct object_entry *entry, const char *call,
                        const struct wire_reply *reply);

/* Remembers what the student's code says that it made in a call. */
void ledger_note_creations(const struct wire_reply *reply);

/* Whose an object in the kernel is. With namespaces all are the examination's. Without, the user
 * may have others, which are none of our business: then only those count that the test made, that
 * an actor says it made, or that the kernel knows an actor to have created. */
bool ledger_is_ours(const struct object_entry *entry);

/* Removes an object from the kernel; others are left to their process. */
void ledger_destroy(const struct object_entry *entry);

#endif
