/* Where the student's object lies in a process, so that its instructions can be told from those of
 * the libraries. Not for tests. */
#ifndef WORKBOOK_EXAMINER_EXTENT_H
#define WORKBOOK_EXAMINER_EXTENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct extent {
    uint64_t begin, end; /* both 0: it is not there */
};

/* From proc_pid_maps(5). */
struct extent extent_of_student(pid_t pid);
bool extent_holds(const struct extent *extent, uint64_t address);

#endif
