/* What the kernel's tables hold of a demo: System V segments and semaphore sets, POSIX objects and
 * named semaphores.
 *
 * A demo's own are those whose key ftok(3) makes from the working folder, and whose name begins
 * with the name that the programs were given. Others are neither shown nor touched: where
 * namespaces are refused the tables are the whole machine's.
 */
#ifndef WORKBOOK_DEMO_STAGE_KERNEL_H
#define WORKBOOK_DEMO_STAGE_KERNEL_H

#include <sys/types.h>

#include "demo/demo_step.h"

struct kernel_view {
    const char *name;              /* "/demo-ring" */
    pid_t programs[DEMO_PROGRAMS]; /* 0: not running */
};

/* Appends a row for each object, and one for its first bytes. */
void kernel_view_rows(const struct kernel_view *view, struct demo_step *step);

/* Removes them all: after a demo that was broken off. */
void kernel_view_remove(const struct kernel_view *view);

#endif
