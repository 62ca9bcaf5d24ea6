/* What the ledger counts: a list of kernel objects and of things that a process holds. It grows as
 * needed. Without memory the test program aborts. */
#ifndef WORKBOOK_EXAMINER_OBJECTS_H
#define WORKBOOK_EXAMINER_OBJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum object_kind {
    OBJECT_SHM,
    OBJECT_SEM,
    OBJECT_MSG,
    OBJECT_QUEUE,
    OBJECT_FILE, /* in the student's /tmp */
    OBJECT_NAME, /* in the kernel */
    OBJECT_DESCRIPTOR,
    OBJECT_ATTACHMENT,
    OBJECT_MAPPING, /* in a process */
    OBJECT_MEMORY,  /* a private mapping that the student's code made itself */
    OBJECT_STATE,   /* of a process as a whole: its umask, what it does with signals */
    OBJECT_THREAD,  /* of a process, beside its first one */
    OBJECT_CHILD,   /* a process that it made and has not waited for */
};

struct object_entry {
    enum object_kind kind;
    uint64_t id; /* System V id; descriptor; start address; thread or process; of an OBJECT_STATE,
                  * what its words leave open */
    uint64_t inode; /* of a name or queue; 0: nobody has looked */
    uint64_t bytes;
    char name[257]; /* of an OBJECT_NAME, with its slash, whole; what a descriptor or mapping shows;
                     * of an OBJECT_STATE, what it is; of threads and children, how many */
};

struct objects {
    struct object_entry *items; /* owned */
    size_t count;
    size_t room; /* of the items: a power of two */
    uint32_t *
        slots; /* owned: an index of the items, from 1, by what they are; NULL while they are few */
    size_t slot_count;
};

/* Frees the items; the list is empty, and may be used again. */
void objects_finish(struct objects *objects);
/* Adds what was found by listing all that there is: after some thousands nothing more. */
void objects_add(struct objects *objects, const struct object_entry *entry);
/* Adds what must not be forgotten, however much there is of other things: whose it is decides who removes it. */
void objects_keep(struct objects *objects, const struct object_entry *entry);
bool objects_contain(const struct objects *objects, const struct object_entry *entry);
/* Those from the index `first` on, in the opposite order. */
void objects_reverse(struct objects *objects, size_t first);
/* No more than the first `count`. */
void objects_truncate(struct objects *objects, size_t count);

#endif
