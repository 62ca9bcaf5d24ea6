/* The place of an endless loop. One look at a process that runs in a loop sees any of its lines; the
 * same source is to be told the same line each time. Not for tests. */
#ifndef WORKBOOK_EXAMINER_LOOP_H
#define WORKBOOK_EXAMINER_LOOP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Follows the process for some thousand instructions (ptrace(2)) and leaves it running.
 *
 * Sets *offset to the loop's first instruction, as an offset in the student's object: of all
 * instructions met there, the lowest in the outermost call. False when none was met, or the process
 * slept: then one look is as good. */
bool loop_find(pid_t pid, uint64_t *offset);

#endif
