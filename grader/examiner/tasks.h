/* The threads and children of a process, from /proc/PID/task (proc_pid_task(5)). Not for tests. */
#ifndef WORKBOOK_EXAMINER_TASKS_H
#define WORKBOOK_EXAMINER_TASKS_H

#include "examiner/ledger.h"

#include <sys/types.h>

/* Adds an OBJECT_THREAD for each thread but the first, and an OBJECT_CHILD for each process that it
 * made and has not waited for. A thread that was joined may still be on its way out of the kernel:
 * it has ended. */
void tasks_read(struct objects *objects, pid_t pid);

/* How many processes and threads there are below and in this one, but for the child `except` and
 * what is below that. Those that wait for their parent count: they use up RLIMIT_NPROC too. */
unsigned tasks_count_family(pid_t pid, pid_t except);

#endif
