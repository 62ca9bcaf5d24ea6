/* Not for tests: the end of a check undoes what kernel.h changed. */
#ifndef WORKBOOK_EXAMINER_KERNEL_PRIVATE_H
#define WORKBOOK_EXAMINER_KERNEL_PRIVATE_H

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

/* At the end of a check: everything is undone; of this, the limits. */
void kernel_restore(struct session *session);
void kernel_restore_limits(const struct kernel_changes *changes);

#endif
