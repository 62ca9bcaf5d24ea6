/* How many checks of this run ended as timed out. After a few of them the rest is not run: a
 * learner waits seconds for a verdict, not minutes. The count outlives the check's process in a
 * file of the trusted side. */
#ifndef WORKBOOK_EXAMINER_HANGS_H
#define WORKBOOK_EXAMINER_HANGS_H

#include <stdbool.h>

void hangs_add(void);
bool hangs_are_too_many(void);

#endif
