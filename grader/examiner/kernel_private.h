/* Not for tests: the end of a check undoes what kernel.h changed. */
#ifndef WORKBOOK_EXAMINER_KERNEL_PRIVATE_H
#define WORKBOOK_EXAMINER_KERNEL_PRIVATE_H

#include "examiner/kernel.h"
#include "examiner/objects.h"

#include <stdbool.h>

struct session;

enum { KERNEL_LIMITS = 3, KERNEL_NAMES_MAX = 64 };

/* What a check changed and its end undoes. One check, one process. */
struct kernel_changes {
    unsigned keys;
    unsigned name_count;
    char names[KERNEL_NAMES_MAX][32];
    char paths[2][512];
    unsigned long limits[KERNEL_LIMITS]; /* the values before */
    bool limited[KERNEL_LIMITS];
    bool next_id_set;
};

/* Of the check that runs; made at the first call, kernel_restore frees it. */
struct kernel_changes *kernel_changes(void);

unsigned kernel_count_posix_queues(void);

/* From now on the test's own, which goes with the check; the name is NULL for what has an id. */
void kernel_note_ours(enum object_kind kind, uint64_t id, const char *name);
/* The test cannot go on, by errno: the student's code took the room, or the machine has none. */
_Noreturn void kernel_report_no_room(const char *what);

/* At the end of a check: everything is undone; of this, the limits. */
void kernel_restore(struct session *session);
void kernel_restore_limits(const struct kernel_changes *changes);

#endif
