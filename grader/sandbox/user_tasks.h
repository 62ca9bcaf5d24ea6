/* The tasks (processes and threads) of a user, which is what RLIMIT_NPROC counts (setrlimit(2)). */
#ifndef WORKBOOK_SANDBOX_USER_TASKS_H
#define WORKBOOK_SANDBOX_USER_TASKS_H

/* How many there are now, of the user that sandboxed programs run as. */
unsigned user_tasks_count(void);

#endif
