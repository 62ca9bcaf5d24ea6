/* All that a program under test has started, whoever its parent is by now. */
#ifndef WORKBOOK_TESTS_DESCENDANTS_H
#define WORKBOOK_TESTS_DESCENDANTS_H

#include <stdbool.h>
#include <sys/types.h>

/* To be called first: whoever loses its parent becomes a child of this process (PR_SET_CHILD_SUBREAPER in prctl(2)). From
 * then on a minute is all that there is to wait. */
void descendants_begin(void);

/* Waits for one of them, stopped or ended. Its id; 0: there is nobody any more; -1: the minute is over. */
pid_t descendants_await(int *status);

/* Says who is left, on standard output, and kills them. */
void descendants_list_and_kill(void);

#endif
