/* Not for tests: the end of a check undoes what kernel.h changed. */
#ifndef WORKBOOK_EXAMINER_KERNEL_PRIVATE_H
#define WORKBOOK_EXAMINER_KERNEL_PRIVATE_H

struct session;

void kernel_restore(struct session *session);

#endif
