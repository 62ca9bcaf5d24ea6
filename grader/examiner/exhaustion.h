/* Whether all processes of the run together came to their limit of memory, so that the kernel ended some of them:
 * told to the learner, for a bare SIGKILL explains nothing. Only where the machine grants a control group. Not for
 * tests. */
#ifndef WORKBOOK_EXAMINER_EXHAUSTION_H
#define WORKBOOK_EXAMINER_EXHAUSTION_H

#include <stdbool.h>
#include <stddef.h>

enum { EXHAUSTION_TEXT = 120 };

#define EXHAUSTION_LOOK                                                                            \
    "fork(2), malloc(3), mmap(2): how much do all its processes have at the same time?"

/* Processes that the kernel has ended for want of memory since the run began. */
unsigned long long exhaustion_count(void);

/* Writes why the kernel has ended processes since there were `before` of them, and returns true; or leaves the text
 * empty: it has not. */
bool exhaustion_explain(unsigned long long before, char *text, size_t room);

/* Whatever was seen, this is why: writes `observed`, and the explanation behind it when there is one. */
bool exhaustion_add(unsigned long long before, const char *observed, char *seen, size_t room);

#endif
