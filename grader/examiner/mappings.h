/* The shared mappings of the actors, as the kernel shows them, for a snapshot; and which mappings are nobody's doing
 * in the ledger. Not for tests. */
#ifndef WORKBOOK_EXAMINER_MAPPINGS_H
#define WORKBOOK_EXAMINER_MAPPINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct actor;
struct session;

struct mapping {
    const struct actor *actor;
    uint64_t begin, end;
    uint64_t offset; /* in the object */
    bool read_only;
    bool is_segment; /* of a System V segment: inode is its id */
    dev_t device;
    ino_t inode;
    char name[257]; /* of what is mapped, as its process would see it: "/SYSV00000000 (deleted)" */
};

struct mappings {
    struct mapping *items; /* owned; by actor, then address */
    size_t count;
};

/* The one file that glibc maps shared for a process by itself, at its first conversion to or from wide characters after
 * setlocale(3): the list of iconv's modules. `permissions` and `name` are those of a line of proc_pid_maps(5). */
bool mapping_is_of_c_library(const char *permissions, const char *name);

/* Of the actors that the recorder has told of. */
void mappings_read(struct mappings *mappings, const struct session *session);
void mappings_finish(struct mappings *mappings);

#endif
